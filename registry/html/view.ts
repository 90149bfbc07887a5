import { isPlace } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Finding } from "../rules/finding.ts";
import { type GroupView, groupViews } from "./findings.ts";
import { type MagicView, magicViews } from "./magics.ts";
import { FindingIndex, type Mark } from "./mark.ts";
import { type RowView, rowViews } from "./rows.ts";

/** Data for the template of the page. */
export interface PageView {
  readonly criu: string;
  readonly counts: readonly { readonly count: number; readonly what: string; readonly mark: Mark }[];
  /** A magic that spells a place, as the example of the introduction. */
  readonly example: MagicView | undefined;
  readonly magics: readonly MagicView[];
  /** Magics on the map. */
  readonly points: readonly MagicView[];
  /** Magics that spell no place: a digit is above 9. */
  readonly nowhere: readonly MagicView[];
  /** West, north, east and south of all points, in units of the map. */
  readonly box: string;
  /** The same box as x, y, width and height, for SVG. */
  readonly viewBox: string;
  readonly rows: readonly RowView[];
  readonly open: readonly GroupView[];
  readonly accepted: readonly GroupView[];
}

export function pageView(model: Model, findings: readonly Finding[]): PageView {
  const index = new FindingIndex(findings);
  const magics = magicViews(model, index);
  const points = magics.filter(({ point }) => point !== undefined);
  const box = boxAround(points);
  const [west, north, east, south] = box;
  return {
    criu: model.criu,
    counts: counts(model, magics, findings),
    example: magics.find(({ kind, value, town }) => kind === "image" && town !== undefined && isPlace(value)),
    magics,
    points,
    nowhere: magics.filter(({ point }) => point === undefined),
    box: box.join(" "),
    viewBox: [west, north, east - west, south - north].join(" "),
    rows: rowViews(model, magics, index),
    open: groupViews(findings.filter(({ accepted }) => accepted === undefined)),
    accepted: groupViews(findings.filter(({ accepted }) => accepted !== undefined)),
  };
}

function counts(model: Model, magics: readonly MagicView[], findings: readonly Finding[]): PageView["counts"] {
  const of = (mark: Mark, count: number, one: string, many: string) => ({
    count,
    mark,
    what: count === 1 ? one : many,
  });
  const open = (severity: string) =>
    findings.filter((one) => one.accepted === undefined && one.severity === severity).length;
  const found = [
    of("error", open("error"), "error", "errors"),
    of("warning", open("warning"), "warning", "warnings"),
    of("note", open("note"), "note", "notes"),
    of(
      "accepted",
      findings.filter(({ accepted }) => accepted !== undefined).length,
      "accepted finding",
      "accepted findings",
    ),
  ];
  return [
    of("none", model.images.length, "image", "images"),
    of("none", magics.length, "number", "numbers"),
    ...found.filter(({ count }) => count > 0),
  ];
}

/** Box of a map without points: the home of the registry. */
const HOME: Box = [480, -2300, 1500, -1200];

type Box = readonly [west: number, north: number, east: number, south: number];

/** Room for names around the points, in units of the map: three degrees of longitude. */
const MARGIN = 72;

function boxAround(points: readonly MagicView[]): Box {
  if (points.length === 0) return HOME;
  const xs = points.flatMap(({ point }) => point?.x ?? []);
  const ys = points.flatMap(({ point }) => point?.y ?? []);
  const [low, high] = [(all: number[]) => Math.min(...all) - MARGIN, (all: number[]) => Math.max(...all) + MARGIN];
  return [low(xs), low(ys), high(xs), high(ys)];
}
