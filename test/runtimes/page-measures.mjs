/* Measures a page: each function runs inside of the page, so that it can use nothing else in this module. */

/** Returns the names of the visible rows, in order. */
export function shownRows() {
  const rows = [...document.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility());
  return rows.map((row) => row.querySelector(".name").textContent);
}

/** Returns pairs of overlapping names on the map, and the number of names. */
export function covered() {
  const labels = [...document.querySelectorAll(".point[data-side]:not([aria-current]) .label")];
  const boxes = labels.map((label) => [label.textContent, label.getBoundingClientRect()]);
  const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const collisions = boxes.flatMap(([name, box], i) =>
    boxes.slice(i + 1).flatMap(([other, another]) => (touch(box, another) ? [`${name} and ${other}`] : [])),
  );
  return { collisions, count: labels.length };
}

/** Returns texts with too little contrast to the background: WCAG requires 4.5 to 1. */
export function contrasts() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const channels = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (color) => {
    const [r, g, b] = channels(color).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 255 || element.parentElement === null ? color : ground(element.parentElement);
  };
  const style = getComputedStyle(document.documentElement);
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "";
  const elements = [...document.body.querySelectorAll("*")].filter(
    (element) => element.checkVisibility() && [...element.childNodes].some(isText) && !element.closest("[aria-hidden]"),
  );
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const pairs = [
    ...elements.map((element) => [
      element.className || element.tagName,
      getComputedStyle(element).color,
      ground(element),
    ]),
    // Colours of the map.
    ...["ink", "north", "east"].map((name) => [
      name,
      style.getPropertyValue(`--${name}`),
      style.getPropertyValue("--land"),
    ]),
  ];
  const poor = pairs.filter(([, color, back]) => ratio(color, back) < 4.5);
  return [...new Set(poor.map(([name, color, back]) => `${name}: ${color} on ${back}`))];
}

/** Returns elements that extend beyond the window's width. */
export function sideways() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
  return wide.slice(0, 5).map((one) => `${one.tagName}.${one.className}`);
}

/** Returns whether a script in a name of the schema ran, and the headings of the towns. */
export function hostile() {
  const texts = [...document.querySelectorAll(".panel h3")].map((heading) => heading.textContent.trim());
  return { hacked: globalThis.hacked, texts };
}
