import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { draftIn } from "../files/draft.ts";
import { holdSignals } from "../write/signals.ts";

/** The files of a schema folder by their paths in it. */
export type SchemaTexts = ReadonlyMap<string, string>;

/** The files that an import changes; and those that say their shape, which come along into a new folder. */
const SCHEMA_TEXTS = ["images.yaml", "display.yaml", "history.yaml"];

/** Reads a schema folder; there is nothing in one that is not there. */
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

/** The texts with `\n` alone at the ends of lines. */
export function withoutReturns(texts: SchemaTexts): SchemaTexts {
  return new Map([...texts].map(([path, text]) => [path, text.replaceAll("\r\n", "\n")]));
}

/** The texts as they are written: lines end as they did in each file before; in a new one as in the table. */
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

/** Those of a schema's texts that are .proto files, by their names below messages/. */
export function protosIn(texts: SchemaTexts): Map<string, string> {
  const protos = [...texts].filter(([path]) => path.startsWith("messages/"));
  return new Map(protos.map(([path, text]) => [path.slice("messages/".length), text]));
}

/** Brings a folder from one state to another. All is written beside the files first, and put in place when it is there. */
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
