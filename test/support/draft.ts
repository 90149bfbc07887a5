import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  type Bytes,
  Checkpoint,
  type Finding,
  memoryBytes,
  type Store,
  type StoredFile,
  type StoreProblem,
  validate,
} from "criu-checkpoint";
import { decodeAnyImage, encodeAnyImage, type ImageName, type Images, imageOfFile } from "criu-images";
import { checkpoint } from "./checkpoints.ts";

/** Content of a file, or the size of one whose content does not matter, or another kind of entry. */
type Content = Uint8Array | number | Exclude<StoredFile["kind"], "file">;

/** PE_PRESENT of criu/include/pagemap.h: the pages are in the file. */
const PRESENT = 4;

/** A checkpoint in memory that a test changes. */
export class Draft {
  readonly files: Map<string, Content>;
  readonly problems: StoreProblem[] = [];
  parent?: Draft;

  constructor(files: Iterable<readonly [string, Content]>) {
    this.files = new Map(files);
  }

  /** Reads a real checkpoint of the fixtures. Raw files, which they lack, are added: pages with their right sizes. */
  static async of(name: string): Promise<Draft> {
    const folder = checkpoint(name);
    const names = readdirSync(folder).filter((file) => statSync(join(folder, file)).isFile());
    const draft = new Draft(names.map((file) => [file, readFileSync(join(folder, file))]));
    for (const file of names.filter((one) => one.startsWith("pagemap-"))) draft.#addPages(file);
    for (const { id } of names.flatMap((file) => imageOfFile(file) ?? []).filter(({ image }) => image === "NETDEV"))
      for (const file of [`ifaddr-${id}.img`, `route-${id}.img`]) if (!names.includes(file)) draft.files.set(file, 0);
    return draft;
  }

  /** Adds the file of pages that a pagemap claims, with 4096 bytes for each page that is in it. */
  #addPages(file: string): void {
    const bytes = this.files.get(file);
    const image = bytes instanceof Uint8Array ? decodeAnyImage(bytes, { file }) : undefined;
    if (image?.image !== "PAGEMAP" && image?.image !== "SHMEM_PAGEMAP") throw new Error(`${file} is no pagemap`);
    const here = image.entries.filter(
      ({ in_parent, flags }) => in_parent !== true && ((flags ?? PRESENT) & PRESENT) !== 0,
    );
    const pages = here.reduce((sum, { nr_pages, compat_nr_pages }) => sum + (nr_pages ?? BigInt(compat_nr_pages)), 0n);
    this.files.set(`pages-${image.first?.pages_id}.img`, Number(pages) * 4096);
  }

  /** Changes an image as a program does: reads it, changes its object, and writes it back. */
  edit<Name extends ImageName>(
    name: Name,
    change: (image: Images[Name]) => void,
    file: string = this.named(name),
  ): this {
    const bytes = this.files.get(file);
    if (!(bytes instanceof Uint8Array)) throw new Error(`${file} has no content`);
    const image = decodeAnyImage(bytes, { file }) as Images[Name];
    change(image);
    this.files.set(file, encodeAnyImage(image));
    return this;
  }

  /** Changes the bytes of a file. */
  bytes(file: string, change: (bytes: Uint8Array) => Uint8Array): this {
    const content = this.files.get(file);
    this.files.set(file, change(content instanceof Uint8Array ? Uint8Array.from(content) : new Uint8Array()));
    return this;
  }

  remove(file: string): this {
    if (!this.files.delete(file)) throw new Error(`there is no ${file}`);
    return this;
  }

  set(file: string, content: Content): this {
    this.files.set(file, content);
    return this;
  }

  /** Returns the first file of an image. */
  named(name: ImageName): string {
    const found = [...this.files.keys()].find((file) => imageOfFile(file)?.image === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  }

  open(): Checkpoint {
    const parent = this.parent === undefined ? {} : { parent: this.parent.open() };
    return new Checkpoint(memoryStore(this.files, this.problems), "", parent);
  }

  validate(): Promise<Finding[]> {
    return validate(this.open());
  }
}

function memoryStore(content: ReadonlyMap<string, Content>, problems: Store["problems"]): Store {
  const files = [...content].map(([name, one]): StoredFile => {
    if (typeof one === "string") return { name, kind: one, size: 0 };
    return { name, kind: "file", size: typeof one === "number" ? one : one.length };
  });
  const bytes = (name: string): Bytes => {
    const one = content.get(name);
    if (one instanceof Uint8Array) return memoryBytes(one);
    throw new Error(`${name} is not read`);
  };
  return {
    form: "memory",
    files: new Map(files.map((file) => [file.name, file])),
    problems,
    annotations: new Map(),
    bytes,
    close: async () => {},
  };
}
