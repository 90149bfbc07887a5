import { isFault, lastOf, type ResolvedPath, resolveIn } from "../../model/field-path.ts";
import type { Field, Message } from "../../model/model.ts";
import { namedValues } from "../../model/named-values.ts";
import type { Problem } from "../../model/problem.ts";
import type { FieldPath } from "../../model/relations.ts";
import { messageNamed } from "../../model/walk.ts";
import { didYouMean } from "../../text/suggest.ts";
import { checkConditions } from "./conditions.ts";
import { bad, type Context, fieldAt, imageFieldAt, isInteger, reportFault } from "./paths.ts";

/** Checks fields that must agree: they exist in one message, and have one kind of type. */
export function* checkEqual(context: Context): Generator<Problem> {
  for (const equality of context.model.relations.equalities) {
    const found = yield* fieldAt(context, equality);
    if (found === undefined) continue;
    for (const other of equality.others) {
      const same = yield* inMessage(context, lastOf(found).owner, other);
      if (same === undefined || kindOf(lastOf(same).field) === kindOf(lastOf(found).field)) continue;
      yield bad(`\`${other.path}\` has another type than \`${equality.path}\``, "they cannot be equal", other.at);
    }
  }
}

export function* inMessage(
  context: Context,
  owner: Message,
  { path, at }: FieldPath,
): Generator<Problem, ResolvedPath | undefined> {
  const found = resolveIn(context.model, [owner], owner.name, path.split("."));
  if (!isFault(found)) return found;
  yield* reportFault(context, found, at);
  return undefined;
}

export function kindOf(field: Field): string {
  return isInteger(field) ? "integer" : JSON.stringify(field.type);
}

/** Checks choices: each value has a name, and each field exists. */
export function* checkChoices(context: Context): Generator<Problem> {
  for (const { fields, ...place } of context.model.relations.choices) {
    const found = yield* fieldAt(context, place);
    if (found === undefined) continue;
    const { field, owner } = lastOf(found);
    const known = [...namedValues(context.model, owner.name, field).keys()];
    for (const [value, chosen] of fields) {
      yield* inMessage(context, owner, chosen);
      if (known.includes(value) || context.isLost("display.yaml")) continue;
      const hint = didYouMean(value, known) ?? `known: ${known.join(", ")}`;
      yield bad(`\`${place.path}\` has no value \`${value}\``, hint, chosen.at);
    }
  }
}

/** Checks ranges: lists of messages with two integers. */
export function* checkRanges(context: Context): Generator<Problem> {
  for (const range of context.model.relations.ranges) {
    const found = yield* imageFieldAt(context, range);
    if (found === undefined) continue;
    const { field } = lastOf(found);
    const message = field.type.kind === "message" ? messageNamed(context.model, field.type.name) : undefined;
    if (message === undefined || field.label !== "repeated") {
      yield bad(`\`${range.path}\` is no list of messages`, "a range is a message of a list", range.at);
      continue;
    }
    for (const path of [range.from, range.to]) {
      const end = yield* inMessage(context, message, { path, at: range.at });
      if (end !== undefined && !isInteger(lastOf(end).field))
        yield bad(`\`${message.name}.${path}\` is no integer`, "ranges have integers", range.at);
    }
    yield* checkConditions(context, range, [message], range.at);
  }
}

/** Checks counts: fields are lists. */
export function* checkCounts(context: Context): Generator<Problem> {
  for (const { path, at, cases } of context.model.relations.counts) {
    const found = yield* fieldAt(context, { path, at });
    if (found === undefined) continue;
    if (lastOf(found).field.label !== "repeated") yield bad(`\`${path}\` is no list`, "remove its count", at);
    for (const one of cases) yield* checkConditions(context, one, found.messages.toReversed(), one.at);
  }
}

/** Checks limits: fields are integers, texts or bytes, and a limit can be an integer or a text of the same message. */
export function* checkLimits(context: Context): Generator<Problem> {
  for (const limit of context.model.relations.limits) {
    const found = yield* fieldAt(context, limit);
    if (found === undefined) continue;
    if (!isMeasured(lastOf(found).field))
      yield bad(`\`${limit.path}\` is neither an integer nor a text`, "remove its limit", limit.at);
    if (typeof limit.max === "string") {
      const other = yield* inMessage(context, lastOf(found).owner, { path: limit.max, at: limit.at });
      if (other !== undefined && !isMeasured(lastOf(other).field))
        yield bad(
          `\`${limit.max}\` is neither an integer nor a text`,
          "a limit is a number, or a field with a number or a text",
          limit.at,
        );
    }
  }
}

/** Tells whether a field is an integer, or a text or bytes, which have a length. */
function isMeasured(field: Field): boolean {
  const { type } = field;
  return isInteger(field) || (type.kind === "scalar" && ["string", "bytes"].includes(type.scalar));
}
