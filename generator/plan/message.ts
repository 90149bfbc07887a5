import type { Field, FieldType, MapType, Message, Model } from "../model/model.ts";
import { camelCase } from "../model/names.ts";
import { reservedNames } from "../model/reserved.ts";
import { since } from "./docs.ts";
import { Imports, type ImportView } from "./imports.ts";
import { localNames } from "./locals.ts";
import { enumNames, messageNames } from "./modules.ts";
import { runtime } from "./runtime.ts";
import { SCALARS } from "./scalars.ts";

interface FieldView {
  readonly name: string;
  readonly number: number;
  /** The variable that holds it while the message is read. */
  readonly local: string;
  readonly type: string;
  readonly required: boolean;
  readonly optional: boolean;
  /** What a list, or a map, begins as. */
  readonly empty: string | undefined;
  readonly tag: number;
  /** Reads one value. */
  readonly take: string;
  /** Other fields of its oneof, which it displaces. */
  readonly displaces: readonly string[];
  /** The tag of a packed list, where the field can come as one, and what reads it. */
  readonly packedTag: number | undefined;
  readonly takePacked: string;
  /** Writes the field, where it is there. */
  readonly put: string;
  readonly doc: readonly string[];
  readonly default: Field["default"];
}

/** How the entries of a map are read and written. */
interface MapView {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  /** Properties of objects. */
  readonly keyPart: readonly string[];
  readonly valuePart: readonly string[];
}

export interface MessageView {
  readonly name: string;
  readonly proto: string;
  readonly doc: readonly string[];
  readonly fields: readonly FieldView[];
  readonly required: readonly FieldView[];
  readonly optional: readonly FieldView[];
  readonly maps: readonly MapView[];
  /** Checks of the oneofs, before the message is written. */
  readonly checks: readonly string[];
  /** Properties that every object of the message has. */
  readonly initial: readonly string[];
  readonly read: string;
  readonly write: string;
  readonly defaults: string | undefined;
  readonly withDefault: readonly FieldView[];
  readonly imports: readonly ImportView[];
}

/** Variables of the functions in message.ts.hbs. */
const SCOPE = ["r", "w", "end", "tag", "previous", "start", "unknown", "message"];

/** The module of a message. */
export function planMessage(model: Model, message: Message): MessageView {
  const names = messageNames(message.name);
  const imports = new Imports(names.module);
  const maps = message.fields.flatMap((field) => planMap(field, imports) ?? []);
  const fields = planFields(model, message, imports, [names.type, names.read, names.write, ...maps.map((m) => m.name)]);
  importShared(imports, fields);
  // A default of bytes is a text in the schema: it would not be of the field's type.
  const withDefault = fields.filter((field) => field.default !== undefined && field.type !== "Uint8Array");
  return {
    name: names.type,
    proto: message.name,
    doc: [...paragraphs(message.comment, `The message \`${message.name}\`.`), ...deprecation(message)],
    fields,
    required: fields.filter((field) => field.required),
    optional: fields.filter((field) => field.optional),
    maps,
    checks: planChecks(message, imports),
    initial: fields.filter((f) => !f.optional).map((f) => (f.local === f.name ? f.name : `${f.name}: ${f.local}`)),
    read: names.read,
    write: names.write,
    defaults: withDefault.length > 0 ? `${camelCase(message.name)}Defaults` : undefined,
    withDefault,
    imports: imports.view(),
  };
}

function importShared(imports: Imports, fields: readonly FieldView[]): void {
  for (const name of ["closeAt", "createReader", "readUint32"]) imports.value(runtime("reader"), name);
  for (const name of ["createWriter", "finish"]) imports.value(runtime("writer"), name);
  for (const name of ["keepUnknown", "writeUnknown"]) imports.value(runtime("unknown"), name);
  for (const name of ["Message", "UnknownFields"]) imports.type(runtime("unknown"), name);
  imports.type(runtime("reader"), "Reader");
  imports.type(runtime("writer"), "Writer");
  if (fields.some((field) => field.required)) imports.value(runtime("reader"), "missing");
}

function planFields(model: Model, message: Message, imports: Imports, taken: readonly string[]): FieldView[] {
  const plans = message.fields.map((field) => ({ field, plan: planType(field, imports) }));
  const used = [...SCOPE, ...taken, ...plans.map(({ plan }) => plan.read)];
  const locals = localNames(
    message.fields.map((f) => f.name),
    used,
    reservedNames(),
  );
  const local = (name: string): string => locals.get(name) ?? name;
  return plans.map(({ field, plan }) => {
    const { name, number, label, type } = field;
    const repeated = label === "repeated";
    const packable = repeated && plan.wire !== 2;
    if (packable) imports.value(runtime("reader"), "readPacked");
    const others = message.fields.filter((f) => f.oneof !== undefined && f.oneof === field.oneof && f !== field);
    const added = since(model, model.history.fields.get(`${message.name}.${name}`));
    return {
      name,
      number,
      local: local(name),
      type: type.kind === "map" || !repeated ? plan.type : `${plan.type}[]`,
      required: label === "required",
      optional: label === "optional",
      empty: type.kind === "map" ? "new Map()" : repeated ? "[]" : undefined,
      tag: number * 8 + plan.wire,
      take: takeStatement(field, plan.read, local(name), imports),
      displaces: others.map((f) => local(f.name)),
      packedTag: packable ? number * 8 + 2 : undefined,
      takePacked: `readPacked(r, ${JSON.stringify(name)}, ${local(name)}, ${plan.read})`,
      put: putStatement(field, plan, packable && field.packed, imports),
      doc: [...paragraphs(field.comment, "", added), ...deprecation(field)],
      default: field.default,
    };
  });
}

/** How values of a field are read and written. */
interface TypePlan {
  readonly type: string;
  readonly wire: number;
  readonly read: string;
  readonly write: string;
}

function planType({ name, type }: Field, imports: Imports): TypePlan {
  if (type.kind !== "map") return planValue(type, imports);
  const type_ = `Map<${SCALARS[type.key].ts}, ${planValue(type.value, imports).type}>`;
  return { type: type_, wire: 2, read: mapName(name), write: mapName(name) };
}

function planValue(type: Exclude<FieldType, MapType>, imports: Imports): TypePlan {
  if (type.kind === "message") {
    const names = messageNames(type.name);
    imports.type(names.module, names.type);
    imports.value(names.module, names.read);
    imports.value(names.module, names.write);
    return { type: names.type, wire: 2, read: names.read, write: names.write };
  }
  const { ts, wire, suffix } = SCALARS[type.kind === "enum" ? "int32" : type.scalar];
  const enumType = type.kind === "enum" ? enumNames(type.name) : undefined;
  if (enumType !== undefined) imports.type(enumType.module, enumType.type);
  imports.value(runtime("reader"), `read${suffix}`);
  imports.value(runtime("writer"), `write${suffix}`);
  return { type: enumType?.type ?? ts, wire, read: `read${suffix}`, write: `write${suffix}` };
}

/** A statement that reads one value into the variable of its field. */
function takeStatement({ name, type, label }: Field, read: string, local: string, imports: Imports): string {
  const quoted = JSON.stringify(name);
  if (type.kind === "map") {
    imports.value(runtime("maps"), "readMapEntry");
    return `readMapEntry(r, ${quoted}, ${local}, ${read})`;
  }
  if (type.kind !== "message") {
    return label === "repeated" ? `${local}.push(${read}(r, ${quoted}))` : `${local} = ${read}(r, ${quoted})`;
  }
  for (const helper of ["enter", "leave"]) imports.value(runtime("reader"), helper);
  if (label === "repeated") return `${local}.push(leave(r, ${read}(r, enter(r, ${quoted}, ${local}.length))))`;
  imports.value(runtime("merge"), "merge");
  return `${local} = merge(${local}, leave(r, ${read}(r, enter(r, ${quoted}))))`;
}

/** A statement that writes a field which is there. */
function putStatement({ name, number, type, label }: Field, plan: TypePlan, packed: boolean, imports: Imports): string {
  const value = `message.${name}`;
  const quoted = JSON.stringify(name);
  const tag = number * 8 + plan.wire;
  const helper = (module: "maps" | "writer", call: string): string => imports.value(runtime(module), call);
  if (type.kind === "map") return `${helper("maps", "writeMap")}(w, ${tag}, ${value}, ${quoted}, ${plan.write})`;
  if (type.kind === "message") {
    const call = helper("writer", label === "repeated" ? "writeMessages" : "writeMessage");
    return `${call}(w, ${tag}, ${value}, ${quoted}, ${plan.write})`;
  }
  if (packed) return `${helper("writer", "writePacked")}(w, ${number * 8 + 2}, ${value}, ${quoted}, ${plan.write})`;
  if (label !== "repeated") return `${plan.write}(w, ${tag}, ${value}, ${quoted})`;
  const list = `${helper("writer", "elements")}(w, ${value}, ${quoted})`;
  return `for (const value of ${list}) ${plan.write}(w, ${tag}, value, ${quoted})`;
}

/** The constant that tells how a map's entries are read and written. */
function mapName(field: string): string {
  return `$${field}`;
}

function planMap({ name, type }: Field, imports: Imports): MapView | undefined {
  if (type.kind !== "map") return undefined;
  imports.type(runtime("maps"), "MapCodec");
  const key = planValue({ kind: "scalar", scalar: type.key }, imports);
  const value = planValue(type.value, imports);
  return {
    name: mapName(name),
    key: key.type,
    value: value.type,
    keyPart: planPart({ kind: "scalar", scalar: type.key }, 1, key, imports),
    valuePart: planPart(type.value, 2, value, imports),
  };
}

const NONE: Readonly<Record<string, string>> = {
  number: "0",
  bigint: "0n",
  boolean: "false",
  string: '""',
  Uint8Array: "new Uint8Array()",
};

function planPart(type: Exclude<FieldType, MapType>, number: number, plan: TypePlan, imports: Imports): string[] {
  const tag = `tag: ${number * 8 + plan.wire}`;
  if (type.kind !== "message") {
    return [tag, `read: ${plan.read}`, `write: ${plan.write}`, `none: () => ${NONE[plan.type] ?? "0"}`];
  }
  for (const helper of ["enter", "leave"]) imports.value(runtime("reader"), helper);
  const read = `(r, field) => leave(r, ${plan.read}(r, enter(r, field)))`;
  const write = `(w, tag, value, field) => ${imports.value(runtime("writer"), "writeMessage")}(w, tag, value, field, ${plan.write})`;
  const none = `() => ${plan.read}(createReader(new Uint8Array(), ${JSON.stringify(type.name)}), 0)`;
  return [tag, `read: ${read}`, `write: ${write}`, `none: ${none}`];
}

function planChecks(message: Message, imports: Imports): string[] {
  const oneofs = new Set(message.fields.flatMap(({ oneof }) => oneof ?? []));
  return [...oneofs].map((oneof) => {
    const fields = message.fields.filter((field) => field.oneof === oneof).map(({ name }) => `message.${name}`);
    return `${imports.value(runtime("writer"), "atMostOne")}(w, ${JSON.stringify(oneof)}, [${fields.join(", ")}])`;
  });
}

function deprecation({ deprecated }: Field | Message): string[] {
  return deprecated === true ? ["@deprecated The schema says so."] : [];
}

/** A comment of the schema as lines of a docstring; `otherwise` where there is none. */
export function paragraphs(comment: string, otherwise: string, added = ""): string[] {
  const text = comment === "" ? otherwise : /[.:!?]$/.test(comment) ? comment : `${comment}.`;
  return [...text.split("\n"), ...(added === "" ? [] : [added])].filter((line) => line !== "");
}
