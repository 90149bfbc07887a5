// The map: the visible section, the degrees at its edges, and the chosen town.
const map = document.getElementById("map");
const svg = map.querySelector("svg");
const grid = svg.querySelector(".grid");
const ticks = map.querySelector(".ticks");
const points = [...map.querySelectorAll(".point")];
const [west, north, east, south] = map.dataset.box.split(" ").map(Number);

/** Units of the map for each degree of longitude. */
const DEGREE = 24;
const CLOSEST = 60;
const at = (point) => ({ x: Number(point.dataset.x), y: Number(point.dataset.y) });
const latitude = (y) => (Math.atan(Math.sinh(((-y / DEGREE) * Math.PI) / 180)) * 180) / Math.PI;
const northing = (lat) => -Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * (180 / Math.PI) * DEGREE;

// Center of the visible section, its magnification, and the size of the map in pixels.
const view = { x: 0, y: 0, zoom: 1, width: 0, height: 0 };

/** Units for each pixel when the whole map is visible. */
const whole = () => Math.max((east - west) / view.width, (south - north) / view.height);
const units = () => whole() / view.zoom;

function showAll() {
  Object.assign(view, { x: (west + east) / 2, y: (north + south) / 2, zoom: 1 });
  draw();
}

/** Returns the position of the chosen town in pixels, or the center if it is not visible. */
function focus() {
  const middle = { x: view.width / 2, y: view.height / 2 };
  const chosen = points.find((point) => point.hasAttribute("aria-current"));
  return chosen !== undefined && isSeen(chosen)
    ? { x: middle.x + (at(chosen).x - view.x) / units(), y: middle.y + (at(chosen).y - view.y) / units() }
    : middle;
}

/** Zooms by a factor; the place at `pixel` stays where it is. */
function zoomBy(factor, pixel = focus()) {
  const zoom = Math.min(CLOSEST, Math.max(1, view.zoom * factor));
  const shift = units() - whole() / zoom;
  view.x += (pixel.x - view.width / 2) * shift;
  view.y += (pixel.y - view.height / 2) * shift;
  view.zoom = zoom;
  draw();
}

function moveBy(x, y) {
  view.x -= x * units();
  view.y -= y * units();
  draw();
}

/** Keeps the visible section within the map. */
function keepWithin() {
  const room = (low, high, seen) => Math.max(0, (high - low - seen) / 2);
  const clamp = (value, middle, by) => Math.min(middle + by, Math.max(middle - by, value));
  view.x = clamp(view.x, (west + east) / 2, room(west, east, view.width * units()));
  view.y = clamp(view.y, (north + south) / 2, room(north, south, view.height * units()));
}

function draw() {
  if (view.width === 0 || view.height === 0) return;
  keepWithin();
  const [width, height] = [view.width * units(), view.height * units()];
  const [left, top] = [view.x - width / 2, view.y - height / 2];
  svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  for (const point of points) {
    const { x, y } = at(point);
    // In percent, so that the position is right in print too, at another size.
    point.style.left = `${((x - left) / width) * 100}%`;
    point.style.top = `${((y - top) / height) * 100}%`;
  }
  drawGrid(left, top, width, height);
  map.dispatchEvent(new CustomEvent("drawn", { detail: { left, top, units: units(), ...view } }));
}

/** Draws grid lines at steps of whole degrees or minutes, which are the digits of the numbers. */
function drawGrid(left, top, width, height) {
  const pixels = DEGREE / units();
  const step = [1 / 60, 1 / 12, 1 / 6, 1 / 2, 1, 2, 5, 10, 20].find((degrees) => degrees * pixels >= 48) ?? 20;
  const lines = [];
  const labels = [];
  const every = (from, to, add) => {
    for (let i = Math.ceil(from / step); i * step <= to; i++) if (i >= 0) add(i * step);
  };
  every(left / DEGREE, (left + width) / DEGREE, (lon) => {
    lines.push(`M${lon * DEGREE} ${top}v${height}`);
    labels.push(tick("east", lon, "left", (lon * DEGREE - left) / width));
  });
  every(latitude(top + height), latitude(top), (lat) => {
    lines.push(`M${left} ${northing(lat)}h${width}`);
    labels.push(tick("north", lat, "top", (northing(lat) - top) / height));
  });
  grid.setAttribute("d", lines.join(""));
  ticks.replaceChildren(...labels.filter((label) => label !== undefined));
}

/** Creates the label of a grid line; none at a corner, because the labels of both edges would overlap there. */
function tick(side, degrees, edge, part) {
  if (part < 0.04 || part > 0.94) return undefined;
  const label = document.createElement("span");
  const minutes = Math.round(degrees * 60);
  const whole = `${Math.floor(minutes / 60)}°`;
  label.className = `tick ${side}`;
  label.textContent = minutes % 60 === 0 ? whole : `${whole}${String(minutes % 60).padStart(2, "0")}′`;
  label.style[edge] = `${part * 100}%`;
  return label;
}

/** Shows the text about a town, and about others at the same place, and marks it on the map and in the table. */
function choose(point) {
  const here = points.filter((other) => at(other).x === at(point).x && at(other).y === at(point).y).map(({ id }) => id);
  for (const other of points) other.toggleAttribute("aria-current", false);
  for (const other of points) other.tabIndex = other === point ? 0 : -1;
  point.setAttribute("aria-current", "true");
  for (const article of document.querySelectorAll(".panel > *"))
    article.hidden = !here.includes(article.id.slice("about-".length));
  for (const row of document.querySelectorAll("tbody tr")) {
    row.classList.toggle("chosen", here.includes(row.dataset.magic));
  }
}

/** Checks that a town is visible, with some distance from the edge. */
function isSeen(point) {
  const [dx, dy] = [(at(point).x - view.x) / units(), (at(point).y - view.y) / units()];
  return Math.abs(dx) < view.width / 2 - 20 && Math.abs(dy) < view.height / 2 - 20;
}

/** Moves the visible section to a town, unless the town is visible. */
function reveal(point) {
  if (isSeen(point)) return;
  Object.assign(view, at(point));
  draw();
}

/** Finds the nearest town in a direction; sideways distance counts more. */
function nextTo(point, [right, down]) {
  const from = at(point);
  const far = (other) => {
    const [dx, dy] = [at(other).x - from.x, at(other).y - from.y];
    const ahead = dx * right + dy * down;
    return ahead <= 0 ? Number.POSITIVE_INFINITY : ahead + 2.5 * Math.abs(dx * down + dy * right);
  };
  const others = points.filter((other) => other !== point && !other.classList.contains("off"));
  const nearest = others.reduce((best, other) => (far(other) < far(best) ? other : best), others[0] ?? point);
  return far(nearest) === Number.POSITIVE_INFINITY ? point : nearest;
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const ZOOMS = { "+": () => zoomBy(1.6), "=": () => zoomBy(1.6), "-": () => zoomBy(1 / 1.6), 0: showAll };

map.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const point = event.target.closest(".point");
  const arrow = ARROWS[event.key];
  const zoom = ZOOMS[event.key];
  if (zoom === undefined && (arrow === undefined || point === null)) return;
  event.preventDefault();
  if (zoom === undefined) nextTo(point, arrow).focus({ preventScroll: true });
  else zoom();
});

for (const point of points) {
  point.addEventListener("focus", () => {
    choose(point);
    reveal(point);
  });
  point.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && choose(point));
  point.addEventListener("click", () => point.focus());
}

map.querySelector(".zoom").addEventListener("click", ({ target }) => {
  const { zoom } = target.dataset;
  if (zoom === "all") showAll();
  else if (zoom !== undefined) zoomBy(zoom === "in" ? 1.6 : 1 / 1.6);
});

/** Returns the position of a pointer relative to the map's corner. */
const pixelOf = ({ clientX, clientY }) => {
  const { left, top } = map.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
};

map.addEventListener("dblclick", (event) => zoomBy(2, pixelOf(event)));
map.addEventListener(
  "wheel",
  (event) => {
    // Without a key the wheel scrolls the page.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 300), pixelOf(event));
  },
  { passive: false },
);

// One finger or the mouse moves the map, two fingers zoom.
const fingers = new Map();
map.addEventListener("pointerdown", (event) => {
  if (event.target.closest("button") === null) fingers.set(event.pointerId, pixelOf(event));
});
map.addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (before === undefined) return;
  map.setPointerCapture(event.pointerId);
  const now = pixelOf(event);
  const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, pixel]) => pixel);
  fingers.set(event.pointerId, now);
  if (other === undefined) moveBy(now.x - before.x, now.y - before.y);
  else zoomBy(apart(now, other) / Math.max(1, apart(before, other)), other);
});
const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
for (const end of ["pointerup", "pointercancel"]) {
  map.addEventListener(end, ({ pointerId }) => fingers.delete(pointerId));
}

document.addEventListener("filtered", ({ detail }) => {
  for (const point of points) point.classList.toggle("off", !detail.has(point.id));
  draw();
});

/** Chooses a town on the map when its link in the table is clicked. */
document.addEventListener("click", (event) => {
  const link = event.target.closest('td a[href^="#m"]');
  if (link === null) return;
  event.preventDefault();
  map.scrollIntoView({ block: "center" });
  document.getElementById(link.hash.slice(1)).focus({ preventScroll: true });
});

function drawFor(width, height) {
  Object.assign(view, { width, height });
  draw();
}

const { first } = document.querySelector(".panel").dataset;
const start = points.find(({ id }) => id === first) ?? points[0];
if (start !== undefined) choose(start);

map.classList.add("live");
map.querySelector(".zoom").hidden = false;
Object.assign(view, { width: map.clientWidth, height: map.clientHeight });
showAll();
new ResizeObserver(() => drawFor(map.clientWidth, map.clientHeight)).observe(map);
// The size of the map in print.css.
addEventListener("beforeprint", () => drawFor(680, 480));
addEventListener("afterprint", () => drawFor(map.clientWidth, map.clientHeight));
