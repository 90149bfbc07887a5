import type { Checkpoint } from "../open/checkpoint.ts";
import type { Format } from "../relations/format.ts";
import { Shapes } from "../relations/shape.ts";
import { PageSet } from "./page-set.ts";
import type { RunFormat } from "./runs.ts";

/** Field of an area with the id of the object that it maps. */
export const MAPPED = "vma_entry.shmid";

/** Most references from a mapped object to its pages: a file leads to an inode, and this to a segment. */
const STEPS = 3;

/** Objects that areas map: segments of shared memory with pages, and files. */
export class Objects {
  readonly #checkpoint: Checkpoint;
  readonly #from: RunFormat;
  readonly #known = new Map<string, Promise<PageSet | undefined>>();
  /** Pages by their image: several objects can lead to them. */
  readonly #open = new Map<string, Promise<PageSet | undefined>>();

  constructor(checkpoint: Checkpoint, format: Format, pageSize: number) {
    this.#checkpoint = checkpoint;
    this.#from = { format, shapes: new Shapes(format), pageSize };
  }

  /**
   * Returns the pages of an object.
   *
   * @returns `undefined` if they are not in the checkpoint: it is a file
   * @throws {ImageError} if an image is not valid
   * @throws {MemoryError} `bad-runs`
   */
  pages(space: string, id: number | bigint): Promise<PageSet | undefined> {
    const key = `${space} ${id}`;
    const found = this.#known.get(key) ?? this.#find(space, id, STEPS, new Set());
    this.#known.set(key, found);
    return found;
  }

  /** Returns the pages that were opened so far. */
  async opened(): Promise<PageSet[]> {
    return (await Promise.all(this.#open.values())).flatMap((set) => set ?? []);
  }

  /** Follows references from the object to one with pages of its own. */
  async #find(space: string, id: number | bigint, steps: number, seen: Set<string>): Promise<PageSet | undefined> {
    const { format } = this.#from;
    const image = imageOf(format, space);
    if (image !== undefined) {
      const key = `${image} ${id}`;
      const open = this.#open.get(key) ?? PageSet.open({ ...this.#from, checkpoint: this.#checkpoint, image, id });
      this.#open.set(key, open);
      return await open;
    }
    // Each object is looked at once, however many references lead to it.
    if (steps === 0 || seen.has(`${space} ${id}`)) return undefined;
    seen.add(`${space} ${id}`);
    const graph = await this.#checkpoint.graph(format);
    for (const reference of graph.of(space, id).references) {
      if (!isMappable(format, reference.space)) continue;
      const found = await this.#find(reference.space, reference.id, steps - 1, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Returns the image that describes the pages of a space. */
function imageOf({ spaces, extents }: Format, space: string): string | undefined {
  return Object.keys(spaces[space]?.files ?? {}).find((name) => extents[name] !== undefined);
}

/** Returns whether areas can map the pages of a space, if it has any: those of a process they cannot. */
function isMappable(format: Format, space: string): boolean {
  return imageOf(format, space) === undefined || (format.references[MAPPED] ?? []).some(({ to }) => to === space);
}
