import type { Field, Image, Message, Model, Scalar } from "../model/model.ts";
import { reservedNames } from "../model/reserved.ts";
import { messageNamed } from "../model/walk.ts";
import { Imports, type ImportView } from "./imports.ts";
import { localNames } from "./locals.ts";
import { paragraphs } from "./message.ts";
import { type ImageNames, imageNames, messageNames } from "./modules.ts";
import { runtime } from "./runtime.ts";
import { SCALARS } from "./scalars.ts";

interface ColumnView {
  readonly name: string;
  /** The variable that holds it, and how it goes into the result. */
  readonly local: string;
  readonly property: string;
  readonly array: string;
  readonly tag: number;
  readonly bit: number;
  /** What puts it in place: it is a varint behind a tag of one byte. Without one, the entry's reader reads it. */
  readonly take: string | undefined;
  /** Whether its elements are put in place through another view of them: words of 32 bits. */
  readonly hasWords: boolean;
  readonly required: boolean;
  readonly doc: readonly string[];
}

export interface ColumnsView extends ImageNames {
  readonly image: string;
  readonly about: readonly string[];
  readonly first: { readonly type: string; readonly read: string } | undefined;
  readonly columns: readonly ColumnView[];
  /** All columns, as properties of an object. */
  readonly properties: readonly string[];
  readonly readEntry: string;
  /** The array that holds which fields each entry has: a bit a field. */
  readonly present: string;
  /** The bits of the required fields. */
  readonly requiredBits: number;
  readonly imports: readonly ImportView[];
}

/** The bits of the fields that are there make one non-negative integer of 32 bits. */
const MOST = 31;

const ARRAYS: Readonly<Partial<Record<Scalar, string>>> = {
  double: "Float64Array",
  float: "Float32Array",
  int32: "Int32Array",
  int64: "BigInt64Array",
  uint32: "Uint32Array",
  uint64: "BigUint64Array",
  sint32: "Int32Array",
  sint64: "BigInt64Array",
  fixed32: "Uint32Array",
  fixed64: "BigUint64Array",
  sfixed32: "Int32Array",
  sfixed64: "BigInt64Array",
  bool: "Uint8Array",
};

/** What puts a varint in place. The signed kinds with a zigzag are rare. */
const TAKES: Readonly<Partial<Record<Scalar, string>>> = {
  int32: "take32",
  uint32: "take32",
  int64: "take64",
  uint64: "take64",
  bool: "takeBool",
};

/** Variables of columns.ts.hbs. */
const SCOPE = [
  ...["r", "i", "start", "end", "pos", "file", "view", "littleEndian", "length", "present", "columns", "entry"],
  ...["source", "bytes", "options", "openColumns", "openEntry", "putEntry", "wordsOf", ...Object.values(TAKES)],
];

/** The module that reads an image into columns, where its entries are flat and numeric and nothing follows them. */
export function planColumns(model: Model, image: Image): ColumnsView | undefined {
  const { first, entries, extra, rest } = image.layout;
  const message = messageNamed(model, entries?.message);
  if (
    message === undefined ||
    entries?.when !== undefined ||
    extra !== undefined ||
    rest !== undefined ||
    !isFlat(message)
  )
    return undefined;
  const names = imageNames(image.name);
  const entryNames = messageNames(message.name);
  const imports = new Imports(names.columnsModule);
  const locals = localNames(
    message.fields.map((f) => f.name),
    [...SCOPE, names.descriptor, entryNames.read, ...(first === undefined ? [] : [messageNames(first.message).read])],
    reservedNames(),
  );
  const columns = message.fields.map((field, i) => planColumn(field, i, locals.get(field.name) ?? field.name, imports));
  const firstNames = first && messageNames(first.message);
  if (firstNames !== undefined) {
    imports.type(firstNames.module, firstNames.type);
    imports.value(firstNames.module, firstNames.read);
  }
  imports.value(entryNames.module, entryNames.read);
  for (const name of ["openColumns", "openEntry", "putEntry"]) imports.value(runtime("columns"), name);
  imports.type(runtime("framing"), "ReadOptions");
  imports.value(names.module, names.descriptor);
  return {
    ...names,
    image: image.name,
    about: [
      `The entries of ${image.name} (\`${message.name}\`) as columns: element \`i\` of each is that field of entry \`i\`.`,
    ],
    first: firstNames,
    columns,
    properties: columns.map((column) => column.property),
    readEntry: entryNames.read,
    present: columns.length <= 8 ? "Uint8Array" : columns.length <= 16 ? "Uint16Array" : "Uint32Array",
    requiredBits: columns.reduce((bits, column) => bits + (column.required ? column.bit : 0), 0),
    imports: imports.view(),
  };
}

function isFlat({ fields }: Message): boolean {
  return (
    fields.length > 0 &&
    fields.length <= MOST &&
    fields.every((f) => f.label !== "repeated" && f.oneof === undefined && arrayOf(f) !== undefined)
  );
}

function arrayOf({ type }: Field): string | undefined {
  return type.kind === "enum" ? "Int32Array" : type.kind === "scalar" ? ARRAYS[type.scalar] : undefined;
}

function planColumn(field: Field, index: number, local: string, imports: Imports): ColumnView {
  const scalar: Scalar = field.type.kind === "scalar" ? field.type.scalar : "int32";
  const array = arrayOf(field) ?? "";
  const tag = field.number * 8 + SCALARS[scalar].wire;
  const take = tag < 0x80 ? TAKES[scalar] : undefined;
  const hasWords = take !== undefined && !array.startsWith("Uint");
  if (take !== undefined) imports.value(runtime("columns"), take);
  if (hasWords) imports.value(runtime("columns"), "wordsOf");
  return {
    name: field.name,
    local,
    property: local === field.name ? local : `${field.name}: ${local}`,
    array,
    tag,
    bit: 2 ** index,
    take,
    hasWords,
    required: field.label === "required",
    doc: paragraphs(field.comment, ""),
  };
}
