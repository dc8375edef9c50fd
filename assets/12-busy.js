// The server says 503 or 429, and when to ask again, while it is asked more than it can answer: the page says so, and asks again.
// A question that the reader has left behind meanwhile is not asked again.
(function () {
  const QUESTIONS = /\/_dash-(layout|update-component)/;
  const send = window.fetch.bind(window);
  const until = (seconds) => new Promise((go) => { window.setTimeout(go, seconds * 1000); });
  const waiting = new Set(); // what waits to be asked again; questions are one, for the last alone counts
  let last = 0;
  let line = null;

  function say(words) {
    if (!words && !line) return;
    if (!line) {
      line = Object.assign(document.createElement("div"), { className: "said" });
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.textContent = words;
  }

  window.fetch = async function (address, options) {
    const mine = QUESTIONS.test(address) ? (last += 1) : 0;
    const isWanted = () => !mine || mine === last;
    const one = mine ? "question" : Symbol("another");
    try {
      let answer = await send(address, options);
      while ((answer.status === 503 || answer.status === 429) && answer.headers.has("Retry-After") && isWanted()) {
        waiting.add(one);
        say(await answer.clone().text());
        await until(Number(answer.headers.get("Retry-After")));
        if (isWanted()) answer = await send(address, options);
      }
      return answer;
    } finally {
      if (isWanted()) waiting.delete(one);
      if (!waiting.size) say("");
    }
  };
}());
