import { fieldsOf } from "criu-images/layouts";
import type { RelationConditions, RelationTerm } from "criu-images/relations";
import { type Format, imageOf } from "./format.ts";
import { defaultOf, type FieldValue, type Id, Message, type Value } from "./message.ts";

/** Values of fields that conditions of other images, and exceptions of spaces, need. */
export class Facts {
  readonly #format: Format;
  /** Values by path, then by the id in the file name; "" if the name has none. */
  readonly #values = new Map<string, Map<Id | "", Value[]>>();

  /** Whether the path of a condition begins with an image. */
  readonly #foreign = new Map<string, boolean>();

  constructor(format: Format) {
    this.#format = format;
  }

  note(path: string, id: Id | undefined, value: Value): void {
    const byFile = this.#values.get(path) ?? new Map<Id | "", Value[]>();
    this.#values.set(path, byFile);
    const known = byFile.get(id ?? "");
    if (known === undefined) byFile.set(id ?? "", [value]);
    else known.push(value);
  }

  /** Returns all values of a field of an image. */
  all(path: string): Value[] {
    return [...(this.#values.get(path)?.values() ?? [])].flat();
  }

  /** Returns the values in the file with this id, or in the only one. */
  in(path: string, id: Id | undefined): readonly Value[] {
    const byFile = this.#values.get(path);
    return byFile?.get("") ?? (id === undefined ? undefined : byFile?.get(id)) ?? [];
  }

  /** Returns whether a condition needs another image. */
  isForeign({ field }: RelationTerm): boolean {
    if (field === undefined) return false;
    const known = this.#foreign.get(field) ?? imageOf(this.#format, field) !== undefined;
    this.#foreign.set(field, known);
    return known;
  }

  /** Returns whether conditions need other images. */
  areForeign({ if: all = [], unless = [] }: RelationConditions): boolean {
    return [...all, ...unless].some((term) => this.isForeign(term));
  }

  /**
   * Evaluates conditions.
   *
   * @param id id in the name of the file, or of the file that is expected
   */
  hold(when: RelationConditions, id: Id | undefined, message?: Message, value?: Value): boolean {
    return meets(when, (term) => this.#holds(term, id, message, value));
  }

  #holds(term: RelationTerm, id: Id | undefined, message: Message | undefined, value: Value | undefined): boolean {
    const { field } = term;
    if (field === undefined) return fits(term, value === undefined ? [] : [value], 0);
    if (this.isForeign(term)) return fits(term, this.in(field, id), 0);
    const { values, otherwise } = around(message, field);
    return fits(term, values, otherwise);
  }
}

function valueIn({ value }: FieldValue): Value {
  return value;
}

/** Finds a field in a message, or in the nearest message around it that has such a field. */
export function around(message: Message | undefined, path: string): { values: readonly Value[]; otherwise: Id } {
  const dot = path.indexOf(".");
  const first = dot < 0 ? path : path.slice(0, dot);
  for (let at = message; at !== undefined; at = at.outer) {
    if (!fieldsOf(at.layout).byName.has(first)) continue;
    const found = dot < 0 ? at.values(first) : at.at(path);
    const otherwise = dot < 0 && found.length === 0 ? defaultOf(at.layout, first) : 0;
    return { values: found.map(valueIn), otherwise };
  }
  return { values: [], otherwise: 0 };
}

/** Returns whether all terms of `if` hold, and none of `unless`. */
export function meets(
  { if: all = [], unless = [] }: RelationConditions,
  isTrue: (term: RelationTerm) => boolean,
): boolean {
  return all.every(isTrue) && !unless.some(isTrue);
}

/**
 * Returns whether one of the values of a field has what a term asks for.
 *
 * @param otherwise value that counts if there is none
 */
export function fits({ value, bits }: RelationTerm, values: readonly Value[], otherwise: Id): boolean {
  if (value !== undefined) return values.length === 0 ? otherwise === value : values.includes(value);
  if (bits !== undefined) return [...values, ...(values.length === 0 ? [otherwise] : [])].some((one) => has(one, bits));
  return values.some(isSet);
}

function has(value: Value, bits: number): boolean {
  if (typeof value === "number" && bits < 2 ** 31) return (value & bits) !== 0;
  return typeof value !== "object" && (BigInt(value) & BigInt(bits)) !== 0n;
}

function isSet(value: Value): boolean {
  if (value instanceof Uint8Array) return value.length > 0;
  return value instanceof Message || (value !== 0 && value !== 0n);
}
