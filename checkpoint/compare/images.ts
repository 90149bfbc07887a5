import type { AnyImage, ImageName } from "criu-images/all";
import type { ImageFile } from "../images/images.ts";
import { archiveDifferences } from "./archives.ts";
import { firstDifference } from "./bytes.ts";
import type { MessagePair } from "./context.ts";
import { listOf, type Owner } from "./decoded.ts";
import { type ImageShape, shapeOf } from "./locate.ts";
import type { Sort } from "./rules.ts";
import type { Side, Spot } from "./side.ts";
import type { Things } from "./things.ts";

/** An image of one thing in both checkpoints; absent if a checkpoint lacks it. */
export interface FilePair {
  readonly image: ImageName;
  readonly a: ImageFile | undefined;
  readonly b: ImageFile | undefined;
  /** Words for the thing that the image is about. */
  readonly thing: string;
  /** Words for the thing that its entries belong to, if they are things of their own. */
  readonly owner: string;
}

/** Compares images. Those with pages are left to `pages`. */
export class Images {
  readonly #things: Things;
  readonly #signal: AbortSignal | undefined;
  /** Pairs of images that tell where pages are. */
  readonly pages: FilePair[] = [];

  constructor(things: Things, signal: AbortSignal | undefined) {
    this.#things = things;
    this.#signal = signal;
  }

  /** Compares an image, once. */
  async compare(pair: FilePair): Promise<void> {
    this.#signal?.throwIfAborted();
    const { a, b } = this.#things;
    if ((pair.a && a.done.has(pair.a.file)) || (pair.b && b.done.has(pair.b.file))) return;
    if (pair.a !== undefined) a.done.add(pair.a.file);
    if (pair.b !== undefined) b.done.add(pair.b.file);
    const { extents } = this.#things.rules.format;
    if (Object.values(extents).some(({ of }) => of === pair.image)) return;
    const hasBoth = pair.a !== undefined && pair.b !== undefined;
    if (extents[pair.image] === undefined) await this.#compare(pair, shapeOf(pair.image));
    else if (hasBoth) this.pages.push(pair);
    else this.#lone(pair, this.#things.rules.ofImage(pair.image));
  }

  async #compare(pair: FilePair, shape: ImageShape): Promise<void> {
    const { rules } = this.#things;
    const sort = rules.ofImage(pair.image);
    if (shape.schema.magic === undefined) return await this.#bytes(pair, sort);
    const decoded = await this.#decode(pair);
    if (decoded === undefined) return await this.#bytes(pair, sort);
    const [a, b] = decoded;
    const isWhole = shape.schema.entries === undefined || !rules.hasIdentity(pair.image);
    if (isWhole && (a === undefined || b === undefined)) return this.#lone(pair, sort);
    this.#messages(pair, shape, sort, a ?? {}, b ?? {});
  }

  /** Decodes both images; returns `undefined` if one is not valid. */
  async #decode({ a, b }: FilePair): Promise<readonly [Owner | undefined, Owner | undefined] | undefined> {
    const read = async (side: Side, file: ImageFile | undefined): Promise<Owner | undefined> =>
      file && ((await side.image(file)) as AnyImage & Owner);
    try {
      return [await read(this.#things.a, a), await read(this.#things.b, b)];
    } catch {
      return undefined;
    }
  }

  #messages(pair: FilePair, { schema, layout }: ImageShape, sort: Sort, a: Owner, b: Owner): void {
    const { image, thing, owner } = pair;
    const { messages, rules } = this.#things;
    const spots = { spotA: spotOf(pair.a), spotB: spotOf(pair.b) };
    const common = { ...sort, ...spots, route: image, path: "", repeated: [], isHex: false, isThing: false };
    const [firstA, firstB] = [a["first"] as Owner | undefined, b["first"] as Owner | undefined];
    if (schema.first !== undefined && firstA !== undefined && firstB !== undefined)
      messages.compare({ ...common, thing, a: firstA, b: firstB, schema: schema.first(), layout: layout?.first });
    if (schema.entries !== undefined) {
      const hasThings = (rules.identityOf(image, image) ?? []).length > 0;
      const entries = { ...common, a, b, schema: schema.entries(), layout: layout?.entries };
      const lists = { a: listOf<Owner>(a["entries"]), b: listOf<Owner>(b["entries"]) };
      if (lists.a.length === 1 && lists.b.length === 1) this.#name(hasThings ? owner : thing, entries, lists.b);
      const list = { ...lists, field: image, name: "", parts: schema.extra ?? [], hasThings };
      messages.list({ ...entries, thing: hasThings ? owner : thing }, { ...list, stepTo: (i) => `entries[${i}]` });
    }
    if (schema.rest === true) messages.rest({ ...common, thing, a, b, schema: EMPTY, layout: undefined });
  }

  #name(
    thing: string,
    { schema, layout, route, spotB: spot }: Omit<MessagePair, "thing">,
    [owner = {}]: readonly Owner[],
  ): void {
    this.#things.name(thing, { owner, schema, layout, route, spot });
  }

  /** Compares images as bytes: raw ones, and those that are not valid. */
  async #bytes(pair: FilePair, sort: Sort): Promise<void> {
    const { a, b, thing } = pair;
    if (a === undefined || b === undefined) return this.#lone(pair, sort);
    const { a: sideA, b: sideB } = this.#things;
    const [bytesA, bytesB] = [sideA.checkpoint.bytesOf(a), sideB.checkpoint.bytesOf(b)];
    const at = await firstDifference(bytesA, bytesB, this.#signal);
    if (at === undefined) return;
    const parts = ARCHIVE.test(b.file) ? await archiveDifferences(bytesA, bytesB, this.#signal) : undefined;
    for (const part of parts ?? [])
      this.#things.found({
        ...part,
        thing,
        ...sort,
        path: `${b.file}: ${part.path}`,
        spotA: spotOf(a),
        spotB: spotOf(b),
      });
    if (parts !== undefined) return;
    this.#things.found({
      ...{ kind: "changed", thing, ...sort, path: b.file, spotA: spotOf(a), spotB: spotOf(b) },
      ...{ before: a.size, after: b.size, beforeText: `${a.size} bytes` },
      afterText: `${b.size} bytes; the first difference is at ${at}`,
    });
  }

  /** Tells an image that one checkpoint lacks. */
  #lone({ a, b, thing }: FilePair, sort: Sort): void {
    const file = a ?? b;
    if (file === undefined) return;
    const spot = spotOf(file);
    const kind = a === undefined ? "added" : "removed";
    this.#things.found({
      kind,
      thing,
      ...sort,
      path: file.file,
      ...(a === undefined ? { spotB: spot } : { spotA: spot }),
    });
  }
}

/** Images that are archives: contents of file systems. */
const ARCHIVE = /\.tar(?:\.gz)?\.img$/;

/** The schema of bytes outside of messages: it has no fields. */
const EMPTY = { name: "", doc: "", file: "", fields: [] };

function spotOf(file: ImageFile | undefined): Spot {
  return { file: file?.file ?? "", entry: undefined, path: "" };
}
