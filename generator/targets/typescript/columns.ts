import { arrayOf, flatMessage } from "../../model/flat.ts";
import type { Field, Image, Model, Scalar } from "../../model/model.ts";
import { fieldName, type ImageNames, imageNames, messageNames } from "../../model/modules.ts";
import { reservedNames } from "../../model/reserved.ts";
import { paragraphs } from "../../plan/docs.ts";
import { Imports, type ImportView } from "./imports.ts";
import { localNames } from "./locals.ts";
import { runtime } from "./runtime.ts";
import { SCALARS } from "./scalars.ts";

interface ColumnView {
  readonly name: string;
  /** Variable of the column, and its property in the result. */
  readonly local: string;
  readonly property: string;
  readonly array: string;
  readonly tag: number;
  readonly bit: number;
  /** Runtime function that stores a varint after a one-byte tag. Without one, the entry's reader reads the field. */
  readonly take: string | undefined;
  /** Tells whether elements are stored through a second view of the array, as 32-bit words. */
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
  /** Array type for the presence of fields, a bit for each. */
  readonly present: string;
  /** Bits of the required fields. */
  readonly requiredBits: number;
  readonly imports: readonly ImportView[];
}

/** Runtime functions that store a varint. The rare zigzag types have none. */
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

/** Plans the module that reads an image into columns, if its entries are flat and numeric, without extra or rest. */
export function planColumns(model: Model, image: Image): ColumnsView | undefined {
  const { first } = image.layout;
  const message = flatMessage(model, image);
  if (message === undefined) return undefined;
  const names = imageNames(model, image.name);
  const entryNames = messageNames(model, message.name);
  const imports = new Imports(names.columnsModule);
  const fields = message.fields.map((field) => ({ field, name: fieldName(model, message.name, field.name) }));
  const locals = localNames(
    fields.map(({ name }) => name),
    [
      ...SCOPE,
      names.descriptor,
      entryNames.read,
      ...(first === undefined ? [] : [messageNames(model, first.message).read]),
    ],
    reservedNames(),
  );
  const columns = fields.map(({ field, name }, i) =>
    planColumn(field, i, { name, local: locals.get(name) ?? name }, imports),
  );
  const firstNames = first && messageNames(model, first.message);
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
      `The entries of ${image.name} (\`${message.name}\`) as columns: element \`i\` of a column is the field's value in entry \`i\`.`,
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

function planColumn(
  field: Field,
  index: number,
  { name, local }: Pick<ColumnView, "name" | "local">,
  imports: Imports,
): ColumnView {
  const scalar: Scalar = field.type.kind === "scalar" ? field.type.scalar : "int32";
  const array = arrayOf(field) ?? "";
  const tag = field.number * 8 + SCALARS[scalar].wire;
  const take = tag < 0x80 ? TAKES[scalar] : undefined;
  const hasWords = take !== undefined && !array.startsWith("Uint");
  if (take !== undefined) imports.value(runtime("columns"), take);
  if (hasWords) imports.value(runtime("columns"), "wordsOf");
  return {
    name,
    local,
    property: local === name ? local : `${name}: ${local}`,
    array,
    tag,
    bit: 2 ** index,
    take,
    hasWords,
    required: field.label === "required",
    doc: paragraphs(field.comment, ""),
  };
}
