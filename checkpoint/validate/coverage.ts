import type { RelationSpace } from "criu-images/relations";
import type { Facts } from "../relations/conditions.ts";
import type { Id } from "../relations/message.ts";

/** Whether the images with the keys of a space are in the checkpoint, and could be read to their end. */
type KeyState = "absent" | "partial" | "whole";

/** Images of a checkpoint, and those that could not be read to their end. */
export class Coverage {
  readonly #images: ReadonlySet<string>;
  /** Ids in the names of the damaged files, by image. */
  readonly #damaged = new Map<string, Set<Id | undefined>>();

  constructor(images: Iterable<string>) {
    this.#images = new Set(images);
  }

  /** Notes that an image ended before its file did. */
  addDamaged(image: string, id: Id | undefined): void {
    const ids = this.#damaged.get(image) ?? new Set();
    this.#damaged.set(image, ids.add(id));
  }

  /** Whether some image could not be read to its end. */
  get isPartial(): boolean {
    return this.#damaged.size > 0;
  }

  /** Returns whether the file of an image with this id, or without one, is damaged. */
  isDamaged(image: string, id: Id | undefined): boolean {
    const ids = this.#damaged.get(image);
    return ids !== undefined && (ids.has(undefined) || ids.has(id));
  }

  /** Returns whether the fields with the exceptions of a space are there: old dumps lack some. */
  knowsExceptions({ except = [] }: RelationSpace, facts: Facts): boolean {
    return except.every((one) => {
      const image = typeof one === "number" ? undefined : (one.split(".")[0] ?? "");
      return image === undefined || (!this.#damaged.has(image) && facts.all(`${one}`).length > 0);
    });
  }

  keysOf({ keys = [], named = [] }: RelationSpace): KeyState {
    const images = [...keys, ...named].map(({ path }) => path.split(".")[0] ?? "");
    if (!images.some((image) => this.#images.has(image))) return "absent";
    return images.some((image) => this.#damaged.has(image)) ? "partial" : "whole";
  }
}
