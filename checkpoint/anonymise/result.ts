import type { Bytes } from "../bytes/bytes.ts";
import type { Store, StoredFile } from "../open/store.ts";
import { notRegular } from "../open/store.ts";

/** Files of a new checkpoint. Those with content of the source read it on demand. */
export class ResultFiles {
  readonly #files = new Map<string, StoredFile>();
  readonly #bytes = new Map<string, Bytes>();

  file(name: string, bytes: Bytes): void {
    this.#files.set(name, { name, kind: "file", size: bytes.size });
    this.#bytes.set(name, bytes);
  }

  link(name: string, target: string): void {
    this.#files.set(name, { name, kind: "link", size: 0, target });
  }

  /** Completes the store. Closing it closes the source. */
  store({ form, close }: Store): Store {
    return {
      form,
      files: this.#files,
      problems: [],
      annotations: new Map(),
      bytes: (name) => {
        const bytes = this.#bytes.get(name);
        if (bytes === undefined) throw notRegular(this.#files.get(name));
        return bytes;
      },
      close,
    };
  }
}
