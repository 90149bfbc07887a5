import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import { type TypePlan, tagOf, type ValuePlan } from "../../plan/types.ts";
import { member } from "./helpers.ts";
import type { Imports } from "./imports.ts";
import { localNames } from "./locals.ts";
import { reservedNames } from "./reserved.ts";
import { runtime } from "./runtime.ts";
import { type ValueView, valueView } from "./values.ts";

/** A field as a message's reader and writer handle it. */
export interface FieldView extends Omit<ValueView, "type"> {
  readonly name: string;
  /** Type of the field: its value's, a list of these, or a map. */
  readonly type: string;
  /** Variable, or property, that holds the field while its message is read. */
  readonly local: string;
  readonly required: boolean;
  readonly optional: boolean;
  readonly isList: boolean;
  /** Codec of a map, and type arguments of the map and of the codec. */
  readonly map: MapView | undefined;
  readonly tag: number;
  /** Tag of a packed list, if the field may be one, and whether it is written so. */
  readonly packedTag: number | undefined;
  readonly isWrittenPacked: boolean;
  /** Variables of the other fields of its oneof, to be cleared. */
  readonly displaces: readonly string[];
  /** Constant with the fields of its oneof, in a message with groups of fields. */
  readonly oneof: string | undefined;
  readonly doc: readonly string[];
  readonly default: FieldPlan["default"];
}

/** Reading and writing of a map's entries. */
export interface MapView {
  /** Name of the constant with the codec. */
  readonly codec: string;
  readonly key: ValueView & { readonly tag: number };
  readonly value: ValueView & { readonly tag: number };
}

/** Variables of the functions in message.ts.hbs. */
const SCOPE = ["r", "w", "end", "tag", "previous", "start", "unknown", "message", "odd"];

/** Context of the fields of a message. */
interface FieldsContext {
  readonly message: MessagePlan;
  readonly imports: Imports;
  /** Names of the module that variables cannot have. */
  readonly taken: readonly string[];
  /** Whether several functions read the message, each a group of fields. Then they store values into the message. */
  readonly inGroups: boolean;
}

export function fieldViews({ message, imports, taken, inGroups }: FieldsContext): FieldView[] {
  const views = message.fields.map((field) => ({ field, ...typeView(field, imports) }));
  const used = [...SCOPE, ...taken, ...views.map(({ map, value }) => map?.codec ?? value.read)];
  const names = message.fields.map(({ name }) => name);
  const locals = inGroups
    ? new Map(names.map((name) => [name, `message.${member(name)}`]))
    : localNames(names, used, reservedNames());
  const local = (name: string): string => locals.get(name) ?? name;
  const members = new Map(message.oneofs.map(({ name, fields }) => [name, fields]));
  return views.map(({ field, value, map }) => {
    const { name, label, tag, packed, oneof = "", doc, since } = field;
    const others = inGroups ? [] : (members.get(oneof) ?? []).filter((other) => other !== name);
    importHelpers(field, imports);
    if (inGroups && oneof !== "") imports.value(runtime("wire/merge"), "displace");
    return {
      ...{ ...value, name, map, tag, default: field.default },
      type: typeOf(field, value, map),
      local: local(name),
      required: label === "required",
      optional: label === "optional",
      isList: map === undefined && label === "repeated",
      packedTag: packed?.tag,
      isWrittenPacked: packed?.isWritten === true,
      displaces: others.map(local),
      oneof: inGroups && oneof !== "" ? oneofName(oneof) : undefined,
      doc: [...doc, ...(since === "" ? [] : [since]), ...deprecation(field)],
    };
  });
}

function typeView({ name, type }: FieldPlan, imports: Imports): { value: ValueView; map: MapView | undefined } {
  if (type.kind !== "map") return { value: valueView(type, imports), map: undefined };
  const part = (number: number, plan: ValuePlan) => ({ ...valueView(plan, imports), tag: tagOf(number, plan) });
  const map = { codec: mapName(name), key: part(1, type.key), value: part(2, type.value) };
  return { value: { ...map.value, isMessage: false }, map };
}

function typeOf({ label }: FieldPlan, { type }: ValueView, map: MapView | undefined): string {
  if (map !== undefined) return `Map<${map.key.type}, ${map.value.type}>`;
  return label === "repeated" ? `${type}[]` : type;
}

/** Returns the name of the constant with the codec of a map. */
function mapName(field: string): string {
  return `$${field}`;
}

/** Returns the name of the constant that lists the fields of a oneof. */
export function oneofName(oneof: string): string {
  return `$$${oneof}`;
}

/** Imports the runtime functions for a field that `valueView` does not import. */
function importHelpers({ label, type, packed }: FieldPlan, imports: Imports): void {
  const isList = label === "repeated";
  if (packed !== undefined) imports.value(runtime("wire/reader"), "readPacked");
  if (type.kind === "map") {
    for (const name of ["MapCodec", "WithMaps"]) imports.type(runtime("wire/maps"), name);
    for (const name of ["readMapEntry", "writeMap"]) imports.value(runtime("wire/maps"), name);
    if (type.value.kind === "message") imports.value(runtime("wire/writer"), "writeMessage");
  } else if (type.kind === "message") {
    imports.value(runtime("wire/writer"), isList ? "writeMessages" : "writeMessage");
    if (!isList) imports.value(runtime("wire/merge"), "merge");
  } else if (packed?.isWritten === true) imports.value(runtime("wire/writer"), "writePacked");
  else if (isList) imports.value(runtime("wire/writer"), "elements");
  if (holdsMessages(type)) for (const name of ["enter", "leave"]) imports.value(runtime("wire/reader"), name);
}

function holdsMessages(type: TypePlan): boolean {
  return (type.kind === "map" ? type.value : type).kind === "message";
}

export function deprecation({ deprecated }: { readonly deprecated: boolean }): string[] {
  return deprecated ? ["@deprecated The schema marks it so."] : [];
}
