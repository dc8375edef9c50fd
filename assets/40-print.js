// What paper needs and a screen does not: charts that take the width they are given, long lists cut with a word on where the rest is.
(function () {
  const ON_PAPER = 5;
  const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");

  function note(text) {
    const said = document.createElement("p");
    said.className = "on-paper";
    said.textContent = text;
    return said;
  }

  // Only a profile is cut, so that it fits two pages; the table of its sectors says too much to lose a row.
  function cut(body) {
    const rows = [...body.rows];
    const card = body.closest(".chart-card");
    if (rows.length <= ON_PAPER + 1 || card.id === "card-partnership-sectors") return;
    for (const row of rows.slice(ON_PAPER)) row.classList.add("not-on-paper");
    const heading = card.querySelector("h2").firstChild.textContent.trim();
    body.closest("table").after(note(`${ON_PAPER} of ${rows.length} are printed; the other ${rows.length - ON_PAPER} are at the address above, under “${heading}”.`));
  }

  window.addEventListener("beforeprint", () => {
    for (const svg of drawings()) svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    if (!document.getElementById("facts")) return;
    document.querySelectorAll(".frame-table tbody").forEach(cut);
    document.querySelector(".answer").after(note(`Printed from ${window.location.href.split("#")[0]}`));
  });
  window.addEventListener("afterprint", () => {
    for (const svg of drawings()) svg.removeAttribute("viewBox");
    for (const said of document.querySelectorAll(".on-paper")) said.remove();
    for (const row of document.querySelectorAll(".not-on-paper")) row.classList.remove("not-on-paper");
  });
})();
