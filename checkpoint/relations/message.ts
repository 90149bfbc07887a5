import { fieldsOf, type MessageLayout, type ValueVisitor, visitValues, type WireField } from "criu-images/layouts";
import type { FieldShape, Shape } from "./shape.ts";

/** An id or another number: a bigint only if a double cannot hold it. */
export type Id = number | bigint;

/** A value of a message. */
export type Value = Id | Uint8Array | Message;

/** A value, and the offset of its tag in the file. */
export interface FieldValue {
  readonly value: Value;
  readonly offset: number;
}

const NONE: readonly FieldValue[] = [];

/** A message with the values that relations need. */
export class Message {
  readonly layout: MessageLayout;
  readonly shape: Shape | undefined;
  readonly outer: Message | undefined;
  /** The step from the outer message: `vmas[3]`; empty for an entry. */
  readonly step: string;
  readonly #values = new Map<string, FieldValue[]>();
  /** Fields that the layout does not declare, adjacent ones together; views of the bytes of the message. */
  readonly unknown: Uint8Array[] = [];

  constructor(layout: MessageLayout, shape: Shape | undefined, outer?: Message, step = "") {
    this.layout = layout;
    this.shape = shape;
    this.outer = outer;
    this.step = step;
  }

  /** Returns the values of a field; several only if it is a list. */
  values(name: string): readonly FieldValue[] {
    return this.#values.get(name) ?? NONE;
  }

  /** Returns the values at the end of a path, such as `reg.id`. */
  at(path: string): readonly FieldValue[] {
    const dot = path.indexOf(".");
    if (dot < 0) return this.values(path);
    const rest = path.slice(dot + 1);
    return this.values(path.slice(0, dot)).flatMap(({ value }) => (value instanceof Message ? value.at(rest) : []));
  }

  /** Returns the path of a field from the entry: `vmas[3].shmid`. */
  pathTo(step: string): string {
    const own = this.step === "" ? step : `${this.step}${step === "" ? "" : `.${step}`}`;
    return this.outer === undefined ? own : this.outer.pathTo(own);
  }

  /** Adds a value; it replaces an earlier one unless the field is a list. */
  add(name: string, value: FieldValue, isList: boolean): void {
    const known = this.#values.get(name);
    if (known === undefined || !isList) this.#values.set(name, [value]);
    else known.push(value);
  }

  /** Adds an unknown field of the bytes of the message. */
  addUnknown(bytes: Uint8Array, start: number, end: number): void {
    const last = this.unknown.at(-1);
    const isAdjacent = last !== undefined && last.byteOffset + last.length === bytes.byteOffset + start;
    if (isAdjacent) this.unknown[this.unknown.length - 1] = bytes.subarray(start - last.length, end);
    else this.unknown.push(bytes.subarray(start, end));
  }
}

/** Receives fields that a layout does not declare, and values that an enum does not name. */
export interface Strangers {
  readonly field: (owner: Message, number: number, offset: number) => void;
  readonly value: (owner: Message, field: WireField, value: Id, offset: number) => void;
}

/** The file of a message, for errors and offsets. */
export interface Origin {
  readonly image: string;
  readonly strangers: Strangers;
}

/**
 * Reads the values of a valid message that relations need.
 *
 * @param offset offset of the bytes in the file
 */
export function readInto(message: Message, bytes: Uint8Array, offset: number, origin: Origin): Message {
  const counts = new Map<WireField, number>();
  const { strangers } = origin;
  const visitor: ValueVisitor = {
    value: (field, value, start) => {
      const shape = message.shape?.get(field);
      const index = counts.get(field) ?? 0;
      if (field.repeated) counts.set(field, index + 1);
      if (field.type === "message") {
        const part = value as Uint8Array;
        const nested = nestedIn(message, field, shape, index);
        readInto(nested, part, offset + part.byteOffset - bytes.byteOffset, origin);
        if (shape !== undefined) message.add(field.name, { value: nested, offset: offset + start }, field.repeated);
        return;
      }
      if (field.type === "enum" && !field.names.has(value as number))
        strangers.value(message, field, value as number, offset + start);
      if (shape === undefined) return;
      // A copy, because a view would keep the whole chunk of the file in memory.
      const own = value instanceof Uint8Array ? value.slice() : canonical(value);
      message.add(field.name, { value: own, offset: offset + start }, field.repeated);
    },
    unknown: (number, start, end) => {
      message.addUnknown(bytes, start, end);
      strangers.field(message, number, offset + start);
    },
  };
  visitValues(message.layout, bytes, origin.image, visitor);
  return message;
}

/** Returns the message of a field. One that comes again adds its values to the first, as protobuf merges them. */
function nestedIn(message: Message, field: WireField, shape: FieldShape | undefined, index: number): Message {
  if (!field.repeated) {
    const known = message.values(field.name)[0]?.value;
    if (known instanceof Message) return known;
  }
  const layout = field.layout.type === "message" ? field.layout.message() : message.layout;
  return new Message(layout, shape?.inner, message, field.repeated ? `${field.name}[${index}]` : field.name);
}

/** Returns the same number as a double, if that can hold it. */
export function canonical(value: number | bigint): Id {
  if (typeof value === "number") return value;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** Returns the default of a field: that of the schema, or 0. */
export function defaultOf(layout: MessageLayout, name: string): Id {
  const field = fieldsOf(layout).byName.get(name)?.layout;
  const value = field !== undefined && "default" in field ? field.default : undefined;
  return value === undefined ? 0 : canonical(typeof value === "boolean" ? Number(value) : value);
}
