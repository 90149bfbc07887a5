import type { Scalar } from "../../model/model.ts";
import type { ImagePlan } from "../../plan/image.ts";
import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import { Imports, type ImportView } from "./imports.ts";
import { localNames } from "./locals.ts";
import { type ImageNames, imageNames, messageNames } from "./names.ts";
import { reservedNames } from "./reserved.ts";
import { runtime } from "./runtime.ts";
import { SCALARS } from "./scalars.ts";

interface ColumnView {
  readonly name: string;
  /** Variable of the column. */
  readonly local: string;
  readonly array: string;
  readonly tag: number;
  readonly bit: number;
  /** Runtime function that stores a varint after a one-byte tag. Without one, the entry's reader reads the field. */
  readonly take: string | undefined;
  /** Whether elements are stored through a second view of the array, as 32-bit words. */
  readonly hasWords: boolean;
  readonly required: boolean;
  readonly doc: readonly string[];
}

export interface ColumnsView extends ImageNames {
  readonly image: string;
  readonly about: readonly string[];
  readonly first: { readonly type: string; readonly read: string } | undefined;
  readonly columns: readonly ColumnView[];
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

/** Returns the view of the module that reads the entries of an image into columns: its message is flat and numeric. */
export function columnsView(image: ImagePlan, message: MessagePlan): ColumnsView {
  const names = imageNames(image);
  const entry = messageNames(message);
  const first = image.first && messageNames(image.first);
  const locals = localNames(
    message.fields.map(({ name }) => name),
    [...SCOPE, names.descriptor, entry.read, ...(first === undefined ? [] : [first.read])],
    reservedNames(),
  );
  const columns = message.fields.map((field, i) => columnView(field, i, locals.get(field.name) ?? field.name));
  return {
    ...names,
    image: image.name,
    about: [
      `The entries of ${image.name} (\`${message.name}\`) as columns: element \`i\` of a column is the field's value in entry \`i\`.`,
    ],
    first,
    columns,
    readEntry: entry.read,
    present: columns.length <= 8 ? "Uint8Array" : columns.length <= 16 ? "Uint16Array" : "Uint32Array",
    requiredBits: columns.reduce((bits, column) => bits + (column.required ? column.bit : 0), 0),
    imports: importsOf(image, message, columns),
  };
}

function importsOf(image: ImagePlan, message: MessagePlan, columns: readonly ColumnView[]): ImportView[] {
  const { module, columnsModule, descriptor } = imageNames(image);
  const imports = new Imports(columnsModule);
  const first = image.first && messageNames(image.first);
  if (first !== undefined) {
    imports.type(first.module, first.type);
    imports.value(first.module, first.read);
  }
  const entry = messageNames(message);
  imports.value(entry.module, entry.read);
  imports.value(module, descriptor);
  imports.type(runtime("image/framing"), "ReadOptions");
  const helpers = columns.flatMap(({ take, hasWords }) => [...(take ? [take] : []), ...(hasWords ? ["wordsOf"] : [])]);
  for (const name of ["openColumns", "openEntry", "putEntry", ...helpers])
    imports.value(runtime("image/columns"), name);
  return imports.view();
}

function columnView({ name, type, tag, label, doc }: FieldPlan, index: number, local: string): ColumnView {
  const scalar: Scalar = type.kind === "scalar" ? type.scalar : "int32";
  const { array = "" } = SCALARS[scalar];
  const take = tag < 0x80 ? TAKES[scalar] : undefined;
  return {
    ...{ name, local, array, tag, take, doc },
    bit: 2 ** index,
    hasWords: take !== undefined && !array.startsWith("Uint"),
    required: label === "required",
  };
}
