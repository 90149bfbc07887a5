import type { Problem } from "../../model/problem.ts";
import type { Case, ExpectedFile, Key } from "../../model/relations.ts";
import { didYouMean } from "../../text/suggest.ts";
import { besideOrIn, checkConditions } from "./conditions.ts";
import { bad, type Context, checkImage, imageFieldAt, integerAt } from "./paths.ts";

/** A case of a field that refers to nothing. */
const NONE = "none";

/** Checks the files of a checkpoint, and the spaces of ids: keys are integers, and names of files have ids. */
export function* checkSpaces(context: Context): Generator<Problem> {
  const { files, alone, spaces } = context.model.relations;
  for (const { path, at } of alone) yield* checkImage(context, path, at);
  for (const file of files) yield* checkFile(context, file, false);
  for (const space of spaces) {
    if (space.keys.length + space.named.length + space.files.length === 0)
      yield bad(`\`${space.name}\` has neither keys nor files`, "they define its ids", space.at);
    for (const key of [...space.keys, ...space.named]) yield* checkKey(context, key);
    for (const place of space.except) if (typeof place === "object") yield* integerAt(context, place, true);
    for (const file of space.files) yield* checkFile(context, file, true);
  }
}

function* checkKey(context: Context, key: Key): Generator<Problem> {
  const found = yield* integerAt(context, key, true);
  if (found !== undefined) yield* checkConditions(context, key, found.messages.toReversed(), key.at);
}

function* checkFile(context: Context, { image, always, at }: ExpectedFile, hasId: boolean): Generator<Problem> {
  yield* checkImage(context, image, at);
  const row = context.model.images.find(({ name }) => name === image);
  if (row !== undefined && /%l?[udx]/.test(row.file) !== hasId) {
    const hint = hasId ? "list it in `files` at the top" : "list it in the `files` of a space";
    yield bad(`the file name of \`${image}\`, ${row.file}, has ${hasId ? "no" : "an"} id`, hint, at);
  }
  if (always !== undefined) yield* checkConditions(context, always, [], always.at);
}

/** Checks references: their fields are integers, and their spaces exist. */
export function* checkIdReferences(context: Context): Generator<Problem> {
  for (const reference of context.model.relations.references) {
    const found = yield* integerAt(context, reference);
    if (found === undefined) continue;
    const around = found.messages.toReversed();
    for (const one of reference.cases) {
      yield* checkTarget(context, one);
      yield* checkConditions(context, one, around, one.at);
      if (one.of !== undefined) yield* besideOrIn(context, one.of, around, one.at);
    }
  }
}

function* checkTarget({ model, isLost }: Context, { to, of, at }: Case): Generator<Problem> {
  const names = model.relations.spaces.map(({ name }) => name);
  const space = model.relations.spaces.find(({ name }) => name === to);
  if (space === undefined && to !== NONE && !isLost("relations.yaml"))
    yield bad(`there is no space \`${to}\``, didYouMean(to, [...names, NONE]) ?? "declare it in `ids`", at);
  if (of !== undefined && space?.scope === "checkpoint")
    yield bad(
      `\`${to}\` has ids of the whole checkpoint`,
      `remove \`of ${of}\`, or add \`scope: file\` to the space`,
      at,
    );
}

/** Checks fields that are unique in their file. */
export function* checkUnique(context: Context): Generator<Problem> {
  for (const place of context.model.relations.unique) yield* imageFieldAt(context, place);
}
