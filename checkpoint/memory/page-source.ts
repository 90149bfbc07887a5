import type { Bytes } from "../bytes/bytes.ts";

/** Source of a piece of memory. */
export type PageSource =
  /** Bytes of a file of pages, `level` checkpoints up in the chain of parents. */
  | {
      readonly kind: "pages";
      /** The file; if the run is compressed, its unpacked bytes. */
      readonly bytes: Bytes;
      readonly file: string;
      /** Place of the piece in the bytes. */
      readonly offset: number;
      readonly level: number;
      /** Compression of the run, such as `lz4`. */
      readonly codec?: string;
    }
  /** No run has it. */
  | { readonly kind: "absent" }
  /** The page was left to be sent later. */
  | { readonly kind: "lazy" }
  /** It lies in a parent that is not here, and that the link `target` leads to. */
  | { readonly kind: "no-parent"; readonly target: string | undefined }
  /** The images name it, and lack it. */
  | { readonly kind: "lost"; readonly reason: string };

/** A piece of memory with one source. */
export interface PagePiece {
  readonly start: bigint;
  readonly end: bigint;
  readonly source: PageSource;
}

/** Returns the kind of a source, for counting: pages of this checkpoint are `here`, others in a `parent`. */
export function kindOf(source: PageSource): string {
  return source.kind === "pages" ? (source.level === 0 ? "here" : "parent") : source.kind;
}
