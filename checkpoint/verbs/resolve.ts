import type { AnyImage } from "criu-images/all";
import type { EnumSchema, FieldSchema, MessageSchema } from "criu-images/schema";
import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { schemaOf } from "../draft/image-schemas.ts";
import type { Owned, Owner, Slot } from "../draft/slots.ts";
import type { ImageFile } from "../images/images.ts";
import { type FieldPath, type PathStep, type Pick, parsePath } from "./path.ts";

/** A field, and one of its elements if the path chooses one. */
export interface Target {
  readonly slot: Slot & { readonly schema: FieldSchema };
  readonly index: number | undefined;
}

/**
 * Returns the fields that a path names. The field itself may be absent, those on the way may not.
 *
 * @throws {EditError} if there is no such image, entry or field, or the path chooses none
 */
export async function resolve(draft: Draft, text: string): Promise<Target[]> {
  const path = parsePath(text);
  const file = draft.checkpoint.images.find((one) => one.file === path.file);
  if (file === undefined) throw new EditError(`the checkpoint has no image ${path.file}`, text);
  return new Resolver(text, file).resolve(await draft.open(file), path);
}

class Resolver {
  readonly #text: string;
  readonly #file: ImageFile;

  constructor(text: string, file: ImageFile) {
    this.#text = text;
    this.#file = file;
  }

  resolve(image: AnyImage, { steps: [start, ...steps] }: FieldPath): Target[] {
    const last = steps.at(-1);
    if (start === undefined || last === undefined) throw this.#error("names no field");
    let slots = this.#start(image as unknown as Owner, start, steps);
    for (const step of steps.slice(0, -1)) slots = slots.flatMap((one) => this.#inner(this.#field(one, step), step));
    return slots.flatMap((one) => this.#ends(this.#field(one, last), last));
  }

  /** Returns the entries that a path begins with, or the first message, which `first` names. */
  #start(image: Owner, { pick }: PathStep, steps: PathStep[]): Slot[] {
    const { first, entries } = schemaOf(this.#file.image);
    const place = { file: this.#file.file, image: this.#file.image, field: "", path: "", property: "" };
    if (pick === undefined && steps[0]?.name === "first" && first !== undefined) {
      steps.shift();
      return [{ ...place, owners: [{ owner: image["first"] as Owner, message: first() }] }];
    }
    if (entries === undefined) throw this.#error(`${this.#file.image} has no messages`);
    const message = entries();
    const all = ((image["entries"] ?? []) as Owner[]).map((owner) => ({ owner, message }));
    const chosen = this.#chosen(all, pick, "entries");
    return chosen.map(([owned, entry]) => ({ ...place, entry, owners: [owned] }));
  }

  /** Returns a field of the message that a slot ends in. */
  #field(slot: Slot, { name }: PathStep): Target["slot"] {
    const message = slot.owners.at(-1)?.message;
    const schema = message?.fields.find((one) => one.name === name);
    if (message === undefined || schema === undefined) {
      const names = message?.fields.map((one) => one.name).join(", ");
      throw this.#error(`${message?.name} has no field ${name}: it has ${names}`);
    }
    const path = slot.path === "" ? name : `${slot.path}.${name}`;
    return { ...slot, field: `${message.name}.${name}`, path, property: schema.property, schema };
  }

  /** Returns the messages in a field. */
  #inner(slot: Target["slot"], { name, pick }: PathStep): Slot[] {
    const { type, label } = slot.schema;
    if (type.kind !== "message") throw this.#error(`${name} is no message`);
    const message = type.message();
    const value = slot.owners.at(-1)?.owner[slot.property];
    if (value === undefined) throw this.#error(`${slot.path} is absent`);
    if (label !== "repeated") return [{ ...slot, owners: [...slot.owners, { owner: value as Owner, message }] }];
    const all = (value as Owner[]).map((owner) => ({ owner, message }));
    const chosen = this.#chosen(all, pick, name);
    return chosen.map(([owned, i]) => ({ ...slot, path: `${slot.path}[${i}]`, owners: [...slot.owners, owned] }));
  }

  /** Returns the end of a path: a field, or elements of a list. */
  #ends(slot: Target["slot"], { name, pick }: PathStep): Target[] {
    if (pick === undefined) return [{ slot, index: undefined }];
    if (slot.schema.label !== "repeated") throw this.#error(`${name} is no list`);
    const length = ((slot.owners.at(-1)?.owner[slot.property] ?? []) as unknown[]).length;
    if (pick.kind === "where") throw this.#error(`an element of ${name} is chosen by its index`);
    const indexes = pick.kind === "all" ? Array.from({ length }, (_, i) => i) : [pick.index];
    if (indexes.some((index) => index >= length)) throw this.#error(`${name} has ${length} elements`);
    return indexes.map((index) => ({ slot, index }));
  }

  #chosen(all: readonly Owned[], pick: Pick | undefined, what: string): [Owned, number][] {
    const numbered = all.map((one, i): [Owned, number] => [one, i]);
    const chosen = numbered.filter(([one, i]) => isChosen(one, i, pick));
    if (chosen.length === 0) throw this.#error(`none of ${all.length} ${what} is chosen`);
    const isAll = pick?.kind === "all" || (pick?.kind === "where" && pick.isAll);
    if (chosen.length > 1 && !isAll)
      throw this.#error(`${chosen.length} ${what} are chosen: add [N] or [field=value], or [*] for all`);
    return chosen;
  }

  #error(text: string): EditError {
    return new EditError(text, this.#text);
  }
}

function isChosen(one: Owned, index: number, pick: Pick | undefined): boolean {
  if (pick === undefined || pick.kind === "all") return true;
  if (pick.kind === "index") return pick.index === index;
  const { value, schema } = valueAt(one, pick.field);
  return textsOf(value, schema).includes(pick.value);
}

function valueAt(one: Owned, [name, ...rest]: readonly string[]): { value: unknown; schema: FieldSchema | undefined } {
  const schema = one.message?.fields.find((field) => field.name === name);
  const value = schema && one.owner[schema.property];
  if (rest.length === 0 || value === undefined || schema?.type.kind !== "message") return { value, schema };
  return valueAt({ owner: value as Owner, message: schema.type.message() as MessageSchema }, rest);
}

/** Returns the ways to write a value: a number in digits, and its name if it is one of an enum. */
function textsOf(value: unknown, schema: FieldSchema | undefined): string[] {
  if (value instanceof Uint8Array) return [new TextDecoder().decode(value)];
  if (typeof value === "object" || value === undefined) return [];
  const names = schema?.type.kind === "enum" ? namesOf(schema.type.enum(), value) : [];
  return [String(value), ...names];
}

function namesOf({ values }: EnumSchema, value: unknown): string[] {
  return values.flatMap(({ name, number }) => (number === value ? [name] : []));
}
