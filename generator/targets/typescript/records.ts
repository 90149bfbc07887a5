import { readerOf, recordNames, writerOf } from "../../model/declared.ts";
import type {
  Condition,
  Extra,
  Field,
  Image,
  Message,
  Messages,
  Model,
  Part,
  Run,
  RunType,
} from "../../model/model.ts";
import { fieldName, messageNames } from "../../model/modules.ts";
import { reservedNames } from "../../model/reserved.ts";
import { messageNamed } from "../../model/walk.ts";
import type { Imports } from "./imports.ts";
import { localNames } from "./locals.ts";
import { runtime } from "./runtime.ts";

/** A message with its extra, read and written together. */
export interface RecordView {
  readonly name: string;
  /** Type of the message. */
  readonly message: string;
  readonly proto: string;
  readonly readMessage: string;
  readonly padded: boolean;
  readonly read: string;
  readonly write: string;
  /** Tells whether the parts have names; otherwise there is exactly one. */
  readonly named: boolean;
  readonly parts: readonly PartView[];
  /** Expression that assembles message and parts. */
  readonly assembled: string;
}

interface PartView {
  readonly name: string;
  /** Variable of the part while it is read. */
  readonly local: string;
  readonly type: string;
  readonly doc: string;
  /** Path of the part in an entry, for errors. */
  readonly path: string;
  /** Expression for the value, on `entry`. */
  readonly value: string;
  /** Expressions on `message` and on `entry` that are true if the part is present. */
  readonly readIf: string | undefined;
  readonly writeIf: string | undefined;
  readonly condition: string | undefined;
  readonly readCall: string;
  readonly writeCall: string;
}

const RUNS: Readonly<Record<RunType, { ts: string; read: string; write: string; what: string }>> = {
  bytes: { ts: "Uint8Array", read: "readRun", write: "writeRun", what: "bytes" },
  u16: { ts: "number[]", read: "readUint16s", write: "writeUint16s", what: "integers of 16 bits" },
  u32: { ts: "number[]", read: "readUint32s", write: "writeUint32s", what: "integers of 32 bits" },
  u64: { ts: "bigint[]", read: "readUint64s", write: "writeUint64s", what: "integers of 64 bits" },
};

/** Variables of the readers in image.ts.hbs. */
const SCOPE = ["r", "end", "message", "pads"];

/** Plans the messages of an image that have an extra: inner ones first, the entry last. */
export function planRecords(model: Model, image: Image, imports: Imports): RecordView[] {
  const { entries, extra } = image.layout;
  if (entries === undefined || extra === undefined) return [];
  const records: RecordView[] = [];
  const names = recordNames(model, image);
  planRecord({ model, image, imports, records, names }, entries.message, extra, names.get(image) ?? "");
  return records;
}

interface Planner {
  readonly model: Model;
  readonly image: Image;
  readonly imports: Imports;
  readonly records: RecordView[];
  readonly names: ReturnType<typeof recordNames>;
}

/** Returns the functions that read a message, and those of the messages after it. */
function functionsOf({ model, names }: Planner, owner: string, parts: readonly { readonly part: Part }[]): string[] {
  const inner = parts.flatMap(({ part }) => {
    if (part.kind === "run") return [];
    const record = names.get(part);
    return [record === undefined ? messageNames(model, part.message).read : readerOf(record)];
  });
  return [messageNames(model, owner).read, ...inner];
}

function planRecord(planner: Planner, owner: string, extra: Extra, name: string): RecordView {
  const { model, imports, records } = planner;
  const message = messageNamed(model, owner);
  if (message === undefined) throw new Error(`no message ${owner}`);
  const named = extra.kind === "named";
  const parts = named ? extra.parts : [{ name: "extra", part: extra.part }];
  const padded = parts.some(({ part }) => part.kind === "run" && part.pad > 1);
  const locals = localNames(
    parts.map((part) => part.name),
    [...SCOPE, ...functionsOf(planner, owner, parts)],
    reservedNames(),
  );
  const local = (part: string): string => locals.get(part) ?? part;
  const views = parts.map((part) => ({
    ...planPart(planner, message, part.name, part.part, named),
    local: local(part.name),
  }));
  const names = messageNames(model, owner);
  imports.type(names.module, names.type);
  imports.value(names.module, names.read);
  for (const helper of padded ? ["noPads", "keepPadding", "padsOf", "endPads"] : [])
    imports.value(runtime("runs"), helper);
  if (padded) imports.type(runtime("descriptor"), "Padded");
  imports.type(runtime("reader"), "Reader");
  imports.type(runtime("writer"), "Writer");
  if (named) imports.value(runtime("writer"), "checkObject");
  const conditional = parts.some(({ part }) => part.when !== undefined);
  if (conditional) imports.value(runtime("runs"), "writeNothing");
  const view: RecordView = {
    name,
    message: names.type,
    proto: owner,
    readMessage: names.read,
    padded,
    read: readerOf(name),
    write: writerOf(name),
    named,
    parts: views,
    assembled: named ? assembleNamed(parts, local) : assembleOne(conditional),
  };
  records.push(view);
  return view;
}

function assembleOne(conditional: boolean): string {
  const assigned = "Object.assign(message, { extra })";
  return conditional ? `extra === undefined ? message : ${assigned}` : assigned;
}

function assembleNamed(
  parts: readonly { readonly name: string; readonly part: Part }[],
  local: (name: string) => string,
): string {
  const properties = parts.map(({ name, part }) => {
    const property = local(name) === name ? name : `${name}: ${local(name)}`;
    return part.when === undefined ? property : `...(${local(name)} !== undefined && { ${property} })`;
  });
  return `Object.assign(message, { extra: { ${properties.join(", ")} } })`;
}

function planPart(
  planner: Planner,
  message: Message,
  name: string,
  part: Part,
  named: boolean,
): Omit<PartView, "local"> {
  const value = named ? `entry.extra?.${name}` : "entry.extra";
  const path = named ? `extra.${name}` : "extra";
  const condition = part.when;
  const shared = {
    name,
    path,
    value,
    condition: condition?.field,
    readIf: condition && holds(planner.model, message, condition, "message"),
    writeIf: condition && holds(planner.model, message, condition, "entry"),
  };
  const calls =
    part.kind === "run" ? planRun(planner, message, part, value, path) : planMany(planner, message, part, value, path);
  return { ...shared, ...calls };
}

type Calls = Pick<PartView, "type" | "doc" | "readCall" | "writeCall">;

function planRun({ model, imports }: Planner, message: Message, run: Run, value: string, path: string): Calls {
  const { ts, read, write, what } = RUNS[run.type];
  imports.value(runtime("runs"), read);
  imports.value(runtime("runs"), write);
  const padding = run.pad > 1 ? `, ${run.pad}, pads` : "";
  const field = JSON.stringify(fieldName(model, message.name, run.length));
  return {
    type: ts,
    doc: `${capital(what)}; their number is in \`${run.length}\`.`,
    readCall: `${read}(r, ${length(model, message, run.length, "message")}, ${field}${padding})`,
    writeCall: `${write}(w, ${value}, ${length(model, message, run.length, "entry")}, ${field}, ${JSON.stringify(path)}${padding})`,
  };
}

function planMany(planner: Planner, message: Message, part: Messages, value: string, path: string): Calls {
  const { model, imports } = planner;
  const names = messageNames(model, part.message);
  const record = part.extra && planRecord(planner, part.message, part.extra, planner.names.get(part) ?? "");
  imports.value(runtime("runs"), "readMany");
  imports.value(runtime("runs"), "writeMany");
  imports.type(names.module, names.type);
  imports.value(names.module, names.read);
  const field = JSON.stringify(fieldName(model, message.name, part.count));
  const writers = [imports.value(names.module, names.write), ...(record === undefined ? [] : [record.write])].join(
    ", ",
  );
  return {
    type: `${record?.name ?? names.type}[]`,
    doc: `Messages; their number is in \`${part.count}\`.`,
    readCall: `readMany(r, ${length(model, message, part.count, "message")}, ${JSON.stringify(path)}, ${record?.read ?? names.read})`,
    writeCall: `writeMany(w, ${value}, ${length(model, message, part.count, "entry")}, ${field}, ${JSON.stringify(path)}, ${writers})`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns an expression for a length. If the field is absent, it has its default. */
function length(model: Model, message: Message, name: string, object: string): string {
  const field = message.fields.find((f) => f.name === name);
  const value = `${object}.${fieldName(model, message.name, name)}`;
  if (field === undefined || field.label === "required") return value;
  const otherwise = typeof field.default === "bigint" ? `${field.default}n` : String(field.default ?? 0);
  return `${value} ?? ${otherwise}`;
}

/** Returns an expression for a condition. An absent field has its default. */
export function holds(model: Model, message: Message, { field, is }: Condition, object: string): string {
  const declared: Field | undefined = message.fields.find((f) => f.name === field);
  const value = `${object}.${fieldName(model, message.name, field)}`;
  if (declared?.label === "required") return `${value} === ${is}`;
  const absent = declared?.default === true;
  return absent === is ? `${value} ${is ? "!== false" : "!== true"}` : `${value} === ${is}`;
}
