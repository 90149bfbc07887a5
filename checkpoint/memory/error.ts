/** Reason why memory cannot be read. */
export type MemoryErrorCode =
  /** No process of the checkpoint has this pid, or it has ended. */
  | "no-process"
  /** No area has the address. */
  | "unmapped"
  /** The kernel provides the bytes, or forbids access to them. */
  | "no-access"
  /** The file has the bytes, and is not in the checkpoint. */
  | "in-file"
  /** The page was left to be sent later (`criu dump --lazy-pages`). */
  | "lazy"
  /** The page lies in a parent that is not here. */
  | "no-parent"
  /** The images lack the page, although they name it. */
  | "lost"
  /** The list of the dynamic linker is not in the checkpoint, or has no end. */
  | "no-link-map"
  /** Areas overlap. */
  | "bad-areas"
  /** Runs of pages overlap. */
  | "bad-runs"
  /** Pages have a form that this release does not read. */
  | "bad-form";

/** Error of reading memory. */
export class MemoryError extends Error {
  override readonly name = "MemoryError";
  readonly code: MemoryErrorCode;
  /** First address that cannot be read, if there is one. */
  readonly address: bigint | undefined;

  constructor(code: MemoryErrorCode, message: string, address?: bigint) {
    super(address === undefined ? message : `address 0x${address.toString(16)}: ${message}`);
    this.code = code;
    this.address = address;
  }
}

function linkText(target: string | undefined): string {
  return target === undefined ? "" : `: ${target}`;
}

/** Source of bytes that cannot be read. */
type Unreadable =
  | { readonly kind: "lazy" | "no-access" | "unmapped" }
  | { readonly kind: "no-parent"; readonly target: string | undefined }
  | { readonly kind: "lost"; readonly reason: string }
  | { readonly kind: "file"; readonly id: bigint };

/** Creates the error for a piece that cannot be read. */
export function refusal(address: bigint, source: Unreadable): MemoryError {
  switch (source.kind) {
    case "lazy":
      return new MemoryError("lazy", "the page was left to be sent later (lazy pages)", address);
    case "no-parent":
      return new MemoryError(
        "no-parent",
        `the page lies in a parent that is not here${linkText(source.target)}`,
        address,
      );
    case "lost":
      return new MemoryError("lost", `the page is lost: ${source.reason}`, address);
    case "file":
      return new MemoryError("in-file", `the bytes are in file ${source.id}, which is not in the checkpoint`, address);
    case "no-access":
      return new MemoryError("no-access", "the kernel provides this memory, or forbids access to it", address);
    case "unmapped":
      return new MemoryError("unmapped", "no area of the process has it", address);
  }
}
