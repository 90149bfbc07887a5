import { withScratch } from "../../generator/files/draft.ts";
import type { Naming } from "../../generator/model/naming.ts";
import { SchemaError } from "../../generator/model/problem.ts";
import { readTexts, type SchemaTexts, writeTexts } from "../../upstream/import/texts.ts";
import { auditSchema } from "../audit/audit.ts";
import { isOpen } from "../rules/finding.ts";
import { FIXERS } from "./fixers.ts";
import { endOf, offsetOf, type Report } from "./report.ts";

/** The texts of a schema before and after all fixes. */
export interface Fixes {
  readonly before: SchemaTexts;
  readonly after: SchemaTexts;
  /** The fixed reports. */
  readonly fixed: readonly Report[];
  /** The reports that are left: a person has to decide. */
  readonly left: readonly Report[];
}

/**
 * Fixes each finding that has one right answer, until none is left, and writes nothing. One fix can uncover other
 * findings, since a broken file hides all others.
 *
 * @param extensions folders that extend the schema: only the schema itself is fixed
 */
export function planFixes(schema: string, extensions: readonly string[], namings: readonly Naming[]): Fixes {
  const before = readTexts(schema);
  return withScratch((folder) => {
    writeTexts(folder, new Map(), before);
    const fixed: Report[] = [];
    for (let texts = before; ; ) {
      const reports = reportsOf(folder, extensions, namings);
      const step = nextFixes(reports, texts, fixed);
      if (step === undefined) return { before, after: texts, fixed, left: reports };
      writeTexts(folder, texts, step.texts);
      texts = step.texts;
      fixed.push(...step.fixed);
    }
  });
}

/** Returns the open findings of a schema; its problems, if it cannot be read completely. */
function reportsOf(schema: string, extensions: readonly string[], namings: readonly Naming[]): Report[] {
  try {
    const { findings } = auditSchema(schema, [], extensions, namings);
    return findings.filter(isOpen).map(({ rule, suggestion, message, at, subjects }) => ({
      ...{ code: rule, message, at, subjects },
      ...(suggestion !== undefined && { hint: suggestion }),
    }));
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return [...error.problems];
  }
}

interface Step {
  readonly texts: SchemaTexts;
  readonly fixed: readonly Report[];
}

/**
 * Fixes reports from the end of each file on, as far as the text up to the report is unchanged: other places are stale
 * until the next audit. A report that was fixed before in vain is not fixed again.
 */
function nextFixes(reports: readonly Report[], texts: SchemaTexts, fixed: readonly Report[]): Step | undefined {
  const after = new Map(texts);
  const unchanged = new Map<string, number>();
  const done: Report[] = [];
  for (const report of reports.toReversed()) {
    const { file } = report.at;
    const text = after.get(file);
    if (text === undefined || fixed.some((one) => isSame(one, report))) continue;
    if (endOf(report, text, offsetOf(report, text)) > (unchanged.get(file) ?? Infinity)) continue;
    const better = FIXERS.map((fix) => fix(report, text)).find((one) => one !== undefined && one !== text);
    if (better === undefined) continue;
    after.set(file, better);
    unchanged.set(file, sharedLength(text, better));
    done.push(report);
  }
  return done.length === 0 ? undefined : { texts: after, fixed: done.reverse() };
}

/** Returns the length of the beginning that two texts share. */
function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function isSame(a: Report, b: Report): boolean {
  return a.code === b.code && a.message === b.message && a.at.file === b.at.file;
}
