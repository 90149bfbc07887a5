import { isDeepStrictEqual } from "node:util";
import { closest, distance } from "fastest-levenshtein";
import { ENTRIES, MESSAGES, REST, RUN } from "../load/grammar.ts";
import type { Message } from "../model/model.ts";

/** The fields of messages, by the messages' names. */
export type Fields = ReadonlyMap<string, ReadonlySet<string>>;

export function fieldsOf(messages: readonly Message[]): Fields {
  return new Map(messages.map(({ name, fields }) => [name, new Set(fields.map((field) => field.name))]));
}

/** What a row says of what follows the magic: the values of these keys as they stand in YAML. */
export type LayoutCells = Readonly<Record<string, unknown>>;

export const LAYOUT_KEYS = ["first", "entries", "extra", "joined", "rest", "version"] as const;

export function layoutOf(row: Readonly<Record<string, unknown>>): LayoutCells {
  return Object.fromEntries(LAYOUT_KEYS.filter((key) => row[key] !== undefined).map((key) => [key, row[key]]));
}

export function isSameLayout(a: LayoutCells, b: LayoutCells): boolean {
  return isDeepStrictEqual(a, b);
}

/** A layout as far as it fits the messages that there are. */
export interface Fitted {
  readonly layout: LayoutCells;
  /** Whether something was left out for which nothing stands in. */
  readonly isLost: boolean;
  /** The messages that it needs and that there are not. */
  readonly missing: readonly string[];
}

/**
 * Fits a layout to other messages. A condition on a field that a message does not have is as if the field were false;
 * a part that needs a message, or the field that says its length, goes with it.
 */
export function fitLayout(layout: LayoutCells, fields: Fields): Fitted {
  const fitter = new Fitter(fields);
  const fitted = fitter.layout(layout);
  const isLost = fitter.isLost || Object.keys(fitted).length === 0;
  return { layout: fitted, isLost, missing: fitter.missing };
}

class Fitter {
  readonly #fields: Fields;
  readonly missing: string[] = [];
  isLost = false;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  layout(layout: LayoutCells): LayoutCells {
    const first = this.#message(layout["first"]);
    const opening = first ?? "";
    const entries = this.#cell(layout["entries"], ENTRIES, opening);
    const owner = messageIn(entries) ?? (layout["entries"] === undefined ? opening : undefined);
    const extra = owner === undefined ? undefined : this.#extra(layout["extra"], owner);
    const rest = this.#cell(layout["rest"], REST, opening);
    const version = this.#has(owner, layout["version"]) ? layout["version"] : undefined;
    const joined = extra === undefined ? undefined : layout["joined"];
    const cells = { first, entries, extra, joined, rest, version };
    return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined));
  }

  #has(message: string | undefined, field: unknown): boolean {
    return typeof field === "string" && this.#fields.get(message ?? "")?.has(field) === true;
  }

  #message(name: unknown): string | undefined {
    if (typeof name === "string" && this.#fields.has(name)) return name;
    if (name !== undefined) this.#miss(String(name));
    return undefined;
  }

  #miss(message: string): void {
    this.missing.push(message);
    this.isLost = true;
  }

  /** A cell with a condition on a field of `owner`; none where the condition can never be met. */
  #cell(cell: unknown, pattern: RegExp, owner: string): string | undefined {
    if (typeof cell !== "string") return undefined;
    const { message, length, count, when, condition } = pattern.exec(cell)?.groups ?? {};
    const isMet = condition === undefined || this.#has(owner, condition);
    if (!isMet && when === "if") return undefined;
    const number = length ?? count;
    if (message !== undefined && !this.#fields.has(message)) {
      this.#miss(message);
      return undefined;
    }
    if (number !== undefined && !this.#has(owner, number)) {
      this.isLost = true;
      return undefined;
    }
    return isMet ? cell : cell.slice(0, cell.lastIndexOf(` ${when} `));
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
    const inner = this.#extra(extra, MESSAGES.exec(fitted)?.groups?.["message"] ?? "");
    return { messages: fitted, ...(inner !== undefined && { extra: inner }) };
  }
}

function messageIn(entries: string | undefined): string | undefined {
  return entries === undefined ? undefined : ENTRIES.exec(entries)?.groups?.["message"];
}

/** What an image of this name probably contains: a message that is called like it, or else bytes. */
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

/** A value as it stands in a row. */
export function printCell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printCell).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, inner]) => `${key}: ${printCell(inner)}`);
    return `{ ${pairs.join(", ")} }`;
  }
  const text = String(value);
  return /^[\w%][\w%()./ -]*$/.test(text) ? text : JSON.stringify(text);
}
