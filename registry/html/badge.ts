import type { Model } from "../../generator/model/model.ts";
import { type Finding, isOpen } from "../rules/finding.ts";

const LABEL = "CRIU images";

/** Average width of a letter at 11 pixels, and the space on both sides of a text. */
const LETTER = 6.6;
const PADDING = 6;

const COLORS = { error: "#c0392b", warning: "#b7791f", none: "#2e7d32" };

/**
 * Renders a badge as SVG: the number of images if nothing is open, else the number of errors, or of warnings if there are
 * no errors. No text of the schema is in it, and it loads nothing.
 */
export function renderBadge({ images }: Model, findings: readonly Finding[]): string {
  const open = findings.filter(isOpen);
  const errors = open.filter(({ severity }) => severity === "error").length;
  if (errors > 0) return badge(counted(errors, "error"), COLORS.error);
  if (open.length > 0) return badge(counted(open.length, "warning"), COLORS.warning);
  return badge(`${images.length}, nothing to do`, COLORS.none);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function badge(message: string, color: string): string {
  const [left, right] = [widthOf(LABEL), widthOf(message)];
  const width = left + right;
  // `textLength` makes a text fit in fonts of any width.
  const text = (words: string, from: number, room: number): string =>
    `    <text x="${from + PADDING}" y="14" textLength="${room - 2 * PADDING}">${words}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${LABEL}: ${message}">`,
    `  <title>${LABEL}: ${message}</title>`,
    `  <rect width="${width}" height="20" rx="3" fill="#444"/>`,
    `  <path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${right - 3}z" fill="${color}"/>`,
    `  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    text(LABEL, 0, left),
    text(message, left, right),
    "  </g>",
    "</svg>\n",
  ].join("\n");
}

function widthOf(text: string): number {
  return Math.round(text.length * LETTER) + 2 * PADDING;
}
