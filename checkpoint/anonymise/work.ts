import { memoryBytes } from "../bytes/bytes.ts";
import type { ImageFile } from "../images/images.ts";
import { imageOfFile } from "../images/names.ts";
import { Checkpoint } from "../open/checkpoint.ts";
import { smallFile } from "../open/json.ts";
import { PARENT } from "../open/parents.ts";
import type { Store, StoredFile } from "../open/store.ts";
import { nameText } from "../open/tar/name.ts";
import { FORMAT } from "../relations/format.ts";
import { ImageFiles } from "./image-files.ts";
import { folderAbove, type Level, levelsOf, linkBetween } from "./levels.ts";
import { OtherFiles } from "./other-files.ts";
import { blocksIn, type StoredBlocks } from "./pages.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { type AnonymiseReport, Tally } from "./report.ts";
import { ResultFiles } from "./result.ts";
import { bytesOfText } from "./texts.ts";

const NO_BLOCKS: StoredBlocks = { described: new Set(), sizes: new Map() };

/** A checkpoint without private content: save it, or read it as any other. */
export interface Anonymised {
  readonly checkpoint: Checkpoint;
  readonly report: AnonymiseReport;
}

/** A checkpoint on its way to one without private content. */
export class Work {
  readonly #pseudonyms: Pseudonyms;
  readonly #kept: ReadonlySet<string>;
  readonly #step: (done: number, total: number) => void;
  readonly #tally: Tally;
  readonly #images: ImageFiles;
  readonly #result = new ResultFiles();
  #done = 0;
  #total = 0;

  /** @param step is called after each file, with the bytes that are done and those of all files */
  constructor(pseudonyms: Pseudonyms, kept: ReadonlySet<string>, step: (done: number, total: number) => void) {
    this.#pseudonyms = pseudonyms;
    this.#kept = kept;
    this.#step = step;
    this.#tally = new Tally(kept);
    this.#images = new ImageFiles(pseudonyms, kept, this.#tally);
  }

  async of(source: Checkpoint): Promise<Anonymised> {
    const levels = await levelsOf(source, this.#pseudonyms.names);
    this.#total = sizeOf([...source.store.files.values()]);
    for (const { checkpoint } of levels)
      if (checkpoint.store !== source.store) this.#total += sizeOf(checkpoint.images);
    for (const level of levels) await this.#level(level);
    await this.#others(source, levels);
    return { checkpoint: await this.#checkpoint(source.store, levels), report: this.#tally.report };
  }

  /** Opens the result: each level has the next one as its parent. */
  async #checkpoint(source: Store, levels: readonly Level[]): Promise<Checkpoint> {
    const last = levels.at(-1)?.checkpoint.missingParent;
    const missingParent = last === undefined ? undefined : await this.#pseudonyms.names.path(last);
    for (const [i, { folder }] of levels.entries()) {
      const next = levels[i + 1];
      const target = next === undefined ? missingParent : linkBetween(folder, next.folder);
      if (target !== undefined) this.#result.link(folder + PARENT, target);
    }
    const store = this.#result.store(source);
    const [first, ...parents] = levels.toReversed();
    const root = new Checkpoint(store, first?.folder ?? "", missingParent === undefined ? {} : { missingParent });
    return parents.reduce((parent, { folder }) => new Checkpoint(store, folder, { parent }), root);
  }

  async #level({ checkpoint, folder }: Level): Promise<void> {
    const blocks = await blocksIn(checkpoint, this.#kept);
    for (const file of checkpoint.images) await this.#image(checkpoint, file, folder, blocks);
    const parent = checkpoint.store.files.get(checkpoint.folder + PARENT);
    // A copy of a checkpoint can have a file in place of the link.
    if (parent?.kind === "file") await this.#parent(checkpoint.store, parent, folder);
  }

  async #parent(store: Store, { name, size }: StoredFile, folder: string): Promise<void> {
    this.#advance(size);
    const target = await smallFile(store, name).catch(() => undefined);
    if (target === undefined) return this.#tally.leftOut("unreadable");
    const path = await this.#pseudonyms.names.path(nameText(target));
    this.#result.file(folder + PARENT, memoryBytes(bytesOfText(path)));
  }

  async #image(checkpoint: Checkpoint, file: ImageFile, folder: string, blocks: StoredBlocks): Promise<void> {
    const bytes = await this.#images.replaced(checkpoint, file, blocks);
    if (bytes !== undefined) this.#result.file(folder + file.file, bytes);
    this.#advance(file.size);
  }

  /** Adds what lies beside the images. */
  async #others(checkpoint: Checkpoint, levels: readonly Level[]): Promise<void> {
    const { store } = checkpoint;
    const done = new Set(
      levels
        .filter((level) => level.checkpoint.store === store)
        .flatMap(({ checkpoint: { folder, images } }) =>
          [PARENT, ...images.map(({ file }) => file)].map((file) => folder + file),
        ),
    );
    const others = new OtherFiles(store, this.#pseudonyms, this.#kept, this.#tally);
    const beside = new Checkpoint(store, folderAbove(checkpoint.folder));
    for (const file of store.files.values()) {
      if (file.kind === "folder" || done.has(file.name)) continue;
      const image = imageBeside(beside, file);
      if (image !== undefined)
        await this.#image(beside, image, await this.#pseudonyms.names.path(beside.folder), NO_BLOCKS);
      else {
        await others.add(file, this.#result);
        this.#advance(file.size);
      }
    }
  }

  #advance(size: number): void {
    this.#done += size;
    this.#step(this.#done, this.#total);
  }
}

const sizeOf = (files: readonly { readonly size: number }[]): number => files.reduce((sum, { size }) => sum + size, 0);

/** Finds an image that CRIU also writes without others, such as its statistics: engines put them above the images. */
function imageBeside({ folder, images }: Checkpoint, { name }: StoredFile): ImageFile | undefined {
  const file = name.slice(folder.length);
  const image = imageOfFile(file)?.image;
  if (image === undefined || !name.startsWith(folder) || !FORMAT.alone.includes(image)) return undefined;
  return images.find((one) => one.file === file);
}
