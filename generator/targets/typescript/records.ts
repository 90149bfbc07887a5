import type { RunType } from "../../model/model.ts";
import type { ConditionPlan, ExtraPlan, FieldUse, ImagePlan, MessagesPlan, PartPlan } from "../../plan/image.ts";
import type { Reference } from "../../plan/reference.ts";
import { entryName, isExtended, recordNames } from "../records.ts";
import type { Imports } from "./imports.ts";
import { localNames } from "./locals.ts";
import { imageNames, messageNames, readerOf, writerOf } from "./names.ts";
import { reservedNames } from "./reserved.ts";
import { runtime } from "./runtime.ts";

/** A message with its extra, read and written together. */
export interface RecordView {
  readonly name: string;
  /** Type of the message. */
  readonly message: string;
  readonly proto: string;
  readonly readMessage: string;
  readonly isPadded: boolean;
  readonly read: string;
  readonly write: string;
  /** Whether the parts have names; otherwise there is exactly one. */
  readonly isNamed: boolean;
  /** Whether a part can be absent. */
  readonly isConditional: boolean;
  readonly parts: readonly PartView[];
}

interface PartView {
  readonly name: string;
  /** Variable of the part while it is read. */
  readonly local: string;
  /** Path of the part in an entry, for errors. */
  readonly path: string;
  readonly length: LengthView;
  readonly when: ConditionView | undefined;
  /** Exactly one of these two is present. */
  readonly run: RunView | undefined;
  readonly messages: MessagesView | undefined;
}

/** A field with a length. If it is absent, it has its default. */
interface LengthView {
  readonly field: string;
  readonly inSchema: string;
  readonly isRequired: boolean;
  readonly default: FieldUse["default"];
}

/** A condition: the field has this value, or has it not. An absent field has its default. */
export interface ConditionView {
  readonly field: string;
  readonly inSchema: string;
  readonly isEqual: boolean;
  readonly value: boolean;
}

/** Bytes or integers, by the suffix of the runtime's functions. */
interface RunView {
  readonly type: string;
  readonly suffix: string;
  readonly noun: string;
  /** Number of bytes that the pad fills up; `undefined` for no pad. */
  readonly pad: number | undefined;
}

interface MessagesView {
  readonly type: string;
  readonly read: string;
  readonly write: string;
  /** Function that writes the extra of each message, if it has one. */
  readonly writeExtra: string | undefined;
}

const RUNS: Readonly<Record<RunType, Omit<RunView, "pad">>> = {
  bytes: { type: "Uint8Array", suffix: "Run", noun: "Bytes" },
  u16: { type: "number[]", suffix: "Uint16s", noun: "Integers of 16 bits" },
  u32: { type: "number[]", suffix: "Uint32s", noun: "Integers of 32 bits" },
  u64: { type: "bigint[]", suffix: "Uint64s", noun: "Integers of 64 bits" },
};

/** Variables of the readers in image.ts.hbs. */
const SCOPE = ["r", "end", "message", "pads"];

/** Context of the records of an image. */
interface Context {
  readonly imports: Imports;
  readonly names: ReadonlyMap<PartPlan, string>;
}

/** Returns the messages of an image that have an extra: inner ones first, the entry last. */
export function recordViews(image: ImagePlan, imports: Imports): RecordView[] {
  const { entries } = image;
  if (entries?.extra === undefined) return [];
  const { type } = imageNames(image);
  const names = recordNames(type, entries.extra);
  return [...recordsOf({ imports, names }, entries.message, entries.extra, entryName(type))];
}

function* recordsOf(context: Context, owner: Reference, extra: ExtraPlan, name: string): Generator<RecordView> {
  for (const part of extra.parts) {
    if (!isExtended(part)) continue;
    yield* recordsOf(context, part.message, part.extra, context.names.get(part) ?? "");
  }
  yield recordView(context, owner, extra, name);
}

function recordView({ imports, names }: Context, owner: Reference, extra: ExtraPlan, name: string): RecordView {
  const { module, type, read } = messageNames(owner);
  const messages = extra.parts.map((part) => messagesView(part, names));
  const functions = [read, ...messages.flatMap((view) => view?.read ?? [])];
  const locals = localNames(
    extra.parts.map((part) => part.name),
    [...SCOPE, ...functions],
    reservedNames(),
  );
  const view: RecordView = {
    ...{ name, message: type, proto: owner.name, readMessage: read },
    ...{ read: readerOf(name), write: writerOf(name), isNamed: extra.isNamed },
    isPadded: extra.parts.some((part) => part.kind === "run" && part.pad > 1),
    isConditional: extra.parts.some(({ when }) => when !== undefined),
    parts: extra.parts.map((part, i) => ({
      name: part.name,
      local: locals.get(part.name) ?? part.name,
      path: extra.isNamed ? `extra.${part.name}` : "extra",
      length: lengthView(part.length),
      when: part.when && conditionView(part.when),
      run: part.kind === "run" ? { ...RUNS[part.type], pad: part.pad > 1 ? part.pad : undefined } : undefined,
      messages: messages[i],
    })),
  };
  imports.type(module, type);
  imports.value(module, read);
  importHelpers(imports, view);
  for (const part of extra.parts) if (part.kind === "messages") importMessages(imports, part);
  return view;
}

function messagesView(part: PartPlan, names: Context["names"]): MessagesView | undefined {
  if (part.kind === "run") return undefined;
  const { type, read, write } = messageNames(part.message);
  const record = names.get(part);
  if (record === undefined) return { type, read, write, writeExtra: undefined };
  return { type: record, read: readerOf(record), write, writeExtra: writerOf(record) };
}

function importMessages(imports: Imports, { message, extra }: MessagesPlan): void {
  const { module, type, read, write } = messageNames(message);
  imports.type(module, type);
  imports.value(module, write);
  if (extra === undefined) imports.value(module, read);
}

/** Imports the functions of the runtime that a record needs. */
function importHelpers(imports: Imports, { isPadded, isNamed, isConditional, parts }: RecordView): void {
  imports.type(runtime("wire/reader"), "Reader");
  imports.type(runtime("wire/writer"), "Writer");
  for (const { run } of parts) {
    const suffix = run?.suffix ?? "Many";
    for (const name of [`read${suffix}`, `write${suffix}`]) imports.value(runtime("image/runs"), name);
  }
  if (isPadded) imports.type(runtime("image/descriptor"), "Padded");
  const pads = isPadded ? ["noPads", "keepPadding", "padsOf", "endPads"] : [];
  for (const name of [...pads, ...(isConditional ? ["writeNothing"] : [])]) imports.value(runtime("image/runs"), name);
  if (isNamed) imports.value(runtime("wire/writer"), "checkObject");
}

function lengthView({ name, inSchema, isRequired, default: value = 0 }: FieldUse): LengthView {
  return { field: name, inSchema, isRequired, default: value };
}

/** Returns a condition as a comparison: an absent field is equal to no value. */
export function conditionView({ field, is }: ConditionPlan): ConditionView {
  const { name, inSchema, isRequired, default: absent = false } = field;
  const holdsIfAbsent = !isRequired && absent === is;
  return { field: name, inSchema, isEqual: !holdsIfAbsent, value: holdsIfAbsent ? !is : is };
}
