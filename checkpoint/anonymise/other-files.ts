import { type Bytes, memoryBytes } from "../bytes/bytes.ts";
import { jsonAt } from "../open/json.ts";
import type { Store, StoredFile } from "../open/store.ts";
import { kindOfFile } from "./engine-files.ts";
import { replacedJson } from "./metadata.ts";
import { KNOWN } from "./names.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { LeftOut, Tally } from "./report.ts";
import type { ResultFiles } from "./result.ts";

/** Class of nested archives, and of logs. */
const CLASSES = { archive: "file", log: "log" } as const;

/** Endings of names that say no more than the kind of a file. */
const ENDINGS = /^\.(?:log|tar|tar\.gz|tar\.zst|tar\.xz|tar\.bz2)$/;

/** Replaces the private content of files that are not images. */
export class OtherFiles {
  readonly #store: Store;
  readonly #pseudonyms: Pseudonyms;
  readonly #kept: ReadonlySet<string>;
  readonly #tally: Tally;

  constructor(store: Store, pseudonyms: Pseudonyms, kept: ReadonlySet<string>, tally: Tally) {
    this.#store = store;
    this.#pseudonyms = pseudonyms;
    this.#kept = kept;
    this.#tally = tally;
  }

  /** Adds a file to the result, or leaves it out. */
  async add(file: StoredFile, result: ResultFiles): Promise<void> {
    if (file.kind !== "file") return this.#tally.leftOut(file.kind === "link" ? "link" : "unknown");
    const base = file.name.slice(file.name.lastIndexOf("/") + 1);
    const kind = kindOfFile(base);
    const name = await this.#nameOf(file.name, base);
    if (kind === "metadata") {
      const json = await this.#json(file, name);
      if (json === undefined) this.#tally.leftOut("unreadable");
      else result.file(name, json);
    } else if (kind !== "unknown" && this.#kept.has(CLASSES[kind])) result.file(name, this.#store.bytes(file.name));
    else this.#tally.leftOut(kind satisfies LeftOut);
  }

  /** Returns a name whose ending stays. */
  async #nameOf(name: string, base: string): Promise<string> {
    const folder = await this.#pseudonyms.names.path(name.slice(0, -base.length));
    if (KNOWN.has(base)) return folder + base;
    const [, stem = base, ending = ""] = /^(.+?)((?:\.tar)?\.[a-zA-Z0-9]{1,8})$/.exec(base) ?? [];
    return folder + (await this.#pseudonyms.names.name(stem)) + (ENDINGS.test(ending) ? ending : "");
  }

  async #json({ name: original }: StoredFile, name: string): Promise<Bytes | undefined> {
    const json = await jsonAt(this.#store, original).catch(() => undefined);
    if (json === undefined) return undefined;
    const { value, count } = await replacedJson(json.value, this.#pseudonyms);
    this.#tally.replaced(name, "JSON", "metadata", count);
    return memoryBytes(new TextEncoder().encode(`${JSON.stringify(value)}\n`));
  }
}
