import type { Message, Model } from "../../model/model.ts";
import { fieldName, messageNames } from "../../model/modules.ts";
import { deprecation, paragraphs } from "../../plan/docs.ts";
import { type FieldView, oneofName, planFields } from "./fields.ts";
import { Imports, type ImportView } from "./imports.ts";
import { type MapView, planMap } from "./maps.ts";
import { runtime } from "./runtime.ts";

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
  /** Memory of an object of the message in bytes, without the values of its fields. */
  readonly weight: number;
  /** Lists of the message, as its reader has them: their elements take memory as well. */
  readonly lists: readonly string[];
  readonly read: string;
  readonly write: string;
  readonly defaults: string | undefined;
  readonly withDefault: readonly DefaultView[];
  /** Groups of fields with functions of their own; empty if one function can hold all fields. */
  readonly pieces: readonly PieceView[];
  /** Oneofs of a message in pieces, with their fields. */
  readonly oneofs: readonly OneofView[];
  readonly imports: readonly ImportView[];
}

/** A declared default; of bytes also these, as lines of numbers. */
interface DefaultView {
  readonly name: string;
  readonly default: FieldView["default"];
  readonly isBytes?: true;
  readonly lines?: readonly string[];
}

/** Some fields of a large message, and the functions that read, check and write them. */
interface PieceView {
  readonly take: string;
  readonly check: string;
  readonly put: string;
  readonly fields: readonly FieldView[];
  readonly required: readonly FieldView[];
}

interface OneofView {
  readonly name: string;
  readonly fields: readonly string[];
}

/** Largest number of fields in one function: TypeScript cannot check functions with about two thousand branches. */
const PIECE = 200;

/** Largest number of fields in a oneof for which each field clears all others without a loop. */
const MOST_CHOICES = 32;

/** Plans the module of a message. */
export function planMessage(model: Model, message: Message): MessageView {
  const names = messageNames(model, message.name);
  const imports = new Imports(names.module);
  const maps = message.fields.flatMap((field) => planMap(model, field, imports) ?? []);
  const oneofs = oneofsOf(model, message);
  const inPieces = message.fields.length > PIECE || oneofs.some(({ fields }) => fields.length > MOST_CHOICES);
  const taken = [names.type, names.read, names.write, ...maps.map((map) => map.name)];
  const fields = planFields({ model, message, imports, taken, inPieces });
  importShared(imports, fields);
  const withDefault = fields.filter((field) => field.default !== undefined).map(planDefault);
  return {
    name: names.type,
    proto: message.name,
    doc: [...paragraphs(message.comment, `The message \`${message.name}\`.`), ...deprecation(message)],
    fields,
    required: fields.filter((field) => field.required),
    optional: fields.filter((field) => field.optional),
    maps,
    checks: oneofs.map((oneof) => atMostOne(oneof, imports)),
    initial: inPieces
      ? fields.filter((f) => f.empty !== undefined).map((f) => `${f.name}: ${f.empty}`)
      : initial(fields),
    weight: weightOf(fields),
    lists: fields.filter(isList).map(({ name, local }) => (inPieces ? `message.${name}` : local)),
    read: names.read,
    write: names.write,
    defaults: withDefault.length > 0 ? names.defaults : undefined,
    withDefault,
    pieces: inPieces ? piecesOf(fields) : [],
    oneofs: inPieces ? oneofs.map(({ name, fields }) => ({ name: oneofName(name), fields })) : [],
    imports: imports.view(),
  };
}

/** A declared default. One of bytes is a text in the model, with a character for each. */
function planDefault({ name, type, default: value }: FieldView): DefaultView {
  if (type !== "Uint8Array" || typeof value !== "string") return { name, default: value };
  const bytes = [...value].map((char) => `0x${char.charCodeAt(0).toString(16)}`);
  const lines = Array.from({ length: Math.ceil(bytes.length / A_LINE) }, (_, i) =>
    bytes.slice(i * A_LINE, (i + 1) * A_LINE),
  );
  return { name, default: value, isBytes: true, lines: lines.map((line) => line.join(", ")) };
}

/** So many bytes stand in a line. */
const A_LINE = 16;

function importShared(imports: Imports, fields: readonly FieldView[]): void {
  for (const name of ["closeMessage", "createReader", "readUint32"]) imports.value(runtime("reader"), name);
  for (const name of ["checkMessage", "createWriter", "finish"]) imports.value(runtime("writer"), name);
  for (const name of ["keepUnknown", "writeUnknown"]) imports.value(runtime("unknown"), name);
  for (const name of ["Message", "UnknownFields"]) imports.type(runtime("unknown"), name);
  imports.type(runtime("reader"), "Reader");
  imports.type(runtime("writer"), "Writer");
  if (fields.some((field) => field.required)) imports.value(runtime("reader"), "missing");
  if (fields.some(isList)) imports.value(runtime("reader"), "spendRoom");
}

/** Bytes of an object in a list, of a property, and of an empty list or map, as measured in V8. */
const WEIGHTS = { object: 92, property: 8, list: 32, map: 200 } as const;

const isList = ({ empty }: FieldView): boolean => empty === "[]";

/** Returns the minimal memory of a message's object, in bytes. */
function weightOf(fields: readonly FieldView[]): number {
  const always = fields.filter(({ optional }) => !optional);
  return always
    .map(({ empty }) => WEIGHTS.property + emptyWeight(empty))
    .reduce((a, b) => a + b, Number(WEIGHTS.object));
}

function emptyWeight(empty: string | undefined): number {
  if (empty === undefined) return 0;
  return empty === "[]" ? WEIGHTS.list : WEIGHTS.map;
}

/** Returns the properties of an object that is assembled from variables. */
function initial(fields: readonly FieldView[]): string[] {
  return fields.filter((f) => !f.optional).map((f) => (f.local === f.name ? f.name : `${f.name}: ${f.local}`));
}

function piecesOf(fields: readonly FieldView[]): PieceView[] {
  return Array.from({ length: Math.ceil(fields.length / PIECE) }, (_, i) => {
    const some = fields.slice(i * PIECE, (i + 1) * PIECE);
    const required = some.filter((field) => field.required);
    return { take: `read$${i + 1}`, check: `check$${i + 1}`, put: `write$${i + 1}`, fields: some, required };
  });
}

/** Returns the oneofs of a message, in the order of their first fields. */
function oneofsOf(model: Model, { name, fields }: Message): OneofView[] {
  const oneofs = new Map<string, string[]>();
  for (const field of fields) {
    if (field.oneof === undefined) continue;
    const members = oneofs.get(field.oneof) ?? [];
    members.push(fieldName(model, name, field.name));
    oneofs.set(field.oneof, members);
  }
  return [...oneofs].map(([oneof, members]) => ({ name: oneof, fields: members }));
}

function atMostOne({ name, fields }: OneofView, imports: Imports): string {
  const values = fields.map((field) => `message.${field}`);
  return `${imports.value(runtime("writer"), "atMostOne")}(w, ${JSON.stringify(name)}, [${values.join(", ")}])`;
}
