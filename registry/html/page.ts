import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Model } from "../../generator/model/model.ts";
import { packageFile } from "../../generator/own/package-root.ts";
import { versionOfCritgen } from "../../generator/own/version.ts";
import { handlebars, ownTemplate } from "../../generator/render/own.ts";
import type { Finding } from "../rules/finding.ts";
import { prose } from "./prose.ts";
import { type PageView, pageView } from "./view.ts";

/** Folder of the page's templates, styles and scripts. */
const FOLDER = "registry/html/templates";
const STYLES = ["page.css", "map.css", "table.css", "print.css"];
const SCRIPTS = ["map.js", "labels.js", "table.js"];

/** A site around the page: the HTML of its header, and its styles. */
export interface Frame {
  readonly style: string;
  readonly header: string;
}

/**
 * Renders the registry as one self-contained page: a map of its towns, a table of its rows, and the findings. The text
 * of a schema never becomes markup: the template escapes it, and the page's policy blocks all other scripts.
 */
export function renderAuditPage(
  model: Model,
  findings: readonly Finding[],
  frame: Frame = { style: "", header: "" },
): string {
  const view = pageView(model, findings);
  const style = [...STYLES.map(read), positions(view), frame.style].join("\n");
  const scripts = SCRIPTS.map(read);
  const policy = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${hash(style)}`,
    `script-src ${scripts.map(hash).join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return template()({
    ...view,
    critgen: versionOfCritgen(),
    policy,
    style,
    scripts,
    map: read("map.svg"),
    header: frame.header,
  });
}

/** Returns the hash of an inline style or script for the policy. */
function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Writes the position of each point in percent of the map, for browsers without scripts. */
function positions({ points, box }: PageView): string {
  const [west = 0, north = 0, east = 0, south = 0] = box.split(" ").map(Number);
  const [width, height] = [Math.max(1, east - west), Math.max(1, south - north)];
  const percent = (part: number, whole: number): string => `${Math.round((part / whole) * 10_000) / 100}%`;
  const places = points
    .map(({ id, point }) => {
      const [x, y] = [percent((point?.x ?? 0) - west, width), percent((point?.y ?? 0) - north, height)];
      return `#${id} { left: ${x}; top: ${y}; }`;
    })
    .join("\n");
  return `#map { aspect-ratio: ${width} / ${height}; }\n${places}`;
}

function template(): ReturnType<typeof ownTemplate> {
  const engine = handlebars.create();
  const own = (name: string): ReturnType<typeof ownTemplate> => ownTemplate(engine, `${FOLDER}/${name}.html.hbs`);
  engine.registerHelper({ prose });
  for (const name of ["finding", "groups", "magic"]) engine.registerPartial(name, own(name));
  return own("page");
}

function read(name: string): string {
  return readFileSync(packageFile(`${FOLDER}/${name}`), "utf8");
}
