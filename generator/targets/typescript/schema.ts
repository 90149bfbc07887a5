import type { EnumPlan } from "../../plan/enum.ts";
import type { ConditionPlan, ExtraPlan, ImagePlan, PartPlan } from "../../plan/image.ts";
import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import type { PackagePlan } from "../../plan/package.ts";
import type { ReleasesPlan } from "../../plan/releases.ts";
import type { ValuePlan } from "../../plan/types.ts";
import { inSchema } from "../target.ts";
import { member } from "./helpers.ts";
import { Imports, type ImportView } from "./imports.ts";
import { SCHEMA } from "./modules.ts";
import { enumNames, imageNames, messageNames, schemaName } from "./names.ts";

/** The module that describes images, messages and enums as data. */
export interface SchemaView {
  readonly imports: readonly ImportView[];
  readonly enums: readonly (Named & { readonly values: readonly ValueView[] })[];
  readonly messages: readonly (Named & {
    readonly isDeprecated: boolean;
    readonly fields: readonly FieldView[];
  })[];
  readonly images: readonly (Omit<Named, "type"> & Pick<ImagePlan, "framing" | "alias"> & ContentView)[];
}

/** Most fields or values whose names are in a type: TypeScript refuses a list of a thousand. */
const MOST_NAMED = 500;

interface Named {
  /** Type with the names of its fields or values, if the constant's type has them. */
  readonly type: string | undefined;
  /** Name of the constant. */
  readonly constant: string;
  readonly name: string;
  readonly doc: string;
  readonly file: string;
}

interface ValueView {
  readonly name: string;
  readonly number: number;
  readonly doc: string;
  readonly since: string | null;
}

interface FieldView {
  readonly name: string;
  readonly property: string;
  readonly number: number;
  readonly label: FieldPlan["label"];
  readonly type: TypeView;
  readonly wire: number;
  /** Other properties, as literals of these values. */
  readonly properties: Readonly<Record<string, string | number | bigint | boolean>>;
  readonly doc: string;
  readonly since: string | null;
}

/** Type of a value: a scalar, or the constant of an enum or a message. `key` is the scalar of a map's keys. */
interface TypeView {
  readonly key: string | undefined;
  readonly scalar: string | undefined;
  readonly enum: string | undefined;
  readonly message: string | undefined;
}

interface ContentView {
  readonly since: string | null;
  /** Constants of messages. */
  readonly first: string | undefined;
  readonly entries: string | undefined;
  readonly entriesWhen: ConditionPlan | undefined;
  readonly extra: readonly PartView[] | undefined;
  readonly rest: boolean;
}

interface PartView {
  readonly property: string;
  readonly run: string | undefined;
  readonly message: string | undefined;
  readonly length: string;
  readonly when: ConditionPlan | undefined;
  readonly extra: readonly PartView[] | undefined;
}

export function schemaView({ messages, enums, images }: PackagePlan, releases: ReleasesPlan): SchemaView {
  const imports = new Imports(SCHEMA);
  return {
    enums: enums.map((one) => enumView(one, releases, imports)),
    messages: messages.map((one) => messageView(one, releases, imports)),
    images: images.map((one) => imageView(one, releases)),
    imports: imports.view(),
  };
}

function enumView(plan: EnumPlan, releases: ReleasesPlan, imports: Imports): SchemaView["enums"][number] {
  const { name, doc, source, values } = plan;
  const { module, type } = enumNames(plan);
  return {
    ...{ constant: schemaName(plan), name, doc: text(doc), file: inSchema(source) },
    type: values.length > MOST_NAMED ? undefined : imports.type(module, type),
    values: values.map((value) => ({
      ...{ name: value.name, number: value.number, doc: text(value.doc) },
      since: releases.values[`${name}.${value.name}`] ?? null,
    })),
  };
}

function messageView(plan: MessagePlan, releases: ReleasesPlan, imports: Imports): SchemaView["messages"][number] {
  const { name, doc, source, deprecated, fields } = plan;
  const { module, type } = messageNames(plan);
  return {
    ...{ constant: schemaName(plan), name, doc: text(doc), file: inSchema(source) },
    type: fields.length > MOST_NAMED ? undefined : imports.type(module, type),
    isDeprecated: deprecated,
    fields: fields.map((field) => fieldView(field, releases.fields[`${name}.${field.inSchema}`] ?? null)),
  };
}

function fieldView(field: FieldPlan, since: string | null): FieldView {
  const { name, inSchema, number, label, type, packed, oneof, doc, deprecated } = field;
  const isMap = type.kind === "map";
  const { default: value } = field;
  return {
    ...{ name: inSchema, property: member(name), number, label: isMap ? "repeated" : label, wire: type.wire, since },
    type: isMap ? { ...typeView(type.value), key: scalarOf(type.key) } : typeView(type),
    properties: {
      ...(packed?.isWritten === true && { packed: true }),
      ...(oneof !== undefined && { oneof }),
      ...(value !== undefined && { default: value }),
      ...(deprecated && { deprecated }),
    },
    doc: text(doc),
  };
}

function typeView(type: ValuePlan): TypeView {
  const none = { key: undefined, scalar: undefined, enum: undefined, message: undefined };
  if (type.kind === "scalar") return { ...none, scalar: type.scalar };
  return { ...none, [type.kind]: schemaName(type) };
}

function scalarOf(type: ValuePlan): string {
  return type.kind === "scalar" ? type.scalar : "";
}

function imageView(plan: ImagePlan, releases: ReleasesPlan): SchemaView["images"][number] {
  const { name, about, file, framing, alias, first, entries, rest } = plan;
  return {
    ...{ constant: imageNames(plan).schema, name, doc: `${about}.`, file, framing, alias },
    since: releases.images[name] ?? null,
    first: first && schemaName(first),
    entries: entries && schemaName(entries.message),
    entriesWhen: entries?.when,
    extra: entries?.extra && partViews(entries.extra),
    rest: rest !== undefined,
  };
}

function partViews({ parts }: ExtraPlan): PartView[] {
  return parts.map((part) => ({
    ...{ property: member(part.name), length: part.length.inSchema, when: part.when },
    ...contentOf(part),
  }));
}

function contentOf(part: PartPlan): Pick<PartView, "run" | "message" | "extra"> {
  if (part.kind === "run") return { run: part.type, message: undefined, extra: undefined };
  const extra = part.extra && partViews(part.extra);
  return { run: undefined, message: schemaName(part.message), extra };
}

function text(doc: readonly string[]): string {
  return doc.filter((line) => line !== "").join("\n");
}
