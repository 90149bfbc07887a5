import { CODES, type Finding } from "criu-checkpoint";
import { printable } from "../../generator/text/printable.ts";
import type { Validated } from "../../inspect/validate/validated.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { wrap } from "../terminal/wrap.ts";

/** Findings of a code that are shown by default. */
const MOST = 20;

/** Widest line of prose, in columns. */
const WIDEST = 100;

/** Formats the findings of a checkpoint, grouped by their codes, each with its place; the remedy follows the group. */
export function toText({ checkpoint, findings }: Validated, { width, colors }: Terminal, most: number = MOST): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const texts = codes.map((code) => {
    const all = findings.filter((one) => one.code === code);
    const { title, remedy } = CODES[code];
    const more = all.length > most ? [`  … and ${all.length - most} more; --all shows them`] : [];
    const paragraph = (text: string, head: string, indent: string): string[] =>
      wrap(text, { width: Math.min(width, WIDEST), head, indent });
    return [
      "",
      ...paragraph(`${code}: ${title}`, "", "  ").map((line, i) => (i === 0 ? colors.bold(line) : line)),
      ...all.slice(0, most).flatMap((one) => paragraph(lineOf(one), "  ", "    ")),
      ...more,
      ...paragraph(remedy, "  → ", "    "),
    ].join("\n");
  });
  return [printable(`${checkpoint}: ${countOf(findings)}`), ...texts].join("\n");
}

function countOf({ length }: readonly Finding[]): string {
  if (length === 0) return "no findings";
  return length === 1 ? "1 finding" : `${length} findings`;
}

function lineOf(finding: Finding): string {
  return printable(`${placeOf(finding)}: ${finding.message}`);
}

/** Formats the place: `pstree.img entries[3].pid, offset 91`. */
function placeOf({ file, entry, path, offset }: Finding): string {
  const where = [entry === undefined ? "" : `entries[${entry}]`, path].filter((part) => part !== "").join(".");
  return `${file}${where === "" ? "" : ` ${where}`}${offset === undefined ? "" : `, offset ${offset}`}`;
}
