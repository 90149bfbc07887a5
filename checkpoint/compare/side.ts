import type { AnyImage } from "criu-images/all";
import type { ImageFile } from "../images/images.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { Format } from "../relations/format.ts";
import type { Graph, Target } from "../relations/graph.ts";

/** A message in an image: the place of an entry, or of an element of a list in it. */
export interface Spot {
  readonly file: string;
  readonly entry: number | undefined;
  /** Path of the message in its entry: `sets[3]`; empty for the entry. */
  readonly path: string;
}

/** A thing with an id: its key among all of the checkpoint, and the message that defines it, if one does. */
export interface Node {
  readonly key: string;
  readonly spot: Spot | undefined;
}

/** One of two checkpoints that are compared. */
export class Side {
  readonly checkpoint: Checkpoint;
  readonly graph: Graph;
  /** Words for things by their keys, as they were first reached. */
  readonly labels: Map<string, string> = new Map<string, string>();
  /** Files, and keys of things, that are compared or told already. */
  readonly done: Set<string> = new Set<string>();
  /** Keys and files of things that are told with those that lead to them. */
  readonly forgotten: Set<string> = new Set<string>();
  /** Keys of things that the other checkpoint lacks. */
  readonly lone: Set<string> = new Set<string>();
  readonly #references = new Map<string, Target>();
  readonly #definitions = new Map<string, Target[]>();
  /** Ids in fields, by file, and by entry. */
  readonly #targets = new Map<string, Target[]>();
  readonly #files: ReadonlyMap<string, ImageFile>;
  readonly #decoded = new Map<string, AnyImage>();

  private constructor(checkpoint: Checkpoint, graph: Graph) {
    this.checkpoint = checkpoint;
    this.graph = graph;
    this.#files = new Map(checkpoint.images.map((one) => [one.file, one]));
    for (const { file } of checkpoint.images) {
      for (const one of graph.referencesOf(file)) {
        this.#references.set(spotKey(one.place), one);
        for (const key of [file, entryKey(one.place)]) added(this.#targets, key, one);
      }
    }
    for (const space of Object.keys(graph.format.spaces)) {
      for (const { target, definition } of graph.definitionsIn(space)) {
        added(this.#definitions, spotKey(definition.place), target);
        for (const key of [definition.place.file, entryKey(definition.place)]) added(this.#targets, key, target);
      }
    }
  }

  /** Reads all ids and references, and the images without an id in their names: things of many processes lie in these. */
  static async open(checkpoint: Checkpoint, format: Format): Promise<Side> {
    const side = new Side(checkpoint, await checkpoint.graph(format));
    for (const file of checkpoint.images) {
      if (file.id !== undefined) continue;
      // An image that is not valid is compared as bytes.
      const decoded = await checkpoint.decode(file).catch(() => undefined);
      if (decoded !== undefined) side.#decoded.set(file.file, decoded);
    }
    return side;
  }

  /** Whether the machine that dumped was little-endian. */
  get isLittle(): boolean {
    return ![...this.#decoded.values()].some((image) => "byteOrder" in image && image.byteOrder === "big");
  }

  /** Returns the file of an image by its name. */
  file(name: string): ImageFile | undefined {
    return this.#files.get(name);
  }

  /**
   * Decodes an image.
   *
   * @throws {ImageError} if it is not valid
   */
  async image(file: ImageFile): Promise<AnyImage> {
    return this.#decoded.get(file.file) ?? (await this.checkpoint.decode(file));
  }

  /** Returns an image without an id in its name. */
  decoded(file: string): AnyImage | undefined {
    return this.#decoded.get(file);
  }

  /** Returns the id that a field refers to. */
  referenceAt(place: Spot): Target | undefined {
    return this.#references.get(spotKey(place));
  }

  /** Returns the ids that the fields of a file, or of an entry, refer to or define. */
  targetsIn(place: string | Spot): readonly Target[] {
    return this.#targets.get(typeof place === "string" ? place : entryKey(place)) ?? [];
  }

  /** Returns the ids that a field defines. */
  definitionsAt(place: Spot): readonly Target[] {
    return this.#definitions.get(spotKey(place)) ?? [];
  }

  /** Returns the thing with an id. Several ids of one entry are one thing. */
  node(target: Target): Node {
    const definition = this.graph.definitions(target).find(({ isNamed }) => !isNamed);
    if (definition === undefined) {
      const { space, id, within } = target;
      return { key: `${space} ${id}${within === undefined ? "" : ` ${within}`}`, spot: undefined };
    }
    const { file, entry, path } = definition.place;
    const [element = ""] = /^.*\]/.exec(path) ?? [];
    const spot = { file, entry, path: element };
    return { key: spotKey(spot), spot };
  }

  /** Returns words for a thing. */
  label(key: string, { space, id }: Target): string {
    return this.labels.get(key) ?? `${space} ${id}`;
  }
}

/** Returns the key of the thing that a message describes, or of a field. */
export function spotKey({ file, entry, path }: Omit<Spot, "entry"> & { readonly entry?: number | undefined }): string {
  return `${file} ${entry ?? ""} ${path}`;
}

/** Returns the key of an entry. */
export function entryKey({ file, entry }: Pick<Spot, "file"> & { readonly entry?: number | undefined }): string {
  return spotKey({ file, entry, path: "" });
}

function added<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
