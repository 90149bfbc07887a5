import type { Bytes } from "../bytes/bytes.ts";
import { SourceError } from "./error.ts";
import type { Settings } from "./options.ts";
import { notRegular, type Store, type StoredFile, type StoreProblem } from "./store.ts";
import { safeName } from "./tar/name.ts";

/** An entry of an archive, before its name is checked. */
export interface ArchiveEntry {
  readonly name: string;
  readonly kind: StoredFile["kind"] | "hard link";
  readonly size: number;
  readonly target?: string;
  readonly offset: number;
  readonly bytes: Bytes;
}

/** The entries of an archive, and the oddities among them. */
export class StoredFiles {
  readonly files: Map<string, StoredFile> = new Map();
  readonly problems: StoreProblem[] = [];
  readonly #bytes: Map<string, Bytes> = new Map();
  readonly #settings: Settings;
  #count = 0;
  #names = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /**
   * Adds an entry; one with an unsafe name is reported instead. A later entry replaces an earlier one of its name, as
   * unpacking does.
   *
   * @returns its name in the store; `undefined` if it was not added
   * @throws {SourceError} `too-large`
   */
  add(entry: ArchiveEntry): string | undefined {
    this.#refuseTooMany(entry);
    const { name: original, offset } = entry;
    const name = safeName(original);
    if (name === undefined) this.problems.push({ code: "unsafe-name", name: original, offset });
    // The top of the archive, `./`, has no name.
    if (name === undefined || name === "") return undefined;
    const replaced = this.files.get(name);
    if (replaced !== undefined && !(replaced.kind === "folder" && entry.kind === "folder")) {
      this.problems.push({ code: "duplicate", name: original, offset });
    }
    this.files.delete(name);
    this.#bytes.delete(name);
    this.#put(name, entry);
    return name;
  }

  /** Replaces the bytes of a file by the same in a better place. */
  keep(name: string, bytes: Bytes): void {
    if (this.#bytes.has(name)) this.#bytes.set(name, bytes);
  }

  /** Completes the store. */
  store(form: string, close: () => Promise<void>): Store {
    this.#reportBelowFiles();
    return {
      form,
      files: this.files,
      problems: this.problems,
      annotations: new Map(),
      bytes: (name) => {
        const bytes = this.#bytes.get(name);
        if (bytes === undefined) throw notRegular(this.files.get(name));
        return bytes;
      },
      close,
    };
  }

  #put(name: string, { kind, size, target, offset, bytes }: ArchiveEntry): void {
    if (kind === "hard link") this.#link(name, target ?? "", offset);
    else this.files.set(name, { name, kind, size, ...(kind === "link" && { target: target ?? "" }) });
    if (kind === "file") this.#bytes.set(name, bytes);
  }

  /** Adds a hard link: it is the earlier file that it names. */
  #link(name: string, target: string, offset: number): void {
    const file = this.files.get(safeName(target) ?? "");
    const bytes = this.#bytes.get(file?.name ?? "");
    if (file !== undefined && bytes !== undefined) {
      this.files.set(name, { ...file, name });
      this.#bytes.set(name, bytes);
    } else {
      this.files.set(name, { name, kind: "link", size: 0, target });
      this.problems.push({ code: "no-target", name, offset });
    }
  }

  #refuseTooMany({ name, target = "" }: ArchiveEntry): void {
    const { entries } = this.#settings.limits;
    this.#count++;
    this.#names += name.length + target.length;
    if (this.#count <= entries && this.#names <= entries * 256) return;
    throw new SourceError(
      "too-large",
      `the archive has more than ${entries} entries, or longer names than they may have: if you trust it, raise \`limits.entries\``,
    );
  }

  /** Reports entries below a file or a link: unpacking them would replace it, or follow it. */
  #reportBelowFiles(): void {
    for (const name of this.files.keys()) {
      for (let end = name.indexOf("/"); end !== -1; end = name.indexOf("/", end + 1)) {
        const above = this.files.get(name.slice(0, end));
        if (above === undefined || above.kind === "folder") continue;
        this.problems.push({ code: "below-file", name, offset: 0 });
        break;
      }
    }
  }
}
