import { type EnumField, fieldsOf, type MessageLayout, type ScalarField, type WireField } from "criu-images/layouts";
import { sourceOf, varintAt } from "../wire/wire.ts";
import type { Carried, Place } from "./carried.ts";
import { type WireValue, wireValues } from "./fields.ts";
import type { History } from "./since.ts";
import { placingNumbers } from "./values.ts";

/** Collection of features, and their history. */
export interface Count {
  readonly carried: Carried;
  readonly history: History;
}

/** Counts all features in a message: fields, at any depth, and values of enums. */
export function walkMessage(count: Count, layout: MessageLayout, bytes: Uint8Array, place: Place): void {
  const { byNumber } = fieldsOf(layout);
  const seen = new Map<number, number>();
  for (const value of wireValues(bytes)) {
    const field = byNumber.get(value.number);
    if (field === undefined || !fits(field, value)) {
      walkUnknown(count, layout, value.number, field, place);
      continue;
    }
    const owner = { message: layout.message, place };
    for (const one of isPacked(field, value) ? packed(field, value) : [value]) {
      const index = seen.get(field.number) ?? 0;
      seen.set(field.number, index + 1);
      walkValue(count, field, one, owner, field.repeated ? `[${index}]` : "");
    }
  }
}

function fits(field: WireField, value: WireValue): boolean {
  return field.wire === value.wire || isPacked(field, value);
}

function isPacked(field: WireField, { wire }: WireValue): boolean {
  return field.packable && wire === 2;
}

/** Size of a value in bytes, by wire type; varints differ. */
const WIDTHS: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** Lists the values of a packed list. */
function* packed({ wire, number }: WireField, { bytes }: WireValue): Generator<WireValue> {
  const source = sourceOf(bytes, true);
  for (let pos = 0; pos < bytes.length; ) {
    const size = WIDTHS[wire] ?? varintAt(source, pos, bytes.length).size;
    yield { number, wire, bytes: bytes.subarray(pos, pos + size) };
    pos += size;
  }
}

/** The message with a value. */
interface Owner {
  readonly message: string;
  readonly place: Place;
}

/** The message with a number, and the path from that message to the number. */
interface At extends Owner {
  readonly step: string;
}

function walkValue(
  count: Count,
  field: WireField,
  { bytes }: WireValue,
  { message, place }: Owner,
  index: string,
): void {
  const { carried, history } = count;
  const { layout, name } = field;
  const step = `${name}${index}`;
  const release = carried.add(layout, place, step, () => {
    return { kind: "field", name: `${message}.${name}`, since: history.field(message, name) };
  });
  if (layout.type === "message") {
    walkMessage(count, layout.message(), bytes, { file: place.file, step, outer: place, release });
    return;
  }
  const at = { message, place: { ...place, release }, step };
  if (layout.type === "enum") walkEnum(count, layout, field.names, bytes, at);
  else walkNumber(count, layout, bytes, at);
}

/** Counts the value of an enum; in a placing field it is counted as a value of that field. */
function walkEnum(
  { carried, history }: Count,
  field: EnumField,
  names: WireField["names"],
  bytes: Uint8Array,
  { message, place, step }: At,
): void {
  const number = varintAt(sourceOf(bytes, true), 0, bytes.length).low | 0;
  const known = names.get(number);
  const named = known === undefined ? `${field.enum} #${number}` : `${field.enum}.${known}`;
  const path = `${message}.${field.name}`;
  const of = (history.bytesOf.get(path) ?? []).length > 0 ? path : undefined;
  carried.add(of === undefined ? named : `${of} ${named}`, place, step, () => {
    const since = known === undefined ? null : history.value(field.enum, known);
    return { kind: "enum value", name: named, since, ...(of !== undefined && { of }) };
  });
}

function walkNumber(
  { carried, history }: Count,
  field: ScalarField,
  bytes: Uint8Array,
  { message, place, step }: At,
): void {
  for (const { key, ...feature } of placingNumbers(history, `${message}.${field.name}`, field, bytes)) {
    carried.add(key, place, step, () => feature);
  }
}

/** Counts an unknown field by its number. A field with another wire type than the schema's is unknown, too. */
function walkUnknown(
  { carried }: Count,
  { message }: MessageLayout,
  number: number,
  known: WireField | undefined,
  place: Place,
): void {
  const name = `${message} #${number}${known === undefined ? "" : `, which is not ${known.name}`}`;
  carried.add(name, place, `#${number}`, () => ({ kind: "field", name, since: null }));
}
