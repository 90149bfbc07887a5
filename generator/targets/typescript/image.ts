import type { FileNamePlan } from "../../plan/file-name.ts";
import type { FramingPlan, ImagePlan } from "../../plan/image.ts";
import type { Reference } from "../../plan/reference.ts";
import { Imports, type ImportView } from "./imports.ts";
import { type ImageNames, imageNames, messageNames } from "./names.ts";
import { type ConditionView, conditionView, type RecordView, recordViews } from "./records.ts";
import { runtime } from "./runtime.ts";

export interface ImageView extends ImageNames {
  readonly image: string;
  readonly file: string;
  readonly doc: readonly string[];
  readonly framing: FramingPlan | undefined;
  readonly first: MessageUse | undefined;
  readonly entry: (MessageUse & { readonly extra: string | undefined }) | undefined;
  /** Whether the content after the first message depends on it. */
  readonly follows: boolean;
  readonly entriesIf: ConditionView | undefined;
  readonly rest: boolean;
  readonly restIf: ConditionView | undefined;
  /** Types of entry, first message and rest, as arguments of a type; the last ones are left out if there are none. */
  readonly types: readonly string[];
  /** The same without the rest. */
  readonly streamTypes: readonly string[];
  readonly records: readonly RecordView[];
  readonly id: IdView | undefined;
  readonly imports: readonly ImportView[];
}

interface MessageUse {
  readonly type: string;
  readonly read: string;
  readonly write: string;
}

/** The id in a file's name. */
interface IdView {
  /** Types of the id: accepted for making a name, and returned from parsing one. */
  readonly takes: string;
  readonly gives: string;
  readonly parse: string;
  readonly example: string;
}

const ID_TYPES: Readonly<Record<FileNamePlan["kind"], Omit<IdView, "example">>> = {
  number: { takes: "number", gives: "number", parse: "parseNumber" },
  long: { takes: "number | bigint", gives: "bigint", parse: "parseLong" },
  word: { takes: "string", gives: "string", parse: "parseWord" },
};

/** Returns the view of an image's module. */
export function imageView(image: ImagePlan): ImageView {
  const names = imageNames(image);
  const imports = new Imports(names.module);
  const id = image.id && { ...ID_TYPES[image.id.kind], example: image.id.example };
  imports.type(runtime("image/descriptor"), "ImageDescriptor");
  for (const name of id === undefined ? [] : ["formatName", id.parse]) imports.value(runtime("image/names"), name);
  return {
    ...names,
    ...{ image: image.name, file: image.file, doc: image.doc, framing: image.framing, id },
    ...contentOf(image, imports),
    imports: imports.view(),
  };
}

type Content = Pick<
  ImageView,
  "types" | "streamTypes" | "first" | "entry" | "follows" | "entriesIf" | "rest" | "restIf" | "records"
>;

function contentOf(image: ImagePlan, imports: Imports): Content {
  const { framing, entries, rest } = image;
  const records = recordViews(image, imports);
  const first = image.first && useMessage(image.first, imports);
  const entry = entries && useEntry(entries.message, records.at(-1), imports);
  const follows = first !== undefined && (rest !== undefined || entries?.when !== undefined);
  importRuntime(imports, { isRaw: framing === undefined, rest: rest !== undefined, follows });
  const types = [entry?.type ?? "never", first?.type ?? "never", rest === undefined ? "never" : "Uint8Array"];
  const shown = types.slice(0, Math.max(1, types.findLastIndex((type) => type !== "never") + 1));
  return {
    ...{ first, entry, follows, records, rest: rest !== undefined },
    types: shown,
    streamTypes: shown.slice(0, 2),
    entriesIf: entries?.when && conditionView(entries.when),
    restIf: rest?.when && conditionView(rest.when),
  };
}

function importRuntime(imports: Imports, used: Record<"isRaw" | "rest" | "follows", boolean>): void {
  const framed = ["decodeImage", "encodeImage", "iterateImage"];
  const more = [...(used.rest ? ["readRest"] : []), ...(used.follows ? ["follows"] : [])];
  const names = used.isRaw ? ["decodeRaw", "encodeRaw"] : [...framed, ...more];
  for (const name of names) imports.value(runtime("image/image"), name);
  if (used.isRaw) imports.type(runtime("image/descriptor"), "RawImage");
  else importFramed(imports);
  if (used.rest && !used.isRaw) imports.value(runtime("wire/writer"), "putBytes");
}

function importFramed(imports: Imports): void {
  for (const name of ["ImageEntries", "ImageReader", "ImageWriter", "WriteOptions"]) {
    imports.type(runtime("image/image"), name);
  }
  imports.type(runtime("image/descriptor"), "ImageFile");
  imports.type(runtime("image/framing"), "ReadOptions");
  imports.value(runtime("image/stream"), "streamImage");
  for (const name of ["Chunks", "ImageStream"]) imports.type(runtime("image/stream"), name);
}

function useMessage(message: Reference, imports: Imports): MessageUse {
  const { module, type, read, write } = messageNames(message);
  imports.type(module, type);
  for (const name of [read, write]) imports.value(module, name);
  return { type, read, write };
}

function useEntry(message: Reference, record: RecordView | undefined, imports: Imports): ImageView["entry"] {
  const use = useMessage(message, imports);
  if (record === undefined) return { ...use, extra: undefined };
  return { type: record.name, read: record.read, write: use.write, extra: record.write };
}
