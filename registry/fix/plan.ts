import { resolve } from "node:path";
import { DiskFiles } from "../../generator/load/disk.ts";
import type { Naming } from "../../generator/model/naming.ts";
import { pathOf, SchemaError } from "../../generator/model/problem.ts";
import { readTexts, type SchemaTexts } from "../../upstream/import/texts.ts";
import { auditSchema } from "../audit/audit.ts";
import { isOpen } from "../rules/finding.ts";
import { FIXERS } from "./fixers.ts";
import { endOf, offsetOf, type Report } from "./report.ts";

/** A schema to fix. */
export interface Fixable {
  readonly schema: string;
  /** Folders that extend it. */
  readonly extensions: readonly string[];
  readonly namings: readonly Naming[];
  /** Whether only the extensions are fixed. */
  readonly isFixed: boolean;
}

/** The texts of a folder before and after all fixes. */
interface FixedFolder {
  readonly folder: string;
  readonly before: SchemaTexts;
  readonly after: SchemaTexts;
}

/** The folders of a schema, and what was found in them. */
export interface Fixes {
  readonly folders: readonly FixedFolder[];
  /** The fixed reports. */
  readonly fixed: readonly Report[];
  /** The reports that are left: a person has to decide. */
  readonly left: readonly Report[];
}

/**
 * Fixes each finding that has one right answer, until none is left, and writes nothing. One fix can uncover other
 * findings, since a broken file hides all others.
 */
export function planFixes(fixable: Fixable): Fixes {
  const folders = foldersOf(fixable);
  const before = new Map(
    folders.flatMap(({ texts, prefix }) => [...texts].map(([path, text]) => [prefix + path, text] as const)),
  );
  const fixed: Report[] = [];
  for (let texts: SchemaTexts = before; ; ) {
    const reports = reportsOf(fixable, texts);
    const step = nextFixes(reports, texts, fixed);
    if (step === undefined) return { folders: folders.map((one) => fixedFolder(one, texts)), fixed, left: reports };
    texts = step.texts;
    fixed.push(...step.fixed);
  }
}

/** A folder, its texts, and the text before their paths in problems. */
interface Folder {
  readonly folder: string;
  readonly prefix: string;
  readonly texts: SchemaTexts;
}

function foldersOf({ schema, extensions, isFixed }: Fixable): Folder[] {
  const base = isFixed ? [] : [{ folder: schema, prefix: "", texts: readTexts(schema) }];
  const others = extensions.map((folder) => ({ folder, prefix: `${folder}/`, texts: readTexts(folder) }));
  return [...base, ...others];
}

function fixedFolder({ folder, prefix, texts }: Folder, after: SchemaTexts): FixedFolder {
  const all = [...texts].map(([path, text]) => [path, after.get(prefix + path) ?? text] as const);
  return { folder, before: texts, after: new Map(all) };
}

/** Returns the open findings of a schema with these texts; its problems, if it cannot be read completely. */
function reportsOf({ schema, extensions, namings }: Fixable, texts: SchemaTexts): Report[] {
  const unsaved = new Map([...texts].map(([file, text]) => [resolve(pathOf(schema, file)), text]));
  try {
    const { findings } = auditSchema(schema, [], extensions, namings, new DiskFiles(unsaved));
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
