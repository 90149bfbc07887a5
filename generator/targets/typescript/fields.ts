import type { Field, Message, Model } from "../../model/model.ts";
import { fieldName } from "../../model/modules.ts";
import { reservedNames } from "../../model/reserved.ts";
import { deprecation, paragraphs, since } from "../../plan/docs.ts";
import type { Imports } from "./imports.ts";
import { localNames } from "./locals.ts";
import { runtime } from "./runtime.ts";
import { planType, type TypePlan } from "./types.ts";

export interface FieldView {
  readonly name: string;
  readonly number: number;
  /** Variable that holds the field while its message is read. */
  readonly local: string;
  readonly type: string;
  readonly required: boolean;
  readonly optional: boolean;
  /** Initial value of a list or map. */
  readonly empty: string | undefined;
  readonly tag: number;
  /** Statement that reads one value. */
  readonly take: string;
  /** Other fields of its oneof, to be cleared. In a message of pieces `displace` is the statement that clears them. */
  readonly displaces: readonly string[];
  readonly displace: string | undefined;
  /** Tag of a packed list, if the field may be one, and the statement that reads it. */
  readonly packedTag: number | undefined;
  readonly takePacked: string;
  /** Statement that writes the field if it is present. */
  readonly put: string;
  readonly doc: readonly string[];
  readonly default: Field["default"];
}

/** Variables of the functions in message.ts.hbs. */
const SCOPE = ["r", "w", "end", "tag", "previous", "start", "unknown", "message", "odd"];

/** Context for planning the fields of a message. */
export interface FieldsPlanner {
  readonly model: Model;
  readonly message: Message;
  readonly imports: Imports;
  /** Names of the module that variables cannot have. */
  readonly taken: readonly string[];
  /** Tells whether fields are stored into the message directly, in functions for some fields each. */
  readonly inPieces: boolean;
}

export function planFields(planner: FieldsPlanner): FieldView[] {
  const { model, message, imports, inPieces } = planner;
  const named = message.fields.map((field) => ({ field, name: fieldName(model, message.name, field.name) }));
  const plans = named.map((one) => ({ ...one, plan: planType(model, one.field, one.name, imports) }));
  const used = [...SCOPE, ...planner.taken, ...plans.map(({ plan }) => plan.read)];
  const locals = inPieces
    ? new Map(named.map(({ name }) => [name, `message.${name}`]))
    : localNames(
        named.map(({ name }) => name),
        used,
        reservedNames(),
      );
  const local = (name: string): string => locals.get(name) ?? name;
  const oneofs = inPieces ? new Map<string, string[]>() : membersOf(plans, local);
  return plans.map(({ field, name, plan }) => ({
    ...planOccurrences(planner, field, { name, local: local(name), plan }),
    name,
    number: field.number,
    local: local(name),
    required: field.label === "required",
    optional: field.label === "optional",
    displaces: (oneofs.get(field.oneof ?? "") ?? []).filter((other) => other !== local(name)),
    displace: inPieces && field.oneof !== undefined ? displaceStatement(field.oneof, name, imports) : undefined,
    doc: [...paragraphs(field.comment, "", addedIn(model, message, field)), ...deprecation(field)],
    default: field.default,
  }));
}

interface NamedField {
  readonly field: Field;
  readonly name: string;
}

/** Returns the variables of each oneof's fields. */
function membersOf(fields: readonly NamedField[], local: (name: string) => string): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { field, name } of fields) {
    if (field.oneof === undefined) continue;
    const known = members.get(field.oneof) ?? [];
    known.push(local(name));
    members.set(field.oneof, known);
  }
  return members;
}

function addedIn(model: Model, message: Message, field: Field): string {
  return since(model, model.history.fields.get(`${message.name}.${field.name}`));
}

/** Returns the name of the constant that lists the fields of a oneof. */
export function oneofName(oneof: string): string {
  return `$$${oneof}`;
}

function displaceStatement(oneof: string, name: string, imports: Imports): string {
  return `${imports.value(runtime("merge"), "displace")}(message, ${oneofName(oneof)}, ${JSON.stringify(name)})`;
}

interface Place {
  readonly name: string;
  readonly local: string;
  readonly plan: TypePlan;
}

type Occurrences = Pick<FieldView, "type" | "empty" | "tag" | "take" | "packedTag" | "takePacked" | "put">;

/** Plans how a field is read and written. */
function planOccurrences(planner: FieldsPlanner, field: Field, place: Place): Occurrences {
  const { imports } = planner;
  const { number, label, type } = field;
  const { name, local, plan } = place;
  const repeated = label === "repeated";
  const packable = repeated && plan.wire !== 2;
  if (packable) imports.value(runtime("reader"), "readPacked");
  return {
    type: type.kind === "map" || !repeated ? plan.type : `${plan.type}[]`,
    empty: type.kind === "map" ? "new Map()" : repeated ? "[]" : undefined,
    tag: number * 8 + plan.wire,
    take: takeStatement(field, place, planner),
    packedTag: packable ? number * 8 + 2 : undefined,
    takePacked: `readPacked(r, ${JSON.stringify(name)}, ${local}, ${plan.read})`,
    put: putStatement(field, place, packable && field.packed, imports),
  };
}

/** Returns a statement that reads one value into the variable of its field. */
function takeStatement({ type, label }: Field, { name, local, plan }: Place, planner: FieldsPlanner): string {
  const { imports, inPieces } = planner;
  const quoted = JSON.stringify(name);
  if (type.kind === "map") {
    const call = imports.value(runtime("maps"), "readMapEntry");
    return `${call}(r, ${quoted}, ${local}, ${plan.read}, ${inPieces ? "message" : "odd"})`;
  }
  if (type.kind !== "message") {
    return label === "repeated" ? `${local}.push(${plan.read}(r, ${quoted}))` : `${local} = ${plan.read}(r, ${quoted})`;
  }
  for (const helper of ["enter", "leave"]) imports.value(runtime("reader"), helper);
  if (label === "repeated") return `${local}.push(leave(r, ${plan.read}(r, enter(r, ${quoted}, ${local}.length))))`;
  imports.value(runtime("merge"), "merge");
  return `${local} = merge(${local}, leave(r, ${plan.read}(r, enter(r, ${quoted}))))`;
}

/** Returns a statement that writes a present field. */
function putStatement(
  { number, type, label }: Field,
  { name, plan }: Place,
  packed: boolean,
  imports: Imports,
): string {
  const value = `message.${name}`;
  const quoted = JSON.stringify(name);
  const tag = number * 8 + plan.wire;
  const helper = (module: "maps" | "writer", call: string): string => imports.value(runtime(module), call);
  if (type.kind === "map") {
    return `${helper("maps", "writeMap")}(w, ${tag}, ${value}, ${quoted}, ${plan.write}, message)`;
  }
  if (type.kind === "message") {
    const call = helper("writer", label === "repeated" ? "writeMessages" : "writeMessage");
    return `${call}(w, ${tag}, ${value}, ${quoted}, ${plan.write})`;
  }
  if (packed) return `${helper("writer", "writePacked")}(w, ${number * 8 + 2}, ${value}, ${quoted}, ${plan.write})`;
  if (label !== "repeated") return `${plan.write}(w, ${tag}, ${value}, ${quoted})`;
  const list = `${helper("writer", "elements")}(w, ${value}, ${quoted})`;
  return `for (const value of ${list}) ${plan.write}(w, ${tag}, value, ${quoted})`;
}
