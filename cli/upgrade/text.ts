import { grouped } from "../../generator/model/grouped.ts";
import { shownFile } from "../../upstream/upgrade/data.ts";
import { EFFECTS } from "../../upstream/upgrade/effects/effect.ts";
import type { Touched, Upgraded } from "../../upstream/upgrade/upgrade.ts";
import { adviceOf, headOf, placeOf } from "../terminal/problems.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Formats places for a terminal, a text for each effect: the change once, then its places with their lines. */
export function toText(touched: readonly Touched[], terminal: Terminal): string[] {
  const groups = grouped(touched, ({ effect }) => `${effect.kind} ${effect.message}`);
  return [...groups.values()].map((places) => {
    const [{ effect }] = places as [Touched, ...Touched[]];
    const { severity } = EFFECTS[effect.kind];
    return [
      ...headOf(severity, effect.kind, effect.message, terminal),
      ...places.flatMap(({ at, source }) => placeOf({ ...at, file: shownFile(at.file) }, source, terminal)),
      ...adviceLines(places, terminal),
    ].join("\n");
  });
}

function adviceLines(places: readonly Touched[], terminal: Terminal): string[] {
  const [{ effect }] = places as [Touched, ...Touched[]];
  const mended = places.filter(({ canMend }) => canMend).length;
  const whole = mended === places.length ? "it" : `${mended} of the ${places.length} places`;
  const advice = [...(effect.hint === undefined ? [] : [effect.hint]), ...(mended > 0 ? [`--fix mends ${whole}`] : [])];
  return advice.flatMap((text) => adviceOf(severityOf(places), text, terminal));
}

function severityOf([first]: readonly Touched[]): "error" | "warning" {
  return first === undefined ? "error" : EFFECTS[first.effect.kind].severity;
}

/** Formats places as lines that other programs can read, a line for each. */
export function toLines(touched: readonly Touched[]): string {
  return touched
    .map(({ at, effect }) => {
      const { severity } = EFFECTS[effect.kind];
      return `${shownFile(at.file)}:${at.line}:${at.column}: ${severity} ${effect.kind}: ${effect.message}`;
    })
    .join("\n");
}

/** Writes `criu-images: 12 places in 3 files: 10 errors, 2 warnings; --fix mends 4`. */
export function summary(touched: readonly Touched[], packages: readonly string[]): string {
  const name = packages.join(", ");
  if (touched.length === 0) return `${name}: nothing to change`;
  const files = new Set(touched.map(({ at }) => at.file)).size;
  const kinds = (["error", "warning"] as const).flatMap((severity) => {
    const many = touched.filter(({ effect }) => EFFECTS[effect.kind].severity === severity).length;
    return many === 0 ? [] : [count(many, severity)];
  });
  const mended = touched.filter(({ canMend }) => canMend).length;
  const fix = mended === 0 ? "none can be mended by --fix" : `--fix mends ${mended}`;
  return `${name}: ${count(touched.length, "place")} in ${count(files, "file")}: ${kinds.join(", ")}; ${fix}`;
}

/** Writes `29 of 31 places mended in 4 files; 2 left`. */
export function mendedText({ touched, files }: Upgraded, left: readonly Touched[]): string {
  const mended = touched.filter(({ canMend }) => canMend).length;
  return `${mended} of ${count(touched.length, "place")} mended in ${count(files.length, "file")}; ${left.length} left`;
}

function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? "" : "s"}`;
}
