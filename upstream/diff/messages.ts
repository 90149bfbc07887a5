import { fieldText, typeText } from "../../generator/model/format/proto-text.ts";
import type { Field, Message } from "../../generator/model/model.ts";
import { type Context, currentName } from "./context.ts";
import type { DifferenceOf, FieldAspect } from "./difference.ts";
import { type Handover, match, type Pair } from "./match.ts";
import { countsOtherwise, effectiveDefault, isAlikeOnWire, isSameType } from "./types.ts";

type Found = DifferenceOf<"message"> | DifferenceOf<"field">;

/** Compares the messages of two formats. */
export function* messageDifferences(context: Context): Generator<Found> {
  const after = new Map(context.after.messages.map((message) => [message.name, message]));
  const kept = new Set<string>();
  for (const message of context.before.messages) {
    const name = currentName(message.name, context);
    const now = after.get(name);
    if (now === undefined) {
      const to = countText(message);
      yield { what: "message", kind: "removed", group: name, name, before: message, from: to };
      continue;
    }
    kept.add(name);
    if (name !== message.name) {
      const texts = { from: message.name, to: name };
      yield { what: "message", kind: "renamed", group: name, name, before: message, after: now, ...texts };
    }
    yield* fieldDifferences([message, now], context);
  }
  for (const message of context.after.messages) {
    if (kept.has(message.name)) continue;
    const { name } = message;
    yield { what: "message", kind: "added", group: name, name, after: message, to: countText(message) };
  }
}

function countText({ fields }: Message): string {
  return fields.length === 1 ? "1 field" : `${fields.length} fields`;
}

function* fieldDifferences(messages: Pair<Message>, context: Context): Generator<DifferenceOf<"field">> {
  const [before, after] = messages;
  const found = match(before.fields, after.fields, (a, b) => isAlikeOnWire(a.type, b.type, context));
  const of = { what: "field", group: after.name } as const;
  const both = ([a, b]: Pair<Field>) =>
    ({ ...of, name: b.name, before: a, after: b, from: fieldText(a), to: fieldText(b) }) as const;
  for (const pair of found.handovers) yield { ...both(pair.named), ...handoverOf(pair) };
  for (const pair of found.moved) yield { ...both(pair), kind: "moved" };
  for (const pair of found.renamed) yield { ...both(pair), kind: "renamed" };
  for (const pair of found.replaced) yield { ...both(pair), kind: "changed", aspect: "replaced" };
  for (const a of found.removed) yield { ...of, kind: "removed", name: a.name, before: a, from: fieldText(a) };
  for (const b of found.added) yield { ...of, kind: "added", name: b.name, after: b, to: fieldText(b) };
  const numbered = found.handovers.map((handover) => handover.numbered);
  for (const pair of [...found.kept, ...found.renamed, ...found.moved, ...numbered]) {
    yield* aspectsOf(pair, messages, context);
  }
}

/** Describes a rename and the reuse of the name as one difference: neither means much without the other. */
function handoverOf({ named, numbered, way }: Handover<Field>): Pick<DifferenceOf<"field">, "kind" | "aspect" | "to"> {
  const [from, to] = numbered;
  const rest = way === "ceded" ? `${from.number} is now ${to.name}` : `${to.number} was ${from.name}`;
  return { kind: "moved", aspect: `name ${way}`, to: `${fieldText(named[1])}; ${rest}` };
}

/** Compares a field of both formats. */
function* aspectsOf(
  [before, after]: Pair<Field>,
  [oldMessage, newMessage]: Pair<Message>,
  context: Context,
): Generator<DifferenceOf<"field">> {
  const of = { what: "field", kind: "changed", group: newMessage.name, name: after.name, before, after } as const;
  const changed = (aspect: FieldAspect, from: string, to: string) => ({ ...of, aspect, from, to });
  if (!isSameType(before.type, after.type, context)) {
    yield changed("type", typeText(before.type), typeText(after.type));
  }
  if (before.label !== after.label) yield changed("label", before.label, after.label);
  if (isPackable(before) && isPackable(after) && before.packed !== after.packed) {
    yield changed("packed", packedText(before), packedText(after));
  }
  // The default can change with the type, or with the first value of an enum.
  const isAlike = isAlikeOnWire(before.type, after.type, context);
  if (!Object.is(before.default, after.default) || (isAlike && countsOtherwise(before, after, context))) {
    yield changed("default", defaultText(before, context.before), defaultText(after, context.after));
  }
  const [from, to] = [displayText(before), displayText(after)];
  if (from !== to) yield changed("display", from, to);
  for (const aspect of oneofAspects([before, after], [oldMessage, newMessage])) {
    yield changed(aspect, oneofText(before, oldMessage), oneofText(after, newMessage));
  }
}

/** Returns whether a field can be packed. In proto3, `packed` is also set on fields that cannot be. */
function isPackable({ label, type }: Field): boolean {
  if (label !== "repeated" || type.kind === "message" || type.kind === "map") return false;
  return type.kind === "enum" || (type.scalar !== "string" && type.scalar !== "bytes");
}

function packedText({ packed }: Field): string {
  return packed ? "packed" : "not packed";
}

function defaultText(field: Field, format: Context["before"]): string {
  const shown = String(effectiveDefault(field, format.enums) ?? "none");
  return field.default === undefined ? `default ${shown}, not said` : `default ${shown}`;
}

function displayText({ display }: Field): string {
  const options = Object.entries(display).filter(([, value]) => value !== false);
  return options.length === 0
    ? "no display option"
    : options
        .map(([key, value]) => `${key} = ${value}`)
        .sort()
        .join(", ");
}

/** Returns the numbers of the other fields of the oneof. */
function rivals(field: Field, { fields }: Message): number[] {
  if (field.oneof === undefined) return [];
  return fields.filter((other) => other !== field && other.oneof === field.oneof).map(({ number }) => number);
}

function oneofText(field: Field, message: Message): string {
  if (field.oneof === undefined) return "in no oneof";
  return `in oneof ${field.oneof} with ${rivals(field, message).join(", ") || "no other"}`;
}

/** Compares the oneofs of a field. Only fields of both formats count: a new member of a oneof is in no old file. */
function* oneofAspects([a, b]: Pair<Field>, [before, after]: Pair<Message>): Generator<FieldAspect> {
  const isIn =
    ({ fields }: Message) =>
    (number: number): boolean =>
      fields.some((field) => field.number === number);
  const old = rivals(a, before).filter(isIn(after));
  const now = rivals(b, after).filter(isIn(before));
  const joined = now.some((number) => !old.includes(number));
  const left = old.some((number) => !now.includes(number));
  if (joined) yield "oneof joined";
  if (left) yield "oneof left";
  if (!joined && !left && a.oneof !== b.oneof) yield "oneof renamed";
}
