import type { Image } from "../model/model.ts";

/** The conversion of printf in a file name. */
export interface FileNamePlan {
  /** Kind of the id: a number of 32 or 64 bits, or a word. */
  readonly kind: "number" | "long" | "word";
  /** A name of the file. */
  readonly example: string;
}

const CONVERSIONS: Readonly<Record<string, { readonly kind: FileNamePlan["kind"]; readonly sample: string }>> = {
  "%u": { kind: "number", sample: "42" },
  "%d": { kind: "number", sample: "42" },
  "%x": { kind: "number", sample: "2a" },
  "%lu": { kind: "long", sample: "42" },
  "%ld": { kind: "long", sample: "42" },
  "%s": { kind: "word", sample: "dump" },
};

export function planFileName({ file }: Image): FileNamePlan | undefined {
  const [conversion = ""] = /%l?[udxs]/.exec(file) ?? [];
  const id = CONVERSIONS[conversion];
  return id && { kind: id.kind, example: file.replace(conversion, id.sample) };
}
