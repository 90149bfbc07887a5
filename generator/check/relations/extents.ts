import { isFault, lastOf, layoutMessages, resolveIn } from "../../model/field-path.ts";
import type { Message } from "../../model/model.ts";
import type { Problem } from "../../model/problem.ts";
import { BLOCK_ROLES, type BlockField, type Extents, type Size } from "../../model/relations.ts";
import { messageNamed } from "../../model/walk.ts";
import { didYouMean } from "../../text/suggest.ts";
import { checkConditions } from "./conditions.ts";
import { inMessage } from "./fields.ts";
import { bad, type Context, checkImage, imageFieldAt, integerAt, isInteger, reportFault } from "./paths.ts";

/** Checks extents: their images exist, and have the integer fields that say where bytes are. */
export function* checkExtents(context: Context): Generator<Problem> {
  for (const extents of context.model.relations.extents) {
    for (const name of [extents.image, extents.of]) yield* checkImage(context, name, extents.at);
    const image = context.model.images.find(({ name }) => name === extents.image);
    if (image !== undefined) yield* checkExtentFields(context, extents, layoutMessages(context.model, image));
    yield* checkUnitName(context, extents);
    yield* checkWithin(context, extents);
    for (const size of extents.sizes) yield* checkSize(context, size);
  }
}

function* checkUnitName({ model, isLost }: Context, { unit, at }: Extents): Generator<Problem> {
  const names = model.relations.units.map(({ name }) => name);
  if (names.includes(unit) || isLost("relations.yaml")) return;
  yield bad(`there is no unit \`${unit}\``, didYouMean(unit, names) ?? "declare it in `units`", at);
}

/** Checks the ranges that runs lie in: they are ranges of relations.yaml. */
function* checkWithin(context: Context, { within }: Extents): Generator<Problem> {
  const found = within && (yield* imageFieldAt(context, within));
  if (within === undefined || found === undefined) return;
  const { ranges } = context.model.relations;
  const { type } = lastOf(found).field;
  const message = type.kind === "message" ? messageNamed(context.model, type.name) : undefined;
  if (!ranges.some(({ path }) => path === within.path) && !context.isLost("relations.yaml"))
    yield bad(`\`${within.path}\` is none of the ranges`, "declare it in `ranges`", within.at);
  yield* checkConditions(context, within, message === undefined ? [] : [message], within.at);
}

/** Checks a size: its fields are integers of one message. */
function* checkSize(context: Context, { sum, of, ...key }: Size): Generator<Problem> {
  const found = yield* integerAt(context, key, true);
  if (found === undefined) return;
  const { owner } = lastOf(found);
  for (const path of [...sum.map(({ field }) => field), of]) {
    const beside = yield* inMessage(context, owner, { path, at: key.at });
    if (beside !== undefined && !isInteger(lastOf(beside).field))
      yield bad(`\`${owner.name}.${path}\` is no integer`, "sizes and ids are integers", key.at);
  }
  yield* checkConditions(context, key, [owner], key.at);
}

/** Checks units: the list with their size exists. */
export function* checkUnits(context: Context): Generator<Problem> {
  for (const { pairs } of context.model.relations.units) yield* integerAt(context, pairs, true);
}

function* checkExtentFields(context: Context, extents: Extents, messages: readonly Message[]): Generator<Problem> {
  const { image: owner, file, address, count, at: place } = extents;
  for (const { path, at } of [{ path: file, at: place }, { path: address, at: place }, ...count]) {
    const found = resolveIn(context.model, messages, owner, [path]);
    if (isFault(found)) yield* reportFault(context, found, at);
    else if (!isInteger(lastOf(found).field))
      yield bad(`\`${owner}.${path}\` is no integer`, "addresses, counts and ids are integers", at);
  }
  const image = context.model.images.find(({ name }) => name === extents.image);
  const entry = messageNamed(context.model, image?.layout.entries?.message);
  const { where, aligned, blocks } = extents;
  for (const one of aligned === undefined ? where : [...where, aligned])
    yield* checkConditions(context, one, entry === undefined ? [] : [entry], one.at);
  if (entry === undefined) return;
  for (const form of blocks)
    for (const name of BLOCK_ROLES) yield* checkBlockField(context, entry, form[name], name === "padded");
}

/** Checks a field of blocks: the schema has it, or its numbers say where the images of other formats have it. */
function* checkBlockField(
  context: Context,
  entry: Message,
  field: BlockField | undefined,
  isBool: boolean,
): Generator<Problem> {
  if (field === undefined) return;
  const names = field.path.split(".");
  const found = resolveIn(context.model, [entry], entry.name, names);
  if (!isFault(found)) {
    const { type } = lastOf(found).field;
    const fits = isBool ? type.kind === "scalar" && type.scalar === "bool" : isInteger(lastOf(found).field);
    if (!fits) yield bad(`\`${entry.name}.${field.path}\` is no ${isBool ? "bool" : "integer"}`, BLOCK_HINT, field.at);
  } else if (field.numbers.length === 0) yield* reportFault(context, found, field.at);
  else if (field.numbers.length !== names.length)
    yield bad(`\`${field.path}\` has ${field.numbers.length} numbers`, "write one for each of its names", field.at);
}

const BLOCK_HINT = "sizes and counts are integers, and whether blocks are padded is a bool";
