// Copying: the picture, the table, the sentence or the link of a card. What happened is said in a line that screen readers
// hear; where the browser refuses, text is shown ready to be copied by hand, and a picture can be saved instead.
(function () {
  const RISKY = /^[=+\-@\t\r]/; // a spreadsheet would run a pasted text that begins so
  const guarded = (text) => (RISKY.test(text) ? `'${text}` : text);

  const line = Object.assign(document.createElement("div"), { className: "said" });
  line.setAttribute("role", "status");
  document.body.append(line);

  // What can be undone stays until it is, until something else is said, or the reader goes elsewhere.
  let hiding;
  const hide = () => { line.textContent = ""; };
  function say(words, undo) {
    window.clearTimeout(hiding);
    line.textContent = words;
    if (!undo) { hiding = window.setTimeout(hide, 5000); return; }
    const button = Object.assign(document.createElement("button"), { type: "button", className: "linkish", textContent: "Undo", onclick: undo });
    line.append(" ", button);
  }
  for (const move of ["popstate", "_dashprivate_pushstate"]) window.addEventListener(move, hide);

  // The text in a box of its own, selected, with the focus in it; closing gives the focus back.
  function byHand(text) {
    const make = (name, properties) => Object.assign(document.createElement(name), properties);
    const box = make("dialog", { className: "by-hand" });
    const title = make("h2", { id: "by-hand-title", textContent: "The browser did not let us copy" });
    const label = make("label", { textContent: "Copy it from here (Ctrl+C or ⌘C):", htmlFor: "by-hand-text" });
    const area = make("textarea", { id: "by-hand-text", value: text, readOnly: true, className: "form-control" });
    const close = make("button", { type: "button", className: "quiet", textContent: "Close" });
    box.setAttribute("aria-labelledby", title.id);
    close.addEventListener("click", () => box.close());
    box.addEventListener("close", () => box.remove());
    box.append(title, label, area, close);
    document.body.append(box);
    box.showModal();
    area.select();
  }

  async function text(words, what) {
    try {
      await navigator.clipboard.writeText(words);
      say(`${what} was copied.`);
    } catch {
      byHand(words);
    }
  }

  const worded = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");
  const ended = (words) => (/[.!?]$/.test(words) ? words : `${words}.`);
  const said = (card) => ({
    headline: ended(worded(card.querySelector("h2"))),
    subtitle: worded(card.querySelector(".card-subtitle")).replace(/ (Illustrative data|Published|From returns)$/, ""),
    source: worded(card.querySelector(".card-source")),
  });

  const { read, shown } = window.cepTables;
  function cell(value, kind) {
    if (value === null || value === undefined) return "";
    if (kind === "yes_no") return value ? "yes" : "no";
    return typeof value === "string" && kind === "text" ? guarded(value.replace(/[\t\r\n]+/g, " ")) : String(value);
  }

  // As cells for a spreadsheet, and as a table with its caption for a document.
  function tableOf(payload) {
    const columns = payload.columns.filter((column) => shown(column, payload.rows));
    const rows = [columns.map((column) => guarded(column.label)), ...payload.rows.map((row) => columns.map((column) => cell(read(row, column), column.kind)))];
    const foot = payload.source;
    const safe = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const tag = (name) => (words) => `<${name}>${safe(words)}</${name}>`;
    const [head, ...body] = rows;
    const html = [
      `<table><caption>${safe(`${ended(payload.headline)} ${payload.subtitle}`)}</caption>`,
      `<thead><tr>${head.map(tag("th")).join("")}</tr></thead>`,
      `<tbody>${body.map((row) => `<tr>${row.map(tag("td")).join("")}</tr>`).join("")}</tbody></table><p>${safe(foot)}</p>`,
    ].join("");
    return { html, plain: [...rows.map((row) => row.join("\t")), foot].join("\n") };
  }

  const blob = (kind) => (content) => new Blob([content], { type: kind });

  // The browser takes promises, so that the click that asked still counts when the content is ready.
  async function put(parts) {
    await navigator.clipboard.write([new ClipboardItem(parts)]);
  }

  window.cepSay = say;
  window.cepCopy = {
    text,
    text,
    sentence: (card) => { const { headline, subtitle, source } = said(card); return text(`${headline} ${subtitle} ${source}`, "The sentence"); },
    async table(card) {
      const made = fetch(card.dataset.address, { headers: { Accept: "application/json" } }).then((answer) => answer.json()).then(tableOf);
      try {
        await put({ "text/html": made.then((one) => one.html).then(blob("text/html")), "text/plain": made.then((one) => one.plain).then(blob("text/plain")) });
        say("The table was copied.");
      } catch {
        byHand((await made).plain);
      }
    },
    async picture(drawn) {
      const made = window.cepPictures.of(drawn).then((one) => window.cepPictures.painted(one)).then((canvas) => new Promise((done) => { canvas.toBlob(done, "image/png"); }));
      try {
        await put({ "image/png": made });
        say("The picture was copied.");
      } catch {
        say("The browser did not let us copy the picture. Save it with the menu, Picture, PNG.");
      }
    },
  };
})();
