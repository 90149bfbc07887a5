import type { Field, FieldType, Message, Model } from "../model/model.ts";
import { camelCase } from "../model/names.ts";
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
  /** Type of one value. */
  readonly element: string;
  readonly required: boolean;
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly isMessage: boolean;
  readonly read: string;
  /** Writes the field, where it is there. */
  readonly put: string;
  readonly tag: number;
  /** The tag of a packed list, where the field can come as one. */
  readonly packedTag: number | undefined;
  readonly doc: readonly string[];
  readonly default: Field["default"];
}

export interface MessageView {
  readonly name: string;
  readonly proto: string;
  readonly doc: readonly string[];
  readonly fields: readonly FieldView[];
  readonly required: readonly FieldView[];
  readonly optional: readonly FieldView[];
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
  const fields = planFields(model, message, imports, [names.type, names.read, names.write]);
  for (const name of ["closeAt", "createReader", "readUint32"]) imports.value(runtime("reader"), name);
  for (const name of ["createWriter", "finish"]) imports.value(runtime("writer"), name);
  for (const name of ["keepUnknown", "writeUnknown"]) imports.value(runtime("unknown"), name);
  for (const name of ["Message", "UnknownFields"]) imports.type(runtime("unknown"), name);
  imports.type(runtime("reader"), "Reader");
  imports.type(runtime("writer"), "Writer");
  const required = fields.filter((field) => field.required);
  if (required.length > 0) imports.value(runtime("reader"), "missing");
  const withDefault = fields.filter((field) => field.default !== undefined);
  return {
    name: names.type,
    proto: message.name,
    doc: paragraphs(message.comment, `The message \`${message.name}\`.`),
    fields,
    required,
    optional: fields.filter((field) => field.optional),
    initial: fields.filter((f) => !f.optional).map((f) => (f.local === f.name ? f.name : `${f.name}: ${f.local}`)),
    read: names.read,
    write: names.write,
    defaults: withDefault.length > 0 ? `${camelCase(message.name)}Defaults` : undefined,
    withDefault,
    imports: imports.view(),
  };
}

function planFields(model: Model, message: Message, imports: Imports, taken: readonly string[]): FieldView[] {
  const drafts = message.fields.map((field) => planField(model, message, field, imports));
  const used = new Set([...SCOPE, ...taken, ...drafts.map((f) => f.read), "merge", "missing"]);
  const locals = localNames(
    message.fields.map((f) => f.name),
    used,
  );
  return drafts.map((draft) => ({ ...draft, local: locals.get(draft.name) ?? draft.name }));
}

function planField(model: Model, message: Message, field: Field, imports: Imports): FieldView {
  const { type, label } = field;
  const repeated = label === "repeated";
  const { element, wire, read, write } = planType(type, imports);
  const packable = repeated && wire !== 2;
  if (packable) imports.value(runtime("reader"), "readPacked");
  if (packable && field.packed) imports.value(runtime("writer"), "writePacked");
  else if (repeated && type.kind !== "message") imports.value(runtime("writer"), "elements");
  if (type.kind === "message") {
    imports.value(runtime("reader"), "readMessage");
    imports.value(runtime("writer"), repeated ? "writeMessages" : "writeMessage");
    if (!repeated) imports.value(runtime("merge"), "merge");
  }
  const added = since(model, model.history.fields.get(`${message.name}.${field.name}`));
  return {
    name: field.name,
    number: field.number,
    local: field.name,
    element,
    required: label === "required",
    optional: label === "optional",
    repeated,
    isMessage: type.kind === "message",
    read,
    put: putStatement(field, write, field.number * 8 + wire, packable && field.packed),
    tag: field.number * 8 + wire,
    packedTag: packable ? field.number * 8 + 2 : undefined,
    doc: paragraphs(field.comment, "", added),
    default: field.default,
  };
}

function putStatement({ name, type, label }: Field, write: string, tag: number, packed: boolean): string {
  const value = `message.${name}`;
  const quoted = JSON.stringify(name);
  if (label === "repeated") {
    if (type.kind === "message") return `writeMessages(w, ${tag}, ${value}, ${quoted}, ${write})`;
    if (packed) return `writePacked(w, ${(tag & ~7) + 2}, ${value}, ${quoted}, ${write})`;
    return `for (const value of elements(w, ${value}, ${quoted})) ${write}(w, ${tag}, value, ${quoted})`;
  }
  return type.kind === "message"
    ? `writeMessage(w, ${tag}, ${value}, ${quoted}, ${write})`
    : `${write}(w, ${tag}, ${value}, ${quoted})`;
}

function planType(type: FieldType, imports: Imports): { element: string; wire: number; read: string; write: string } {
  if (type.kind === "message") {
    const names = messageNames(type.name);
    imports.type(names.module, names.type);
    imports.value(names.module, names.read);
    imports.value(names.module, names.write);
    return { element: names.type, wire: 2, read: names.read, write: names.write };
  }
  const { ts, wire, suffix } = SCALARS[type.kind === "enum" ? "int32" : type.scalar];
  const element = type.kind === "enum" ? enumNames(type.name).type : ts;
  if (type.kind === "enum") imports.type(enumNames(type.name).module, element);
  imports.value(runtime("reader"), `read${suffix}`);
  imports.value(runtime("writer"), `write${suffix}`);
  return { element, wire, read: `read${suffix}`, write: `write${suffix}` };
}

/** A comment of the schema as lines of a docstring; `otherwise` where there is none. */
export function paragraphs(comment: string, otherwise: string, added = ""): string[] {
  const text = comment === "" ? otherwise : /[.:!?]$/.test(comment) ? comment : `${comment}.`;
  return [...text.split("\n"), ...(added === "" ? [] : [added])].filter((line) => line !== "");
}
