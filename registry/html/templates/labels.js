// Places names of towns on the map. As many are shown as fit without covering a point or another name.
const map = document.getElementById("map");
const points = [...map.querySelectorAll(".point")];
const canvas = document.createElement("canvas").getContext("2d");
const HEIGHT = 14;
const DOT = 6;

/** Width of each name in pixels, measured once. */
const font = getComputedStyle(map);
canvas.font = `12.5px ${font.fontFamily}`;
const widths = new Map(points.map((point) => [point, canvas.measureText(point.textContent.trim()).width + 4]));

/** Boxes of a name beside its point, best first: offset and size. */
const SIDES = {
  e: (width) => [DOT + 1, -HEIGHT / 2, width, HEIGHT],
  w: (width) => [-DOT - 1 - width, -HEIGHT / 2, width, HEIGHT],
  n: (width) => [-width / 2, -DOT - HEIGHT, width, HEIGHT],
  s: (width) => [-width / 2, DOT, width, HEIGHT],
};

/** Marks in the order in which their towns are named. */
const RANKS = ["mark-error", "mark-warning", "mark-note"];
const rank = ({ classList }) => RANKS.findIndex((mark) => classList.contains(mark)) >>> 0;

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

map.addEventListener("drawn", ({ detail: { left, top, units, width, height } }) => {
  const pixel = (point) => [(Number(point.dataset.x) - left) / units, (Number(point.dataset.y) - top) / units];
  const shown = points.filter((point) => !point.classList.contains("off"));
  const taken = shown.map((point) => {
    const [x, y] = pixel(point);
    return { point, left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT };
  });
  // The degrees are at the left and the bottom edge, the buttons in the top right corner.
  taken.push({ left: width - 56, right: width, top: 0, bottom: 136 });
  taken.push(
    { left: 0, right: 40, top: 0, bottom: height },
    { left: 0, right: width, top: height - 18, bottom: height },
  );
  for (const point of points) delete point.dataset.side;
  for (const point of shown.toSorted((a, b) => rank(a) - rank(b))) {
    const [x, y] = pixel(point);
    const box = (side) => {
      const [dx, dy, w, h] = SIDES[side](widths.get(point));
      return { left: x + dx, right: x + dx + w, top: y + dy, bottom: y + dy + h };
    };
    const isFree = (one) =>
      one.left > 0 &&
      one.right < width &&
      one.top > 0 &&
      one.bottom < height &&
      !taken.some((other) => other.point !== point && overlap(one, other));
    const side = Object.keys(SIDES).find((one) => isFree(box(one)));
    if (side === undefined) continue;
    point.dataset.side = side;
    taken.push(box(side));
  }
});
