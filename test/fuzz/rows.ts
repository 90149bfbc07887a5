import { readdirSync } from "node:fs";
import { codecs } from "criu-images/all";
import { type ImageLayout, imageLayouts } from "criu-images/layouts";
import { kebabCase } from "../../generator/model/names.ts";

/* Loads all rows of the table, with all functions of the package that read them. */

/** A decoded image of any type. */
export type Decoded = Readonly<Record<string, unknown>> & { readonly image: string };

interface Tolerance {
  readonly tolerate?: (problem: Error) => void;
}

type Opened<Entries> = Readonly<Record<string, unknown>> & { readonly entries: Entries };

/** Functions of the package for one image. Raw images have only `decode` and `encode`. */
export interface Row {
  readonly layout: ImageLayout;
  /** A valid file name for the image. */
  readonly file: string;
  readonly decode: (bytes: Uint8Array, options?: Tolerance) => Decoded;
  readonly encode: (image: Decoded) => Uint8Array;
  readonly iterate?: (bytes: Uint8Array) => Opened<Iterable<unknown>>;
  readonly stream?: (
    chunks: Iterable<Uint8Array>,
  ) => Promise<Opened<AsyncIterable<unknown>> & { readonly rest: AsyncIterable<Uint8Array> }>;
  readonly columns?: (bytes: Uint8Array) => Readonly<Record<string, unknown>>;
}

/** Modules of images that have columns. */
const COLUMNS = new Set(
  readdirSync(new URL("../../generated/src/columns", import.meta.url)).map((file) => file.replace(/\.ts$/, "")),
);

/** Loads every row, in the table's order. */
export async function loadRows(): Promise<Row[]> {
  return Promise.all(
    imageLayouts.map(async (layout, index): Promise<Row> => {
      const { decode, encode } = codecs[index] as unknown as Row;
      const module = kebabCase(layout.image);
      const image = (await import(`criu-images/images/${module}`)) as object;
      const columns = COLUMNS.has(module) ? ((await import(`criu-images/columns/${module}`)) as object) : {};
      return {
        layout,
        file: layout.file.replace(/%\w+/, layout.file.endsWith("%s") ? "dump" : "7"),
        decode,
        encode,
        iterate: named(image, "iterate"),
        stream: named(image, "stream"),
        columns: named(columns, "decode"),
      } as unknown as Row;
    }),
  );
}

/** Returns the function of a module with this prefix. */
function named(module: object, start: string): unknown {
  return Object.entries(module).find(([name]) => name.startsWith(start))?.[1];
}
