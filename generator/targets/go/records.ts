import type { RunType } from "../../model/model.ts";
import type { ConditionPlan, ExtraPlan, FieldUse, ImagePlan, PartPlan } from "../../plan/image.ts";
import type { Reference } from "../../plan/reference.ts";
import { entryName, isExtended, recordNames, recordsIn } from "../records.ts";
import { extraName, fieldNames, imageNames, messageNames } from "./names.ts";

/** A message with its extra, read and written together. */
export interface RecordView {
  readonly type: string;
  /** Type of the message, which the struct embeds. */
  readonly message: string;
  readonly proto: string;
  /** Type of an extra with named parts. */
  readonly extraType: string | undefined;
  readonly hasRuns: boolean;
  readonly isPadded: boolean;
  readonly parts: readonly PartView[];
}

interface PartView {
  /** The part in the struct: `Extra`, or a field of it. */
  readonly go: string;
  readonly name: string;
  readonly type: string;
  readonly noun: string;
  /** Path of the part in an entry, for errors. */
  readonly path: string;
  /** Expression of its length, and the name of the field. */
  readonly length: string;
  readonly lengthField: string;
  /** Condition, and the name of its field. */
  readonly when: string | undefined;
  readonly whenField: string;
  /** Method of the runtime for bytes or integers; `undefined` for messages. */
  readonly run: string | undefined;
  readonly pad: number;
  /** Type of the messages, and whether they have an extra of their own. */
  readonly element: string;
  readonly isExtended: boolean;
}

const RUNS: Readonly<Record<RunType, { readonly type: string; readonly run: string; readonly noun: string }>> = {
  bytes: { type: "[]byte", run: "run", noun: "bytes" },
  u16: { type: "[]uint16", run: "runUint16s", noun: "integers of 16 bits" },
  u32: { type: "[]uint32", run: "runUint32s", noun: "integers of 32 bits" },
  u64: { type: "[]uint64", run: "runUint64s", noun: "integers of 64 bits" },
};

/** Returns the name of a message's field in its struct. */
export type GoFieldOf = (message: Reference, field: string) => string;

/** Context of the records of an image. */
interface Context {
  readonly goField: GoFieldOf;
  readonly names: ReadonlyMap<PartPlan, string>;
}

/** Returns the messages of an image that have an extra: the entry first, inner ones later. */
export function recordViews(image: ImagePlan, goField: GoFieldOf): RecordView[] {
  const { entries } = image;
  if (entries?.extra === undefined) return [];
  const { type } = imageNames(image);
  const names = recordNames(type, entries.extra);
  const context = { goField, names };
  return [
    recordView(context, entries.message, entries.extra, entryName(type)),
    ...[...recordsIn(entries.extra)].map((part) =>
      recordView(context, part.message, part.extra, names.get(part) ?? ""),
    ),
  ];
}

function recordView(context: Context, owner: Reference, extra: ExtraPlan, type: string): RecordView {
  const { type: message } = messageNames(owner);
  const names = fieldNames(extra.parts.map(({ name }) => name));
  return {
    ...{ type, message, proto: owner.name },
    extraType: extra.isNamed ? extraName(type) : undefined,
    hasRuns: extra.parts.some(({ kind }) => kind === "run"),
    isPadded: extra.parts.some((part) => part.kind === "run" && part.pad > 1),
    parts: extra.parts.map((part, i) => ({
      ...partView(context, owner, part),
      go: extra.isNamed ? `Extra.${names[i] ?? ""}` : "Extra",
      name: extra.isNamed ? (names[i] ?? "") : "Extra",
      path: extra.isNamed ? `extra.${part.name}` : "extra",
    })),
  };
}

function partView({ goField, names }: Context, owner: Reference, part: PartPlan) {
  const { type: message } = messageNames(owner);
  const field = (use: FieldUse) => fieldText(`m.${message}.${goField(owner, use.name)}`, use);
  const shared = {
    length: `sizeOf(${field(part.length)})`,
    lengthField: part.length.name,
    when: part.when && conditionText(part.when, `m.${message}`, goField(owner, part.when.field.name)),
    whenField: part.when?.field.inSchema ?? "",
  };
  if (part.kind === "run") return { ...shared, ...RUNS[part.type], pad: part.pad, element: "", isExtended: false };
  const element = names.get(part) ?? messageNames(part.message).type;
  return {
    ...{ ...shared, type: `[]*${element}`, noun: "messages", run: undefined, pad: 1, element },
    isExtended: isExtended(part),
  };
}

/** Returns the expression of a field's value; an absent field has its default. */
function fieldText(expression: string, { isRequired, default: otherwise }: FieldUse): string {
  return isRequired ? expression : `ValueOr(${expression}, ${otherwise ?? 0})`;
}

/** Returns a condition as an expression; `before` leads to the struct of the field. */
export function conditionText({ field, is }: ConditionPlan, before: string, goName: string): string {
  const text = fieldText(`${before}.${goName}`, { ...field, default: field.default ?? false });
  return is ? text : `!${text}`;
}
