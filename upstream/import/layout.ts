import { isDeepStrictEqual } from "node:util";
import { closest, distance } from "fastest-levenshtein";
import { ENTRIES, MESSAGES, REST, RUN } from "../../generator/load/grammar.ts";
import { isBoolean, isInteger, isVersion } from "../../generator/model/fields.ts";
import type { Field, Message } from "../../generator/model/model.ts";
import { NO_RENAMES, type Renames } from "./renames.ts";

/** Fields by message and name. */
export type Fields = ReadonlyMap<string, ReadonlyMap<string, Pick<Field, "label" | "type">>>;

export function fieldsOf(messages: readonly Message[]): Fields {
  return new Map(messages.map(({ name, fields }) => [name, new Map(fields.map((field) => [field.name, field]))]));
}

/** The layout of a row: values of `LAYOUT_KEYS`, as YAML has them. */
export type LayoutCells = Readonly<Record<string, unknown>>;

export const LAYOUT_KEYS = ["first", "entries", "extra", "joined", "rest", "version"] as const;

export function layoutOf(row: Readonly<Record<string, unknown>>): LayoutCells {
  return Object.fromEntries(LAYOUT_KEYS.filter((key) => row[key] !== undefined).map((key) => [key, row[key]]));
}

export function isSameLayout(a: LayoutCells, b: LayoutCells): boolean {
  return isDeepStrictEqual(a, b);
}

/** A layout reduced to the messages of a source tree. */
export interface Fitted {
  readonly layout: LayoutCells;
  /** Whether a part was dropped, and nothing replaces it. */
  readonly isLost: boolean;
  /** Whether it needs a review: something was dropped, or a field in it ceded its name to another one. */
  readonly isDoubtful: boolean;
  /** Messages that it needs and that are missing. */
  readonly missing: readonly string[];
}

/**
 * Fits a layout to other messages. Names follow renames. A condition on a missing field counts as false. A part is
 * dropped if its message or its length field is missing.
 */
export function fitLayout(layout: LayoutCells, fields: Fields, renames: Renames = NO_RENAMES): Fitted {
  const fitter = new Fitter(fields, renames);
  const fitted = fitter.layout(layout);
  const isLost = fitter.isLost || Object.keys(fitted).length === 0;
  return { layout: fitted, isLost, isDoubtful: isLost || fitter.isDoubtful, missing: fitter.missing };
}

/** Returns whether a field has the right type for a length, a version or a condition. */
type Suits = (field: Pick<Field, "label" | "type">) => boolean;

class Fitter {
  readonly #fields: Fields;
  readonly #renames: Renames;
  readonly missing: string[] = [];
  isLost = false;
  isDoubtful = false;

  constructor(fields: Fields, renames: Renames) {
    this.#fields = fields;
    this.#renames = renames;
  }

  layout(layout: LayoutCells): LayoutCells {
    const opening = textOf(layout["first"]) ?? "";
    const entries = this.#cell(layout["entries"], ENTRIES, opening);
    const owner = messageIn(layout["entries"]) ?? opening;
    const hasOwner = layout["entries"] === undefined || entries !== undefined;
    const extra = hasOwner ? this.#extra(layout["extra"], owner) : undefined;
    const cells = {
      first: layout["first"] === undefined ? undefined : this.#message(opening),
      entries,
      extra,
      joined: extra === undefined ? undefined : layout["joined"],
      rest: this.#cell(layout["rest"], REST, opening),
      version: hasOwner ? this.#field(owner, textOf(layout["version"]), isVersion) : undefined,
    };
    if (layout["version"] !== undefined && cells.version === undefined) this.isDoubtful = true;
    return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined));
  }

  /** Returns the present name of a field, if it still suits. */
  #field(message: string, field: string | undefined, suits: Suits): string | undefined {
    if (field === undefined) return undefined;
    const path = `${message}.${field}`;
    const name = this.#renames.fields.get(path) ?? field;
    const found = this.#fields.get(this.#nameOf(message))?.get(name);
    if (found === undefined || !suits(found)) return undefined;
    if (this.#renames.ceded.has(path)) this.isDoubtful = true;
    return name;
  }

  #nameOf(message: string): string {
    return this.#renames.messages.get(message) ?? message;
  }

  /** Returns the present name of a message, if it is declared. */
  #message(message: string): string | undefined {
    const name = this.#nameOf(message);
    if (this.#fields.has(name)) return name;
    this.missing.push(message);
    this.isLost = true;
    return undefined;
  }

  /** Adapts a text such as `bytes(len) if FIELD` to the fields of `owner`; undefined if its condition is never true. */
  #cell(cell: unknown, pattern: RegExp, owner: string): string | undefined {
    if (typeof cell !== "string") return undefined;
    const { message, type = "bytes", length, count = length, pad, when, condition } = pattern.exec(cell)?.groups ?? {};
    const asked = this.#field(owner, condition, isBoolean);
    const isMet = condition === undefined || asked !== undefined;
    if (!isMet) this.isDoubtful = true;
    if (!isMet && when === "if") return undefined;
    const word = message === undefined ? type : this.#message(message);
    if (word === undefined) return undefined;
    const number = this.#field(owner, count, isInteger);
    if (count !== undefined && number === undefined) {
      this.isLost = true;
      return undefined;
    }
    const parts = [number && `(${number})`, pad && ` pad ${pad}`, asked && ` ${when} ${asked}`];
    return [word, ...parts].join("");
  }

  #extra(extra: unknown, owner: string): unknown {
    if (!Array.isArray(extra)) return this.#part(extra, owner);
    const parts = extra.flatMap((named: Readonly<Record<string, unknown>>) =>
      Object.entries(named).flatMap(([name, part]) => {
        const fitted = this.#part(part, owner);
        return fitted === undefined ? [] : [{ [name]: fitted }];
      }),
    );
    return parts.length === 0 ? undefined : parts;
  }

  #part(part: unknown, owner: string): unknown {
    if (typeof part !== "object" || part === null) return this.#cell(part, RUN, owner);
    const { messages, extra } = part as { readonly messages?: unknown; readonly extra?: unknown };
    const fitted = this.#cell(messages, MESSAGES, owner);
    if (fitted === undefined) return undefined;
    const inner = this.#extra(extra, MESSAGES.exec(String(messages))?.groups?.["message"] ?? "");
    return { messages: fitted, ...(inner !== undefined && { extra: inner }) };
  }
}

function textOf(cell: unknown): string | undefined {
  return typeof cell === "string" ? cell : undefined;
}

function messageIn(entries: unknown): string | undefined {
  return typeof entries === "string" ? ENTRIES.exec(entries)?.groups?.["message"] : undefined;
}

/** Guesses the layout of an image by its name: a message with a similar name, or else bytes. */
export function guessLayout(image: string, fields: Fields): LayoutCells {
  const stem = image.toLowerCase().replace(/_?image$|_img$/, "");
  const entries = [...fields.keys()].filter((name) => name.endsWith("_entry"));
  const names = [stem, stem.replace(/s$/, ""), stem.replace(/_files?$/, ""), `${stem}_file`].map(
    (name) => `${name}_entry`,
  );
  const named = names.find((name) => fields.has(name));
  if (named !== undefined) return { entries: named };
  const near = entries.length === 0 ? undefined : closest(`${stem}_entry`, entries);
  return near !== undefined && distance(`${stem}_entry`, near) <= Math.floor(stem.length / 3)
    ? { entries: near }
    : { rest: "bytes" };
}

/** Writes a value in the form of a row. */
export function printCell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printCell).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, inner]) => `${key}: ${printCell(inner)}`);
    return `{ ${pairs.join(", ")} }`;
  }
  const text = String(value);
  return /^[\w%][\w%()./ -]*$/.test(text) ? text : JSON.stringify(text);
}
