import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { draftIn } from "../../generator/files/draft.ts";
import { holdSignals } from "../../generator/write/signals.ts";

/** The files of a schema folder by their paths in it. */
export type SchemaTexts = ReadonlyMap<string, string>;

/** Files that an import changes. A new folder also gets their JSON schemas. */
const SCHEMA_TEXTS = ["images.yaml", "display.yaml", "relations.yaml", "history.yaml"];

/** Reads a schema folder; returns no texts if there is none. */
export function readTexts(folder: string): SchemaTexts {
  const protos = existsSync(join(folder, "messages"))
    ? readdirSync(join(folder, "messages"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".proto"))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
        .sort()
    : [];
  const shapes = SCHEMA_TEXTS.map((file) => file.replace(".yaml", ".schema.json"));
  const paths = [...SCHEMA_TEXTS, ...shapes, ...protos].filter((path) => existsSync(join(folder, path)));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** Changes the ends of lines to `\n`. */
export function withoutReturns(texts: SchemaTexts): SchemaTexts {
  return new Map([...texts].map(([path, text]) => [path, text.replaceAll("\r\n", "\n")]));
}

/** Restores the ends of lines that each file had before; a new file gets those of the table. */
export function withLineEnds(texts: SchemaTexts, before: SchemaTexts): SchemaTexts {
  const plain = withoutReturns(before);
  return new Map(
    [...texts].map(([path, text]) => {
      const was = before.get(path) ?? before.get("images.yaml") ?? "";
      if (plain.get(path) === text) return [path, was];
      return [path, was.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text];
    }),
  );
}

/** Returns the .proto files of a schema by their names in messages/. */
export function protosIn(texts: SchemaTexts): Map<string, string> {
  const protos = [...texts].filter(([path]) => path.startsWith("messages/"));
  return new Map(protos.map(([path, text]) => [path.slice("messages/".length), text]));
}

/** Writes the changed files of a folder. Writes all of them as drafts first, then renames them. */
export function writeTexts(folder: string, before: SchemaTexts, after: SchemaTexts): void {
  const changed = [...after].filter(([path, text]) => before.get(path) !== text);
  mkdirSync(folder, { recursive: true });
  const stage = draftIn(folder);
  mkdirSync(stage, { recursive: true });
  try {
    for (const [i, [path, text]] of changed.entries()) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(stage, `${i}`), text);
    }
    holdSignals();
    for (const [i, [path]] of changed.entries()) renameSync(join(stage, `${i}`), join(folder, path));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  for (const path of before.keys()) if (!after.has(path)) rmSync(join(folder, path), { force: true });
}
