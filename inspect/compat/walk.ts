import type { AnyImage } from "criu-images";
import {
  type ExtraLayout,
  type FieldLayout,
  fieldsOf,
  type ImageLayout,
  type MessageLayout,
  type PartLayout,
} from "criu-images/layouts";
import { messageNodes } from "../dissect/message.ts";
import { TOP } from "../dissect/node.ts";
import { sourceOf } from "../dissect/wire.ts";
import type { Carried, Place } from "./carried.ts";
import { since } from "./since.ts";

/** A message as its codec gives it, or what follows it: values by names. */
type Values = Readonly<Record<string, unknown>>;

/** Counts all that an image carries: its messages' fields, at any depth, and the values of enums. */
export function walkImage(carried: Carried, layout: ImageLayout, image: AnyImage, top: Place): void {
  const { first, entries = [] } = image as { readonly first?: Values; readonly entries?: readonly Values[] };
  if (layout.first !== undefined && first !== undefined) walkMessage(carried, layout.first, first, into(top, "first"));
  const message = layout.entries;
  if (message === undefined) return;
  for (const [i, entry] of entries.entries()) {
    const place = into(top, `entries[${i}]`);
    walkMessage(carried, message, entry, place);
    walkExtra(carried, layout.extra, entry["extra"], place);
  }
}

function into(outer: Place, step: string, release: number = outer.release): Place {
  return { file: outer.file, step, outer, release };
}

function walkMessage(carried: Carried, layout: MessageLayout, message: Values, place: Place): void {
  for (const { layout: field } of fieldsOf(layout).inOrder) {
    const value = message[field.name];
    if (value === undefined) continue;
    for (const [i, one] of elements(value)) {
      walkValue(carried, field, one, { message: layout.message, place, step: i === undefined ? "" : `[${i}]` });
    }
  }
  if (message["$unknown"] !== undefined) walkUnknown(carried, layout, message["$unknown"], place);
}

/** The values of a field, with their indices in a list; the entries of a map as messages of a key and a value. */
function elements(value: unknown): Iterable<readonly [number | undefined, unknown]> {
  if (value instanceof Map) return [...value].map(([key, one]: [unknown, unknown], i) => [i, { key, value: one }]);
  return Array.isArray(value) ? value.entries() : [[undefined, value]];
}

/** Where a value stands: in a field of this message. */
interface Owner {
  readonly message: string;
  readonly place: Place;
  /** Its index, in brackets, where the field is a list. */
  readonly step: string;
}

function walkValue(carried: Carried, field: FieldLayout, value: unknown, { message, place, step: index }: Owner): void {
  const { name, type } = field;
  const step = `${name}${index}`;
  const release = carried.add(field, place, step, () => {
    return { kind: "field", name: `${message}.${name}`, since: since.field(message, name) };
  });
  if (type === "message") walkMessage(carried, field.message(), value as Values, into(place, step, release));
  if (type !== "enum") return;
  const [known] = Object.entries(field.values).find(([, number]) => number === value) ?? [];
  const named = known === undefined ? `${field.enum} #${value}` : `${field.enum}.${known}`;
  carried.add(named, { ...place, release }, step, () => {
    return { kind: "enum value", name: named, since: known === undefined ? null : since.value(field.enum, known) };
  });
}

function walkExtra(carried: Carried, layout: ExtraLayout | undefined, extra: unknown, place: Place): void {
  if (layout === undefined || extra === undefined) return;
  const parts = "parts" in layout ? Object.entries(layout.parts) : [];
  for (const [name, part] of parts) walkPart(carried, part, (extra as Values)[name], into(place, `extra.${name}`));
  if (!("parts" in layout)) walkPart(carried, layout, extra, into(place, "extra"));
}

/** Bytes and integers have been there as long as their image. */
function walkPart(carried: Carried, part: PartLayout, value: unknown, place: Place): void {
  if ("run" in part || !Array.isArray(value)) return;
  for (const [i, message] of (value as readonly Values[]).entries()) {
    const inner: Place = { ...place, step: `${place.step}[${i}]` };
    walkMessage(carried, part.messages, message, inner);
    walkExtra(carried, part.extra, message["extra"], inner);
  }
}

const NO_FIELDS: MessageLayout = { message: "", fields: [] };

/** Fields that the schema does not know, by their numbers. */
function walkUnknown(carried: Carried, { message, fields }: MessageLayout, unknown: unknown, place: Place): void {
  for (const { bytes } of unknown as readonly { readonly bytes: Uint8Array }[]) {
    const nodes = messageNodes(sourceOf(bytes, true), NO_FIELDS, { pos: 0, end: bytes.length, cut: false }, TOP);
    for (const { number, depth } of nodes) {
      if (number === undefined || depth > 0) continue;
      // With another type on the wire than the schema's, it is another field.
      const known = fields.find((field) => field.number === number);
      const name = `${message} #${number}${known === undefined ? "" : `, which is not ${known.name}`}`;
      carried.add(name, place, `#${number}`, () => ({ kind: "field", name, since: null }));
    }
  }
}
