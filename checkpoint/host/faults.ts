import type { ImageFile } from "../images/images.ts";
import type { FindingCode } from "../validate/codes.ts";
import type { Finding } from "../validate/finding.ts";

/** Collects the faults of a checkpoint on a machine. One that many images have is reported once, at its first place. */
export class Faults {
  readonly #found = new Map<string, { readonly finding: Finding; count: number }>();

  add(code: FindingCode, { file, image }: ImageFile, path: string, message: string): void {
    const key = `${code} ${image} ${message}`;
    const known = this.#found.get(key);
    if (known !== undefined) known.count++;
    else {
      const place = path === "" ? { path } : { entry: 0, path };
      this.#found.set(key, { finding: { code, file, image, ...place, message }, count: 1 });
    }
  }

  /** Adds that a fact about the machine or the checkpoint is unknown. */
  unknown(file: ImageFile, path: string, message: string): void {
    this.add("host-unknown", file, path, message);
  }

  has(code: FindingCode): boolean {
    return [...this.#found.values()].some(({ finding }) => finding.code === code);
  }

  list(): Finding[] {
    return [...this.#found.values()].map(({ finding, count }) =>
      count === 1 ? finding : { ...finding, message: `${finding.message}; in ${count} places` },
    );
  }
}
