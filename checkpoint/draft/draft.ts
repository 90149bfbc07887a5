import { type AnyImage, decodeAnyImage, encodeAnyImage } from "criu-images/all";
import { type Bytes, memoryBytes } from "../bytes/bytes.ts";
import { Turns } from "../bytes/turns.ts";
import type { ImageFile } from "../images/images.ts";
import { MemoryError } from "../memory/error.ts";
import { type Memory, openMemory } from "../memory/memory.ts";
import { Checkpoint } from "../open/checkpoint.ts";
import { EditError } from "./error.ts";
import { followersOf } from "./followers.ts";
import { overlaid } from "./overlay.ts";
import { type Slot, slotsOf, valueIn } from "./slots.ts";
import { Targets } from "./targets.ts";

/** A changed value. Absent values are `undefined`. */
export interface Edit {
  /** Name of the file, without folders. */
  readonly file: string;
  /** Index of the entry; absent for the first message and for the file as a whole. */
  readonly entry?: number;
  /** Path of the field in its entry; empty for the entry, or the file, as a whole. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Changes of a checkpoint that are not written yet. The checkpoint itself stays as it is. */
export class Draft {
  readonly source: Checkpoint;
  /** Aborts work that takes long. */
  readonly signal: AbortSignal | undefined;
  readonly #turns: Turns;
  /** All changes, in the order of their making. */
  readonly edits: Edit[] = [];
  /** Facts about the recipe: steps without an effect. */
  readonly notes: string[] = [];
  /** Decoded images, by file. */
  readonly #decoded = new Map<string, AnyImage>();
  /** Files with changed images, and new content of other files; `undefined`: the file is removed. */
  readonly #changed = new Set<string>();
  readonly #contents = new Map<string, Bytes | undefined>();
  #view: Checkpoint | undefined;

  constructor(source: Checkpoint, signal?: AbortSignal) {
    this.source = source;
    this.signal = signal;
    this.#turns = new Turns(signal);
  }

  /** The checkpoint with the changes made so far. Later ones are not in it. */
  get checkpoint(): Checkpoint {
    this.#view ??= this.#overlaid();
    return this.#view;
  }

  /** Decodes an image, once for all calls. A change of the result counts only with `set` or `touch`. */
  async open(file: ImageFile): Promise<AnyImage> {
    const known = this.#decoded.get(file.file);
    if (known !== undefined) return known;
    const content = this.#contents.get(file.file);
    const image =
      content === undefined
        ? await this.source.decode(file)
        : decodeAnyImage(await content.read(0, content.size), { file: file.file });
    this.#decoded.set(file.file, image);
    return image;
  }

  /**
   * Lists fields of all images; absent ones are not among them.
   *
   * @param names `message.field`, or `IMAGE.field.field` for the fields of one image
   * @param files names of the files to search; all by default
   * @throws {ImageError} if an image with such fields is not valid
   */
  async *slots(names: Iterable<string>, files?: ReadonlySet<string>): AsyncGenerator<Slot> {
    const targets = new Targets(names);
    for (const file of this.checkpoint.images) {
      if (files?.has(file.file) === false) continue;
      await this.#turns.take();
      if (targets.inImage(file.image)) yield* slotsOf(await this.open(file), file, targets);
    }
  }

  /** Replaces a value, and those that must agree with it: equal ids, lengths of extras. */
  set(slot: Slot, value: unknown): void {
    if (isSame(valueIn(slot), value)) return;
    for (const [one, own] of [[slot, value] as const, ...followersOf(slot, value)]) this.#set(one, own);
  }

  /**
   * Notes a change that was made in a decoded image, such as a new entry.
   *
   * @param edit place, and the values before and after
   */
  touch(edit: Edit): void {
    this.edits.push(edit);
    this.#changed.add(edit.file);
    this.#view = undefined;
  }

  /** Replaces the content of a file beside the images, or adds one. */
  replace(file: string, content: Bytes): void {
    this.#put(file, content);
    this.edits.push({ file, path: "", before: undefined, after: `${content.size} bytes` });
  }

  /** Removes a file beside the images. */
  remove(file: string): void {
    this.#put(file, undefined);
    this.edits.push({ file, path: "", before: undefined, after: undefined });
  }

  /**
   * Changes the memory of a process, and of those that share it.
   *
   * @param work changes it with `write`, and returns the changes for reports
   * @throws {EditError} if it cannot be read or changed
   */
  async editMemory(pid: number, work: (memory: Memory) => Promise<readonly Edit[]>): Promise<void> {
    try {
      const memory = await openMemory(this.checkpoint, pid);
      const edits = await work(memory);
      for (const [file, content] of await memory.changes())
        this.#put(file, "image" in content ? memoryBytes(encodeAnyImage(content)) : content);
      this.edits.push(...edits);
    } catch (error) {
      if (!(error instanceof MemoryError)) throw error;
      throw new EditError(error.message, `memory of process ${pid}`);
    }
  }

  #put(file: string, content: Bytes | undefined): void {
    this.#decoded.delete(file);
    this.#changed.delete(file);
    this.#contents.set(file, content);
    this.#view = undefined;
  }

  #set(slot: Slot, value: unknown): void {
    const { file, entry, path, owners, property } = slot;
    const before = valueIn(slot);
    const owner = owners.at(-1)?.owner;
    if (owner === undefined || isSame(before, value)) return;
    if (value === undefined) delete owner[property];
    else owner[property] = value;
    this.touch({ file, ...(entry !== undefined && { entry }), path, before, after: value });
  }

  #overlaid(): Checkpoint {
    const { store, folder, parent, missingParent, parentPath } = this.source;
    const contents = new Map(this.#contents);
    for (const file of this.#changed) {
      const image = this.#decoded.get(file);
      if (image !== undefined) contents.set(file, memoryBytes(encodeAnyImage(image)));
    }
    if (contents.size === 0) return this.source;
    const named = new Map([...contents].map(([file, content]) => [folder + file, content]));
    return new Checkpoint(overlaid(store, named), folder, {
      ...(parent !== undefined && { parent }),
      ...(missingParent !== undefined && { missingParent }),
      ...(parentPath !== undefined && { parentPath }),
    });
  }
}

/** Compares numbers, texts, bytes and lists of them by content; messages only by identity. */
function isSame(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array)
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  return Object.is(a, b);
}
