import type { Checkpoint } from "../open/checkpoint.ts";

/** Paths of the regular files of a checkpoint by id; the images are read once. */
export class Paths {
  readonly #checkpoint: Checkpoint;
  #all: Promise<ReadonlyMap<bigint, string>> | undefined;

  constructor(checkpoint: Checkpoint) {
    this.#checkpoint = checkpoint;
  }

  /** Returns the path of a file, if it is regular. */
  async of(id: bigint): Promise<string | undefined> {
    this.#all ??= this.#read();
    return (await this.#all).get(id);
  }

  /** Reads all paths. Before v3.4, regular files had an image of their own. */
  async #read(): Promise<ReadonlyMap<bigint, string>> {
    const files = (await this.#checkpoint.read("FILES"))?.entries.flatMap(({ reg }) => reg ?? []) ?? [];
    const old = (await this.#checkpoint.read("REG_FILES"))?.entries ?? [];
    return new Map([...old, ...files].map(({ id, name }) => [BigInt(id), name]));
  }
}
