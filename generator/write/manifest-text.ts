import type { RenderMap } from "../render/render.ts";
import { escapeText } from "../text/quote.ts";
import { sha256 } from "../text/sha256.ts";

/** List of critgen's files in a folder. critgen removes and replaces only files on this list. */
export const MANIFEST = ".critgen.json";

/** Returns the first half of a text's SHA-256, in hex. */
export function hashOf(text: string): string {
  return sha256(text).slice(0, 32);
}

/** The format that files were generated from, as JSON, so that the next run can describe changes. */
export type Snapshot = Readonly<Record<string, unknown>>;

/**
 * Formats the manifest of these files.
 *
 * @param inputs hash of all that they are made of, for a seal
 */
export function manifestOf(files: RenderMap, snapshot: Snapshot, inputs?: string): string {
  const text = formatManifest(
    [...files].map(([path, text]) => [path, hashOf(text)]),
    snapshot,
  );
  return inputs === undefined ? text : sealed(text, inputs);
}

/** Begin of a manifest with a seal. */
const SEAL = /^\{\n {2}"seal": "[0-9a-f]*",\n/;

/** Returns a manifest without its seal. */
export function unsealed(manifest: string): string {
  return manifest.replace(SEAL, "{\n");
}

/** Returns a manifest with the seal that proves it to belong to these inputs. */
export function sealed(manifest: string, inputs: string): string {
  const rest = unsealed(manifest);
  return rest.replace("{\n", () => `{\n  "seal": "${hashOf(`${inputs}\n${rest}`)}",\n`);
}

/** Formats a manifest: hashes of files, and the format they were generated from. */
export function formatManifest(
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
