import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import type { RenderMap } from "../render/render.ts";
import { escapeText } from "../text/quote.ts";

/** List of critgen's files in a folder. critgen removes and replaces only files on this list. */
export const MANIFEST = ".critgen.json";

/** Hashes of critgen's files by path. A file has two if a run that replaced it may not have ended. */
export type Manifest = ReadonlyMap<string, readonly string[]>;

/** Returns the first half of a text's SHA-256, in hex. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** The format that files were generated from, as JSON, so that the next run can describe changes. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** Formats the manifest of these files. */
export function manifestOf(files: RenderMap, snapshot: Snapshot): string {
  return format(
    [...files].map(([path, text]) => [path, hashOf(text)]),
    snapshot,
  );
}

/** Formats a manifest for a folder on its way to `files`: it accepts both the old and the new text of each file. */
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

/** Formats JSON with a line for each entry, so that version control shows the changes. */
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

/** Reads a folder's manifest; empty if it has none. Paths out of the folder are ignored. */
export function readManifest(folder: string): Manifest {
  return new Map(
    Object.entries(parse(folder).files)
      .filter(([path]) => !isAbsolute(path) && !normalize(path).startsWith(".."))
      .map(([path, hashes]) => [path, [hashes].flat()]),
  );
}

/**
 * Reads the format that a folder was generated from. It is missing without a manifest, and in those of old versions.
 */
export function readSnapshot(folder: string): Snapshot | undefined {
  return parse(folder).format;
}

interface Parsed {
  readonly files: Readonly<Record<string, string | readonly string[]>>;
  readonly format?: Snapshot;
}

/** Parses a folder's manifest; empty if it has none. */
function parse(folder: string): Parsed {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return { files: {} };
  const parsed = tryParse(readFileSync(file, "utf8"));
  if (isObject(parsed) && "files" in parsed && isObject(parsed.files)) return parsed as Parsed;
  throw new Error(`${file} is not a list of files: restore it from version control, or delete its folder`);
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
