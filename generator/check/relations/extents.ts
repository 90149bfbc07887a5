import { isFault, lastOf, layoutMessages, resolveIn } from "../../model/field-path.ts";
import type { Message } from "../../model/model.ts";
import type { Problem } from "../../model/problem.ts";
import type { Extents } from "../../model/relations.ts";
import { messageNamed } from "../../model/walk.ts";
import { checkConditions } from "./conditions.ts";
import { bad, type Context, checkImage, isInteger, reportFault } from "./paths.ts";

/** Checks extents: their images exist, and have the integer fields that say where bytes are. */
export function* checkExtents(context: Context): Generator<Problem> {
  for (const extents of context.model.relations.extents) {
    for (const name of [extents.image, extents.of]) yield* checkImage(context, name, extents.at);
    const image = context.model.images.find(({ name }) => name === extents.image);
    if (image !== undefined) yield* checkExtentFields(context, extents, layoutMessages(context.model, image));
  }
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
  for (const one of extents.where) yield* checkConditions(context, one, entry === undefined ? [] : [entry], one.at);
}
