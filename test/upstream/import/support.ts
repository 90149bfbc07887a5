import { declareProtos } from "../../../generator/load/protos.ts";
import type { CriuTree } from "../../../upstream/criu/tree.ts";

/** Makes a minimal source tree: names of images with their files, magics, and .proto files. */
export function treeOf({
  name = "v9.0",
  date = "2031-02-03",
  images = {},
  magics = {},
  members = [],
  protos = {},
  display = { flags: new Map(), dicts: new Map(), more: new Map() },
}: {
  readonly name?: string;
  readonly date?: string;
  readonly images?: Readonly<
    Record<string, { readonly file: string; readonly magic: string; readonly flags?: readonly string[] }>
  >;
  readonly magics?: Readonly<
    Record<string, number | { readonly value: number; readonly alias?: string; readonly town?: string }>
  >;
  readonly members?: readonly string[];
  readonly protos?: Readonly<Record<string, string>>;
  readonly display?: CriuTree["display"];
} = {}): CriuTree {
  const texts = Object.entries(protos).map(([file, text]) => ({
    name: file,
    file,
    text: `syntax = "proto2";\n${text}`,
  }));
  return {
    name,
    date,
    images: Object.entries(images).map(([image, { flags = [], ...rest }], i) => ({
      ...{ name: image, flags, at: { file: "image-desc.c", line: i + 1 } },
      ...rest,
    })),
    magics: Object.entries(magics).map(([magic, value], i) => ({
      ...{ name: magic, at: { file: "magic.h", line: i + 1 } },
      ...(typeof value === "number" ? { value } : value),
    })),
    displayAt: new Map(),
    members: [...Object.keys(images), ...members],
    ...declareProtos(texts, []),
    protos: new Map(texts.map(({ name: file, text }) => [file, text])),
    others: new Map(),
    display,
  };
}
