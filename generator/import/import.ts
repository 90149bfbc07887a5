import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { type CriuTree, formatOfTree } from "../criu/tree.ts";
import { formatOfModel } from "../diff/format.ts";
import { loadModel } from "../generate.ts";
import type { Model } from "../model/model.ts";
import { packageFile } from "../model/package-root.ts";
import { firstProblem, SchemaError } from "../model/problem.ts";
import { mergeDisplay } from "./display.ts";
import { historyUpTo, mergeHistory } from "./history.ts";
import { fieldsOf, printCell } from "./layout.ts";
import { mergeProtos } from "./protos.ts";
import { type Count, firstDifference, summarize } from "./summary.ts";
import { mergeTable } from "./table.ts";
import { protosIn, readTexts, type SchemaTexts, writeTexts } from "./texts.ts";
import { setKey } from "./yaml-map.ts";

/** What an import would do to a schema folder. */
export interface Import {
  readonly before: SchemaTexts;
  readonly after: SchemaTexts;
  readonly counts: readonly Count[];
  /** The rows that wait for review. */
  readonly reviews: readonly string[];
}

/**
 * Works out how a schema folder becomes what a source tree says; nothing is written. A folder without a schema begins
 * with the built-in one: what is known of an image from there, its layout above all, is in no source tree.
 *
 * @throws {Error} where the schema has problems before, or would have them after
 */
export function planImport(schema: string, tree: CriuTree): Import {
  const builtIn = readTexts(fileURLToPath(packageFile("schema")));
  const before = readTexts(schema);
  const model = before.size === 0 ? undefined : load(schema, "the schema is wrong already");
  const base = model === undefined ? new Map([...builtIn, ...historyFor(builtIn, tree)]) : before;
  const own = model ?? loadModel(fileURLToPath(packageFile("schema")));
  const after = merge(base, own, builtIn, tree, model === undefined);
  const result = isDeepStrictEqual(before, after) && model !== undefined ? model : check(after, tree);
  const counts = summarize(model === undefined ? undefined : formatOfModel(model), formatOfModel(result));
  return { before, after, counts, reviews: result.images.filter(({ review }) => review).map(({ name }) => name) };
}

/** Loads a schema; its first problem is told in one line. */
function load(folder: string, what: string): Model {
  try {
    return loadModel(folder);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new Error(`${what}: ${firstProblem(error)}; nothing was written`);
  }
}

/** Of the built-in history, what was at the time of the tree. */
function historyFor(builtIn: SchemaTexts, tree: CriuTree): [string, string][] {
  return [["history.yaml", historyUpTo(textOf(builtIn, "history.yaml"), tree.name)]];
}

function textOf(texts: SchemaTexts, path: string): string {
  return texts.get(path) ?? "";
}

function merge(base: SchemaTexts, model: Model, builtIn: SchemaTexts, tree: CriuTree, isNew: boolean): SchemaTexts {
  const context = { tree, before: fieldsOf(model.messages), known: textOf(builtIn, "images.yaml") };
  const protos = mergeProtos(protosIn(base), tree.protos, protosIn(builtIn));
  const merged = new Map([...base].filter(([path]) => !path.startsWith("messages/")));
  merged.set("images.yaml", mergeTable(textOf(base, "images.yaml"), context));
  merged.set("display.yaml", mergeDisplay(textOf(base, "display.yaml"), tree.display));
  for (const [name, text] of protos) merged.set(`messages/${name}`, text);
  const before = { protos: protosIn(base), format: formatOfModel(model) };
  const known = textOf(builtIn, "history.yaml");
  merged.set("history.yaml", mergeHistory(textOf(base, "history.yaml"), tree, before, known));
  const table = textOf(merged, "images.yaml");
  const isChanged = isNew || !isDeepStrictEqual(base, merged);
  if (isChanged && (parse(table) as { readonly criu?: unknown }).criu !== tree.name) {
    merged.set("images.yaml", setKey(table, [], "criu", printCell(tree.name)));
  }
  return merged;
}

/** What the texts describe, which must be what the tree does: a difference would be a defect of critgen's. */
function check(texts: SchemaTexts, tree: CriuTree): Model {
  const folder = mkdtempSync(join(tmpdir(), "critgen-"));
  try {
    writeTexts(folder, new Map(), texts);
    const model = load(folder, "what the source says makes no schema");
    const difference = firstDifference(formatOfModel(model), formatOfTree(tree));
    if (difference === undefined) return model;
    throw new Error(`the schema would not be what the source says (${difference}); this is a defect of critgen's`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
