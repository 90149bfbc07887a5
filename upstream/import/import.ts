import { existsSync, statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { withScratch } from "../../generator/files/draft.ts";
import { loadModel } from "../../generator/generate.ts";
import { formatOfModel } from "../../generator/model/format/format.ts";
import type { Model } from "../../generator/model/model.ts";
import { placedNames } from "../../generator/model/places.ts";
import { firstProblem, SchemaError } from "../../generator/model/problem.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";
import { NO_RELEASES, type Releases } from "../criu/releases.ts";
import { type CriuTree, formatOfTree } from "../criu/tree.ts";
import { contextOf } from "../diff/context.ts";
import { diffFormats } from "../diff/diff.ts";
import { withKnownPlaces } from "../diff/known-places.ts";
import { mergeDisplay } from "./display.ts";
import { mergeNameSets } from "./display-names.ts";
import { fitsTree } from "./fits.ts";
import { historyUpTo, mergeHistory } from "./history.ts";
import { printCell } from "./layout.ts";
import { type Own, ownNotes, ownOf, withoutOwn } from "./own.ts";
import { mergeProtos } from "./protos.ts";
import { fitRelations } from "./relations.ts";
import { NO_RENAMES, renamesOf } from "./renames.ts";
import { type Count, firstDifference, summarize } from "./summary.ts";
import { mergeTable } from "./table.ts";
import { protosIn, readTexts, type SchemaTexts, withLineEnds, withoutReturns, writeTexts } from "./texts.ts";
import { contentOf, setKey } from "./yaml-map.ts";

/** The plan of an import: the texts of a schema folder before and after. */
export interface Import {
  /** The schema after the import. */
  readonly model: Model;
  readonly before: SchemaTexts;
  readonly after: SchemaTexts;
  readonly counts: readonly Count[];
  /** Rows and versions that wait for review. */
  readonly reviews: Readonly<Record<"images" | "versions", readonly string[]>>;
  /** Sentences for the user. */
  readonly notes: readonly string[];
}

/**
 * Computes the texts of a schema folder for a source tree, and writes nothing. A folder without a schema begins with the
 * built-in one: no source tree has the layouts of images.
 *
 * @param releases other releases, to write the history from
 * @throws {Error} if the schema has problems before the import, or would have them after it
 */
export function planImport(schema: string, tree: CriuTree, releases: Releases = NO_RELEASES): Import {
  refuseFile(schema);
  const before = readTexts(schema);
  const model = before.size === 0 ? undefined : load(schema, "the schema has a problem already");
  const known = { texts: withoutReturns(readTexts(BUILT_IN_SCHEMA)), model: loadModel(BUILT_IN_SCHEMA) };
  const base =
    model === undefined ? new Map([...known.texts, ...historyFor(known.texts, tree)]) : withoutReturns(before);
  const histories = [base, known.texts].map((texts) => textOf(texts, "history.yaml"));
  const own = ownOf(model ?? known.model, tree, known.model, histories);
  const context: Context = { tree, releases, known, model: model ?? known.model, own };
  const { texts, notes } = merge(base, context, model === undefined);
  const plain = withLineEnds(withoutRelations(texts), before);
  const isSame = model !== undefined && isDeepStrictEqual(withoutRelations(before), plain);
  const result = isSame ? model : check(plain, context);
  const { relations, dropped } = isSame ? SAME : relationsFor(texts, result, context);
  const after = isSame ? before : withLineEnds(new Map([...texts, ...relations]), before);
  const counts = summarize(model === undefined ? undefined : formatOfModel(model), formatOfModel(result));
  const waiting = (all: Model["images"] | Model["versions"]): string[] =>
    all.flatMap(({ name, review }) => (review === true ? [name] : []));
  const reviews = { images: waiting(result.images), versions: waiting(result.versions) };
  const news = model === undefined ? [] : placeNotes(model, result);
  return { model: result, before, after, counts, reviews, notes: [...notes, ...dropped, ...ownNotes(own), ...news] };
}

/** Writes a sentence on new fields and values beside placing fields; none if there are none. */
function placeNotes(before: Model, after: Model): string[] {
  const changes = diffFormats(formatOfModel(before), withKnownPlaces(formatOfModel(after)));
  const news = changes.filter(({ places }) => places?.isSaid === false);
  if (news.length === 0) return [];
  const names = news.flatMap(({ places }) => places?.paths ?? []).join(", ");
  const images = placedNames([...new Set(news.flatMap(({ places }) => places?.images ?? []))]);
  return [
    `new beside fields that place the bytes of ${images}: ${names}; write under \`places\` of images.yaml the images that each moves, or \`none\``,
  ];
}

function refuseFile(schema: string): void {
  if (existsSync(schema) && !statSync(schema).isDirectory())
    throw new Error(`${schema} is a file: specify a folder for the schema; it may be new`);
}

/** Loads a schema; reports its first problem in one line. */
function load(folder: string, what: string): Model {
  try {
    return loadModel(folder);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new Error(`${what}: ${firstProblem(error)}; nothing was written`);
  }
}

/** Returns the built-in history up to the release of the tree. */
function historyFor(builtIn: SchemaTexts, tree: CriuTree): [string, string][] {
  return [["history.yaml", historyUpTo(textOf(builtIn, "history.yaml"), tree.name)]];
}

function textOf(texts: SchemaTexts, path: string): string {
  return texts.get(path) ?? "";
}

interface Context {
  readonly tree: CriuTree;
  readonly releases: Releases;
  /** The built-in schema. */
  readonly known: { readonly texts: SchemaTexts; readonly model: Model };
  /** The schema before the import. */
  readonly model: Model;
  readonly own: Own;
}

function merge(base: SchemaTexts, context: Context, isNew: boolean): { texts: SchemaTexts; notes: readonly string[] } {
  const { tree, releases, model, own } = context;
  const known = context.known.texts;
  const protos = mergeProtos(protosIn(base), tree.protos, {
    known: protosIn(known),
    fits: fitsTree(tree, context.known.model),
    own: own.blocks,
    renamed: contextOf(formatOfModel(model), formatOfTree(tree)).renamed,
  });
  const merged = new Map([...base].filter(([path]) => !path.startsWith("messages/")));
  const before = { protos: protosIn(base), format: formatOfModel(model) };
  const models = { before: model, known: context.known.model };
  const rows = { tree, own, models, known: textOf(known, "images.yaml") };
  merged.set("images.yaml", mergeTable(textOf(base, "images.yaml"), rows));
  const renames = renamesOf(before.format, formatOfTree(tree));
  const display = mergeDisplay(textOf(base, "display.yaml"), tree.display, own);
  const knownNames = { text: textOf(known, "display.yaml"), messages: model.messages };
  merged.set("display.yaml", mergeNameSets(display, { tree, own, renames }, knownNames));
  for (const [name, text] of protos) merged.set(`messages/${name}`, text);
  const releasesKnown = { tree, releases, known: textOf(known, "history.yaml"), before };
  const history = mergeHistory(textOf(base, "history.yaml"), releasesKnown);
  merged.set("history.yaml", history.text);
  const table = textOf(merged, "images.yaml");
  const isChanged = isNew || !isDeepStrictEqual(base, merged);
  if (isChanged && (contentOf(table) as { readonly criu?: unknown }).criu !== tree.name) {
    merged.set("images.yaml", setKey(table, [], "criu", printCell(tree.name)));
  }
  return { texts: merged, notes: history.notes };
}

const RELATIONS = "relations.yaml";

/** The changed relations.yaml, if any, and a sentence on what it lost. */
interface FittedTexts {
  readonly relations: readonly (readonly [string, string])[];
  readonly dropped: readonly string[];
}

const SAME: FittedTexts = { relations: [], dropped: [] };

function withoutRelations(texts: SchemaTexts): SchemaTexts {
  return new Map([...texts].filter(([path]) => path !== RELATIONS));
}

/** Fits relations.yaml to the new schema: the built-in file, if the one before is that for the schema before. */
function relationsFor(texts: SchemaTexts, after: Model, { tree, known, model }: Context): FittedTexts {
  const own = texts.get(RELATIONS);
  if (own === undefined) return SAME;
  const builtIn = textOf(known.texts, RELATIONS);
  const isBuiltIn = own === builtIn || own === fitRelations(builtIn, model, NO_RENAMES).text;
  const renames = renamesOf(formatOfModel(model), formatOfTree(tree));
  const { text, dropped } = isBuiltIn ? fitRelations(builtIn, after, NO_RENAMES) : fitRelations(own, after, renames);
  const note = `relations.yaml: ${dropped} names that this release lacks were dropped`;
  return { relations: [[RELATIONS, text]], dropped: text.length < own.length ? [note] : [] };
}

/** Loads the new texts, and compares them with the tree: a difference would be a defect of critgen. */
function check(texts: SchemaTexts, { tree, own }: Context): Model {
  return withScratch((folder) => {
    writeTexts(folder, new Map(), texts);
    const model = load(folder, "the schema of this source would have a problem");
    const difference = firstDifference(withoutOwn(formatOfModel(model), own), formatOfTree(tree));
    if (difference === undefined) return model;
    throw new Error(`the schema would differ from the source (${difference}); this is a defect of critgen: report it`);
  });
}
