import { hex } from "../../model/coordinates.ts";
import type { Condition, Image, Model } from "../../model/model.ts";
import { type ImageNames, imageNames, messageNames } from "../../model/modules.ts";
import { messageNamed } from "../../model/walk.ts";
import { imageDoc } from "../../plan/docs.ts";
import { Imports, type ImportView } from "./imports.ts";
import { holds, planRecords, type RecordView } from "./records.ts";
import { runtime } from "./runtime.ts";

export interface ImageView extends ImageNames {
  readonly image: string;
  readonly file: string;
  readonly doc: readonly string[];
  readonly magic: string | undefined;
  readonly head: string | undefined;
  readonly foreignHeads: readonly string[];
  /** Names of `head` and of `foreignHeads`, as literals. */
  readonly headNames: readonly string[];
  /** Type arguments of the image: its name, entry, first message and rest. */
  readonly types: string;
  /** The same without the rest. */
  readonly streamTypes: string;
  readonly first: { readonly type: string; readonly read: string; readonly write: string } | undefined;
  readonly entry:
    | { readonly type: string; readonly read: string; readonly write: string; readonly extra: string | undefined }
    | undefined;
  /** Tells whether the content after the first message depends on it. */
  readonly follows: boolean;
  readonly entriesIf: string | undefined;
  readonly rest: boolean;
  readonly restIf: string | undefined;
  readonly records: readonly RecordView[];
  readonly id: IdView | undefined;
  readonly imports: readonly ImportView[];
}

/** The conversion in a file's name. */
interface IdView {
  /** Types of the id: accepted for making a name, and returned from parsing one. */
  readonly takes: string;
  readonly gives: string;
  readonly parse: string;
  readonly example: string;
}

/** Plans the module of an image. */
export function planImage(model: Model, image: Image): ImageView {
  const names = imageNames(model, image.name);
  const imports = new Imports(names.module);
  const id = planId(image);
  imports.type(runtime("descriptor"), "ImageDescriptor");
  for (const name of id === undefined ? [] : ["formatName", id.parse]) imports.value(runtime("names"), name);
  return {
    ...names,
    image: image.name,
    file: image.file,
    doc: imageDoc(model, image),
    id,
    ...planHeads(model, image),
    ...planContent(model, image, imports),
    imports: imports.view(),
  };
}

export type Heads = Pick<ImageView, "magic" | "head" | "foreignHeads" | "headNames">;

/** Returns the head and magic of an image. */
export function planHeads(model: Model, image: Image): Heads {
  if (image.magic === undefined) return { magic: undefined, head: undefined, foreignHeads: [], headNames: [] };
  const heads = Object.entries(model.heads).map(([kind, { value }]) => ({ kind, value: hex(value) }));
  const own = heads.filter(({ kind }) => kind === image.head);
  const foreign = heads.filter(({ kind }) => kind !== image.head);
  return {
    magic: hex(image.magic),
    head: own[0]?.value,
    foreignHeads: foreign.map(({ value }) => value),
    headNames: [...own, ...foreign].map(({ kind }) => JSON.stringify(kind)),
  };
}

type Content = Pick<
  ImageView,
  "types" | "streamTypes" | "first" | "entry" | "follows" | "entriesIf" | "rest" | "restIf" | "records" | "imports"
>;

function planContent(model: Model, image: Image, imports: Imports): Omit<Content, "imports"> {
  const { first, entries, rest } = image.layout;
  const records = planRecords(model, image, imports);
  const raw = image.magic === undefined;
  const firstView = first && planMessageUse(model, first.message, imports);
  const entry = entries && planEntry(model, entries.message, records.at(-1), imports);
  for (const name of raw ? ["decodeRaw", "encodeRaw"] : ["decodeImage", "encodeImage", "iterateImage"]) {
    imports.value(runtime("image"), name);
  }
  if (raw) imports.type(runtime("descriptor"), "RawImage");
  else planFramed(imports, rest !== undefined);
  const follows = first !== undefined && (rest !== undefined || entries?.when !== undefined);
  if (follows) imports.value(runtime("image"), "follows");
  const condition = (when: Condition | undefined): string | undefined => {
    const message = messageNamed(model, first?.message);
    return when && message && holds(model, message, when, "first");
  };
  const quoted = JSON.stringify(image.name);
  const types = [
    quoted,
    entry?.type ?? "never",
    firstView?.type ?? "never",
    rest === undefined ? "never" : "Uint8Array",
  ];
  while (types.length > 2 && types.at(-1) === "never") types.pop();
  return {
    types: raw ? quoted : types.join(", "),
    streamTypes: types.slice(0, 3).join(", "),
    first: firstView,
    entry,
    follows,
    entriesIf: condition(entries?.when),
    rest: rest !== undefined,
    restIf: condition(rest?.when),
    records,
  };
}

function planFramed(imports: Imports, rest: boolean): void {
  for (const name of ["ImageEntries", "ImageReader", "ImageWriter", "WriteOptions"])
    imports.type(runtime("image"), name);
  imports.type(runtime("descriptor"), "ImageFile");
  imports.type(runtime("framing"), "ReadOptions");
  imports.value(runtime("stream"), "streamImage");
  imports.type(runtime("stream"), "Chunks");
  imports.type(runtime("stream"), "ImageStream");
  if (rest) imports.value(runtime("image"), "readRest");
  if (rest) imports.value(runtime("writer"), "putBytes");
}

function planMessageUse(model: Model, name: string, imports: Imports): { type: string; read: string; write: string } {
  const { module, type, read, write } = messageNames(model, name);
  imports.type(module, type);
  imports.value(module, read);
  imports.value(module, write);
  return { type, read, write };
}

function planEntry(
  model: Model,
  name: string,
  record: RecordView | undefined,
  imports: Imports,
): NonNullable<ImageView["entry"]> {
  const message = planMessageUse(model, name, imports);
  if (record === undefined) return { ...message, extra: undefined };
  return { type: record.name, read: record.read, write: message.write, extra: record.write };
}

const CONVERSIONS: Readonly<Record<string, Omit<IdView, "example"> & { readonly sample: string }>> = {
  "%u": { takes: "number", gives: "number", parse: "parseNumber", sample: "42" },
  "%d": { takes: "number", gives: "number", parse: "parseNumber", sample: "42" },
  "%x": { takes: "number", gives: "number", parse: "parseNumber", sample: "2a" },
  "%lu": { takes: "number | bigint", gives: "bigint", parse: "parseLong", sample: "42" },
  "%ld": { takes: "number | bigint", gives: "bigint", parse: "parseLong", sample: "42" },
  "%s": { takes: "string", gives: "string", parse: "parseWord", sample: "dump" },
};

function planId({ file }: Image): IdView | undefined {
  const [conversion = ""] = /%l?[udxs]/.exec(file) ?? [];
  const id = CONVERSIONS[conversion];
  if (id === undefined) return undefined;
  const { sample, ...view } = id;
  return { ...view, example: file.replace(conversion, sample) };
}
