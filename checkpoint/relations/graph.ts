import type { AnyImage, ImageName, Images } from "criu-images/all";
import type { ImageFile, ImageSet } from "../images/images.ts";
import { Facts } from "./conditions.ts";
import { FORMAT, type Format } from "./format.ts";
import { canonical, type Id, type Value } from "./message.ts";
import { passImages } from "./pass.ts";
import { eachOccurrence, idOf } from "./place.ts";
import { type Definition, type Reference, Spaces } from "./spaces.ts";

/** Type of the entries of an image. */
export type EntryOf<Name extends ImageName> = Images[Name] extends { entries: (infer Entry)[] } ? Entry : never;

/**
 * Reads the ids and references of a checkpoint. Each image is read once; images that are not valid are left out as far
 * as they cannot be read.
 *
 * @throws {Error} the errors of the store
 */
export async function graphOf(checkpoint: ImageSet, format: Format = FORMAT): Promise<Graph> {
  const facts = new Facts(format);
  const references: Reference[] = [];
  const spaces = new Spaces(format, facts, (reference) => void references.push(reference));
  await passImages(checkpoint, format, {
    take: (entry) => {
      eachOccurrence(entry, (one) => spaces.take(one));
    },
    fail: () => {},
  });
  spaces.finish();
  return new Graph(checkpoint, format, spaces, references);
}

/** The ids of a checkpoint, and the references between its images. */
export class Graph {
  readonly checkpoint: ImageSet;
  readonly format: Format;
  readonly #spaces: Spaces;
  readonly #byFile: ReadonlyMap<string, readonly Reference[]>;
  readonly #byTarget: ReadonlyMap<string, readonly Reference[]>;
  readonly #files: ReadonlyMap<string, ImageFile>;
  readonly #decoded = new Map<string, Promise<AnyImage>>();
  readonly #exceptions = new Map<string, Set<Value>>();

  constructor(checkpoint: ImageSet, format: Format, spaces: Spaces, references: readonly Reference[]) {
    this.checkpoint = checkpoint;
    this.format = format;
    this.#spaces = spaces;
    this.#files = new Map(checkpoint.images.map((one) => [one.file, one]));
    this.#byFile = grouped(references, ({ place }) => place.file);
    this.#byTarget = grouped(references, ({ space, id, within }) => keyOf(space, id, within));
  }

  /** Lists the ids of a space that fields define, each once. */
  ids(space: string): Id[] {
    return [...new Set([...this.#spaces.ids(space)].map(([id]) => id))];
  }

  /**
   * Returns an id of a space.
   *
   * @param within id of the file with its key, for spaces whose ids are unique in one file only
   */
  of(space: string, id: number | bigint, within?: Id | null): Entity {
    const own = canonical(id);
    return new Entity(this, { space, id: own, ...(within !== undefined && { within }) });
  }

  /** Returns the fields that define an id. */
  definitions({ space, id, within }: Target): readonly Definition[] {
    return this.#spaces.definitions(space, id, within);
  }

  /** Lists the fields of an image, or of one of its entries, that refer to ids. */
  referencesOf(file: string, entry?: number): Reference[] {
    const all = this.#byFile.get(file) ?? [];
    return all.filter(({ place }) => entry === undefined || place.entry === entry);
  }

  /**
   * Reads the entries of an image, once for all calls.
   *
   * @param file name without folders
   * @throws {ImageError} if the image is not valid
   */
  async entriesIn(file: string): Promise<readonly unknown[]> {
    const found = this.#files.get(file);
    if (found === undefined) return [];
    const decoded = this.#decoded.get(file) ?? this.checkpoint.decode(found);
    this.#decoded.set(file, decoded);
    const { entries = [] } = (await decoded) as { readonly entries?: readonly unknown[] };
    return entries;
  }

  /** Lists the ids that fields define, with these fields; `within`: the file with the key, if its ids are its own. */
  *definitionsIn(space: string): Generator<{ readonly target: Target; readonly definition: Definition }> {
    const isScoped = this.format.spaces[space]?.scope === "file";
    for (const [id, definitions] of this.#spaces.ids(space)) {
      for (const definition of definitions) {
        const file = isScoped ? this.#files.get(definition.place.file) : undefined;
        yield { target: { space, id, ...(file && { within: idOf(file) ?? null }) }, definition };
      }
    }
  }

  /** Tells whether an id needs neither key nor file, such as those of the program that dumped. */
  isException({ space, id }: Target): boolean {
    const known = this.#exceptions.get(space) ?? this.#spaces.exceptions(space);
    this.#exceptions.set(space, known);
    return known.has(id);
  }

  /** Lists the fields that refer to an id. */
  referrers({ space, id, within }: Target): readonly Reference[] {
    return this.#byTarget.get(keyOf(space, id, within)) ?? [];
  }
}

/** An id of a space. */
export type Target = Pick<Reference, "space" | "id" | "within">;

/** An id of a checkpoint, with all that belongs to it: a process, an open file, a namespace. */
export class Entity {
  readonly space: string;
  readonly id: Id;
  readonly graph: Graph;
  readonly #target: Target;

  constructor(graph: Graph, target: Target) {
    this.space = target.space;
    this.id = target.id;
    this.graph = graph;
    this.#target = target;
  }

  /** Files with the id in their names. */
  get files(): ImageFile[] {
    return filesWith(this.graph.checkpoint, this.space, this.id, this.graph.format);
  }

  /** Fields that define the id. */
  get definitions(): readonly Definition[] {
    return this.graph.definitions(this.#target);
  }

  /** Fields that refer to the id. */
  get referrers(): readonly Reference[] {
    return this.graph.referrers(this.#target);
  }

  /** Fields of its files, and of the entries that define it, that refer to other ids. */
  get references(): Reference[] {
    const own = this.definitions.flatMap(({ place }) => this.graph.referencesOf(place.file, place.entry));
    return [...own, ...this.files.flatMap(({ file }) => this.graph.referencesOf(file))];
  }

  /**
   * Reads the image with the id in the name of its file.
   *
   * @returns `undefined` if there is none
   * @throws {ImageError} if it is not valid
   */
  read<Name extends ImageName>(image: Name): Promise<Images[Name] | undefined> {
    return this.graph.checkpoint.read(image, this.id);
  }

  /**
   * Reads the entries of an image that define the id.
   *
   * @throws {ImageError} if the image is not valid
   */
  async entries<Name extends ImageName>(image: Name): Promise<EntryOf<Name>[]> {
    const found: EntryOf<Name>[] = [];
    for (const { place } of this.definitions) {
      if (place.image !== image || place.entry === undefined) continue;
      const entries = (await this.graph.entriesIn(place.file)) as readonly EntryOf<Name>[];
      found.push(...entries.slice(place.entry, place.entry + 1));
    }
    return found;
  }

  /** Lists the ids of a space that it refers to, each once. */
  follow(space: string): Entity[] {
    const found = this.references.filter((one) => one.space === space);
    const targets = new Map(found.map((one) => [keyOf(one.space, one.id, one.within), one]));
    return [...targets.values()].map(({ id, within }) => this.graph.of(space, id, within));
  }
}

/** Lists the files with an id of a space in their names. No image is read. */
export function filesWith(checkpoint: ImageSet, space: string, id: Id, format: Format = FORMAT): ImageFile[] {
  const images = Object.keys(format.spaces[space]?.files ?? {});
  return images.flatMap((image) => checkpoint.find(image as ImageName, id) ?? []);
}

function keyOf(space: string, id: Id, within: Id | null | undefined): string {
  return within === undefined ? `${space} ${id}` : `${space} ${id} ${within}`;
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
