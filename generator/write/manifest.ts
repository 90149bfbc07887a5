import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import { escapeText } from "../model/quote.ts";
import type { RenderMap } from "../render/render.ts";

/** The list of what critgen wrote into a folder. It removes, and replaces, nothing that does not stand there. */
export const MANIFEST = ".critgen.json";

/** Paths of files, and hashes of what critgen wrote into each: two where a run that replaced it may not have ended. */
export type Manifest = ReadonlyMap<string, readonly string[]>;

/** What tells one text from another: the first half of its SHA-256, in hex. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** What the files were generated from, as JSON holds it: the next run tells by it what is different. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** The manifest for these files, as it is written. */
export function manifestOf(files: RenderMap, snapshot: Snapshot): string {
  return format(
    [...files].map(([path, text]) => [path, hashOf(text)]),
    snapshot,
  );
}

/** A manifest for a folder that is being brought from what it has to `files`: what stands in it is either. */
export function transition(folder: string, files: RenderMap): string {
  const had = readManifest(folder);
  const paths = new Set([...had.keys(), ...files.keys()]);
  paths.delete(MANIFEST);
  const hashes = [...paths].map((path): [string, string[]] => {
    const text = files.get(path);
    return [path, [...new Set([...(had.get(path) ?? []), ...(text === undefined ? [] : [hashOf(text)])])]];
  });
  return format(
    hashes.sort(([a], [b]) => (a < b ? -1 : 1)),
    readSnapshot(folder),
  );
}

function format(
  hashes: readonly (readonly [path: string, hash: string | readonly string[]])[],
  snapshot: Snapshot | undefined,
): string {
  const files = JSON.stringify(Object.fromEntries(hashes), null, 2).replaceAll("\n", "\n  ");
  const from = snapshot === undefined ? "" : `,\n  "format": ${inLines(snapshot)}`;
  return escapeText(`{\n  "files": ${files}${from}\n}\n`);
}

/** JSON with a line for each thing that the snapshot lists: version control then shows what of it has changed. */
function inLines(snapshot: Snapshot): string {
  const sections = Object.entries(snapshot).map(([key, value]) => {
    const text = JSON.stringify(value);
    const list = Array.isArray(value) ? value : Object.values(value as object)[0];
    if (!Array.isArray(list) || list.length === 0) return `${JSON.stringify(key)}: ${text}`;
    const items = list.map((item) => `\n      ${JSON.stringify(item)}`).join();
    return `${JSON.stringify(key)}: ${text.replace(JSON.stringify(list), () => `[${items}\n    ]`)}`;
  });
  return `{\n    ${sections.join(",\n    ")}\n  }`;
}

/** A folder's manifest; an empty one where it has none. Paths that lead out of the folder are passed over. */
export function readManifest(folder: string): Manifest {
  return new Map(
    Object.entries(parse(folder).files)
      .filter(([path]) => !isAbsolute(path) && !normalize(path).startsWith(".."))
      .map(([path, hashes]) => [path, [hashes].flat()]),
  );
}

/** What the files of a folder were generated from; nothing where it has no manifest, or one of before this was kept. */
export function readSnapshot(folder: string): Snapshot | undefined {
  return parse(folder).format;
}

interface Parsed {
  readonly files: Readonly<Record<string, string | readonly string[]>>;
  readonly format?: Snapshot;
}

/** A folder's manifest as it is written; an empty one where it has none. */
function parse(folder: string): Parsed {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return { files: {} };
  const parsed = tryParse(readFileSync(file, "utf8"));
  if (isObject(parsed) && "files" in parsed && isObject(parsed.files)) return parsed as Parsed;
  throw new Error(
    `${file} is not a list of files: restore it from version control, or delete the folder that it is in`,
  );
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
