import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import { deprecation, type FieldView, fieldViews, type MapView, oneofName } from "./fields.ts";
import { Imports, type ImportView } from "./imports.ts";
import { messageNames } from "./names.ts";
import { runtime } from "./runtime.ts";

export interface MessageView {
  readonly name: string;
  readonly proto: string;
  readonly doc: readonly string[];
  readonly fields: readonly FieldView[];
  readonly maps: readonly MapView[];
  /** Oneofs, each with the constant that lists its fields in a message with groups of fields. */
  readonly oneofs: readonly { readonly name: string; readonly constant: string; readonly fields: readonly string[] }[];
  /** Fields that every object of the message has from the start. */
  readonly initial: readonly Pick<FieldView, "name" | "local" | "map">[];
  /** Memory of an object of the message in bytes, without the values of its fields. */
  readonly weight: number;
  readonly decode: string;
  readonly encode: string;
  readonly read: string;
  readonly write: string;
  readonly defaults: string | undefined;
  readonly withDefault: readonly DefaultView[];
  /** Groups of fields with functions of their own; empty if one function can hold all fields. */
  readonly groups: readonly GroupView[];
  readonly imports: readonly ImportView[];
}

/**
 * A declared default. The plan stores bytes as text, one character per byte. `lines` holds the bytes, split into lines.
 */
interface DefaultView {
  readonly name: string;
  readonly default: FieldPlan["default"];
  readonly isBytes: boolean;
  readonly lines: readonly (readonly number[])[];
}

/** Some fields of a large message, and the functions that read, check and write them. */
interface GroupView {
  readonly take: string;
  readonly check: string;
  readonly put: string;
  readonly fields: readonly FieldView[];
  readonly required: readonly FieldView[];
}

/** Largest number of fields in one function: TypeScript cannot check functions with about two thousand branches. */
const GROUP = 200;

/** Largest number of fields in a oneof for which each field clears all others without a loop. */
const MOST_CHOICES = 32;

/** Bytes of a default in one line. */
const A_LINE = 16;

/** Returns the view of a message's module. */
export function messageView(message: MessagePlan): MessageView {
  const { module, type, decode, encode, read, write, defaults } = messageNames(message);
  const imports = new Imports(module);
  const oneofs = message.oneofs.map((oneof) => ({ ...oneof, constant: oneofName(oneof.name) }));
  const inGroups = message.fields.length > GROUP || oneofs.some(({ fields }) => fields.length > MOST_CHOICES);
  const fields = fieldViews({ message, imports, taken: [type, read, write], inGroups });
  importShared(imports, { fields, oneofs });
  const withDefault = fields.filter((field) => field.default !== undefined).map(defaultView);
  return {
    ...{ name: type, proto: message.name, fields, decode, encode, read, write, withDefault, oneofs },
    doc: [...message.doc, ...deprecation(message)],
    maps: fields.flatMap(({ map }) => map ?? []),
    initial: fields
      .filter((field) => !field.optional && !(inGroups && field.required))
      .map(({ name, local, map }) => ({ name, local, map })),
    weight: weightOf(fields),
    defaults: withDefault.length > 0 ? defaults : undefined,
    groups: inGroups ? groupsOf(fields) : [],
    imports: imports.view(),
  };
}

function importShared(imports: Imports, { fields, oneofs }: Pick<MessageView, "fields" | "oneofs">): void {
  for (const name of ["closeMessage", "createReader", "readUint32"]) imports.value(runtime("wire/reader"), name);
  for (const name of ["checkMessage", "createWriter", "finish"]) imports.value(runtime("wire/writer"), name);
  for (const name of ["keepUnknown", "writeUnknown"]) imports.value(runtime("wire/unknown"), name);
  for (const name of ["Message", "UnknownFields"]) imports.type(runtime("wire/unknown"), name);
  imports.type(runtime("wire/reader"), "Reader");
  imports.type(runtime("wire/writer"), "Writer");
  if (fields.some(({ required }) => required)) imports.value(runtime("wire/reader"), "missing");
  if (fields.some(({ isList }) => isList)) imports.value(runtime("wire/reader"), "spendRoom");
  if (oneofs.length > 0) imports.value(runtime("wire/writer"), "atMostOne");
}

function defaultView({ name, type, default: value }: FieldView): DefaultView {
  const isBytes = type === "Uint8Array" && typeof value === "string";
  const bytes = isBytes ? [...value].map((char) => char.charCodeAt(0)) : [];
  const count = Math.ceil(bytes.length / A_LINE);
  const lines = Array.from({ length: count }, (_, i) => bytes.slice(i * A_LINE, (i + 1) * A_LINE));
  return { name, default: value, isBytes, lines };
}

/** Bytes of an object in a list, of a property, and of an empty list or map, as measured in V8. */
const WEIGHTS = { object: 92, property: 8, list: 32, map: 200 } as const;

/** Returns the minimal memory of a message's object, in bytes. */
function weightOf(fields: readonly FieldView[]): number {
  const always = fields.filter(({ optional }) => !optional);
  const empty = ({ isList, map }: FieldView): number => (isList ? WEIGHTS.list : map === undefined ? 0 : WEIGHTS.map);
  return always.map((field) => WEIGHTS.property + empty(field)).reduce((a, b) => a + b, Number(WEIGHTS.object));
}

function groupsOf(fields: readonly FieldView[]): GroupView[] {
  return Array.from({ length: Math.ceil(fields.length / GROUP) }, (_, i) => {
    const some = fields.slice(i * GROUP, (i + 1) * GROUP);
    const required = some.filter((field) => field.required);
    return { take: `read$${i + 1}`, check: `check$${i + 1}`, put: `write$${i + 1}`, fields: some, required };
  });
}
