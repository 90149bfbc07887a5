import { pascalCase } from "../../model/names.ts";
import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import { tagOf, type ValuePlan } from "../../plan/types.ts";
import type { Attributes } from "./attributes.ts";
import { type CaseView, type ChoiceView, choiceOf } from "./cases.ts";
import type { Cycles } from "./cycles.ts";
import { entryNames, type FieldView, fieldView, type PlainField } from "./fields.ts";
import { Imports, type ImportView } from "./imports.ts";
import { enumNames, freeNames, messageNames } from "./names.ts";
import { IN_FUNCTIONS, KEYWORDS } from "./reserved.ts";
import { scalarView } from "./values.ts";

/** Context of all messages of a package. */
export interface Context {
  readonly attributes: Attributes;
  readonly cycles: Cycles;
}

/** A module: the message, and the entries of its maps before it. */
export interface MessageModuleView {
  readonly classes: readonly MessageView[];
  readonly imports: readonly ImportView[];
  /** Imports of messages that contain this one: they come after it. */
  readonly lateImports: readonly ImportView[];
  readonly hasLists: boolean;
  readonly hasDefaults: boolean;
}

interface MessageView {
  readonly type: string;
  readonly proto: string;
  readonly doc: readonly string[];
  readonly read: string;
  readonly write: string;
  readonly fields: readonly FieldView[];
  readonly choice: ChoiceView;
  /** Conditions under which a message is refused. */
  readonly refusals: readonly string[];
  readonly oneofs: readonly (readonly string[])[];
  /** Bytes of memory of an object. */
  readonly weight: number;
  readonly defaults: readonly FieldView[];
  /** Whether it has exactly one field. */
  readonly isSingle: boolean;
  /** The message in an entry of a map: if it is absent, it counts as one without fields. */
  readonly absent: FieldView | undefined;
}

/** Returns the view of a message's module. */
export function messageView(message: MessagePlan, context: Context): MessageModuleView {
  const maps = message.fields.flatMap((field) => (field.type.kind === "map" ? [{ field, map: field.type }] : []));
  const { type } = messageNames(message);
  const entries = maps.map(({ field, map }) => {
    const fields = [entryField("key", 1, map.key), entryField("value", 2, map.value)];
    const names = entryNames(mapEntryName(type, field.name));
    const about = { ...names, proto: message.name, doc: [`An entry of the map \`${field.name}\`.`] };
    const view = classView(about, fields, context);
    return { ...view, absent: view.fields.find(({ isMessage }) => isMessage) };
  });
  const fields = message.fields.map((field) => withoutMap(field, type));
  const own = classView(
    { ...messageNames(message), proto: message.name, doc: docOf(message) },
    fields,
    context,
    message,
  );
  const classes = [...entries, own];
  return {
    ...{ classes, ...importsOf(message, classes, context) },
    ...{ hasLists: classes.some(hasLists), hasDefaults: own.defaults.length > 0 },
  };
}

/** Returns the class of the entries of a map. */
export function mapEntryName(type: string, field: string): string {
  return `${type}${pascalCase(field)}Entry`;
}

function docOf({ doc, deprecated }: MessagePlan): string[] {
  return [...doc, ...(deprecated ? ["", "Deprecated."] : [])];
}

function hasLists({ fields }: Pick<MessageView, "fields">): boolean {
  return fields.some(({ isList }) => isList);
}

function entryField(name: string, number: number, type: ValuePlan): PlainField {
  return {
    ...{ name, inSchema: name, number, label: "optional", type, tag: tagOf(number, type), packed: undefined },
    ...{ oneof: undefined, default: undefined, doc: [], since: "", deprecated: false, display: {} },
  };
}

/** Returns a map as the list of messages that it is on the wire. */
function withoutMap(field: FieldPlan, owner: string): PlainField {
  const { type } = field;
  if (type.kind !== "map") return { ...field, type };
  const entry = mapEntryName(owner, field.name);
  return { ...field, type: { kind: "message", wire: 2, name: entry, code: entry }, entry };
}

type About = Pick<MessageView, "type" | "proto" | "doc" | "read" | "write">;

function classView(
  about: About,
  plans: readonly PlainField[],
  { attributes }: Context,
  { name, oneofs }: Pick<MessagePlan, "name" | "oneofs"> = { name: "", oneofs: [] },
): MessageView {
  const attrs = name === "" ? attributes.named(plans.map((plan) => plan.name)) : attributes.of(name);
  const attrOf = (field: string): string => attrs.get(field) ?? field;
  const taken = new Set([...IN_FUNCTIONS, ...KEYWORDS, ...functionsFor(plans), about.read, about.write]);
  const locals = freeNames([...attrs.values()], (wanted) => taken.has(wanted));
  const localOf = (field: string): string => locals.get(attrOf(field)) ?? field;
  const fields = plans.map((plan) => {
    const oneof = oneofs.find(({ fields }) => fields.includes(plan.name))?.fields ?? [];
    const displaces = oneof.filter((other) => other !== plan.name).map(localOf);
    return fieldView(plan, { attr: attrOf(plan.name), local: localOf(plan.name), displaces });
  });
  return {
    ...{
      ...about,
      fields,
      choice: choiceOf(casesOf(plans, fields)),
      isSingle: fields.length === 1,
    },
    refusals: [
      "r.budget < 0",
      "pos != end",
      ...fields.filter(({ required }) => required).map(({ local }) => `${local} is None`),
    ],
    oneofs: oneofs.map((oneof) => oneof.fields.map(attrOf)),
    weight: weightOf(fields),
    absent: undefined,
    defaults: fields.filter((field) => field.default !== undefined),
  };
}

/** Lists the functions that read and write the fields. */
function functionsFor(plans: readonly PlainField[]): string[] {
  return plans.flatMap(({ type }) => {
    if (type.kind === "message") return [messageNames(type).read, messageNames(type).write];
    const { kind } = scalarView(type);
    return [kind, `read_${kind}`, `put_${kind}`];
  });
}

function casesOf(plans: readonly PlainField[], fields: readonly FieldView[]): CaseView[] {
  const cases = plans.flatMap(({ tag, packed }, i): CaseView[] => {
    const field = fields[i];
    if (field === undefined) return [];
    const alone = { tag, field, isPacked: false };
    return packed === undefined ? [alone] : [alone, { tag: packed.tag, field, isPacked: true }];
  });
  return cases.sort((a, b) => a.tag - b.tag);
}

/** Bytes of an object with its two properties of all messages, of a property, and of an empty list, in CPython. */
const WEIGHTS = { object: 48, property: 8, list: 56 } as const;

function weightOf(fields: readonly FieldView[]): number {
  const lists = fields.filter(({ isList }) => isList).length;
  return WEIGHTS.object + WEIGHTS.property * fields.length + WEIGHTS.list * lists;
}

function importsOf(
  message: MessagePlan,
  classes: readonly MessageView[],
  { cycles }: Context,
): Pick<MessageModuleView, "imports" | "lateImports"> {
  const [imports, late] = [new Imports(), new Imports()];
  importRuntime(
    imports,
    classes.flatMap(({ fields }) => fields),
  );
  if (message.oneofs.length > 0) imports.add("..runtime.wire.writer", "check_oneof");
  for (const { type } of message.fields) {
    for (const value of type.kind === "map" ? [type.key, type.value] : [type]) {
      if (value.kind === "enum") imports.add(`..enums.${enumNames(value).module}`, enumNames(value).type);
      if (value.kind !== "message" || value.name === message.name) continue;
      const { module, type: name, read, write } = messageNames(value);
      (cycles.has(message.name, value.name) ? late : imports).add(`.${module}`, name, read, write);
    }
  }
  return { imports: imports.view(), lateImports: late.view() };
}

/** Imports the functions of the runtime that the fields need. */
function importRuntime(imports: Imports, fields: readonly FieldView[]): void {
  imports.add("..runtime.wire.errors", "Malformed");
  imports.add("..runtime.wire.layout", "Field", "Layout");
  imports.add("..runtime.wire.message", "Message");
  imports.add("..runtime.wire.reader", "Reader");
  imports.add("..runtime.wire.unknown", "insert_unknown", "unknown_in");
  imports.add("..runtime.wire.values", "read_uint32");
  imports.add("..runtime.wire.walk", "MAX_DEPTH", "skip_field");
  for (const { isMessage, isList, kind, isWrittenPacked } of fields) {
    if (!isMessage) imports.add("..runtime.wire.values", `read_${kind}`);
    if (isList && !isMessage && PACKABLE.has(kind)) imports.add("..runtime.wire.values", "read_packed");
    if (!isMessage) imports.add("..runtime.wire.writer", `put_${kind}`);
    if (isMessage) imports.add("..runtime.wire.writer", isList ? "put_messages" : "put_message");
    else if (isList) imports.add("..runtime.wire.writer", isWrittenPacked ? "put_packed" : "put_values");
    if (isMessage && !isList) imports.add("..runtime.wire.merge", "merge");
  }
}

const PACKABLE: ReadonlySet<string> = new Set(
  "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool".split(" "),
);
