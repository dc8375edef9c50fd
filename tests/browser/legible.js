// The words of a picture that lie outside it, and pairs that lie on each other; words askew are left out of the pairs,
// because only their upright boxes can be measured.
() => {
  const view = document.querySelector("svg").getBoundingClientRect();
  const drawn = [...document.querySelectorAll("svg text")].filter((text) => text.textContent.trim());
  const words = drawn.map((text) => ({
    said: text.textContent.trim(),
    box: text.getBoundingClientRect(),
    askew: /rotate\((?!0[,)])/.test(text.getAttribute("transform") || ""),
  }));
  const outside = words.filter(({ box }) =>
    box.left < view.left - 1 || box.right > view.right + 1 || box.top < view.top - 1 || box.bottom > view.bottom + 1);
  const level = words.filter(({ askew }) => !askew);
  const pairs = level.flatMap((one, place) => level.slice(place + 1).map((other) => [one, other]));
  const on = pairs.filter(([{ box: a }, { box: b }]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4);
  return [...outside.map(({ said }) => `outside: ${said}`), ...on.map(([a, b]) => `“${a.said}” on “${b.said}”`)];
}
