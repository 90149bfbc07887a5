import type { RunType } from "../../model/model.ts";
import type { ConditionPlan, ExtraPlan, FieldUse, ImagePlan, PartPlan } from "../../plan/image.ts";
import type { Reference } from "../../plan/reference.ts";
import { entryName, isExtended, recordNames } from "../records.ts";
import type { Attributes } from "./attributes.ts";
import { extraName, freeNames, imageNames, messageNames, plain } from "./names.ts";

/** A message with its extra: two classes, and a constant that describes them. */
export interface RecordView {
  readonly type: string;
  readonly constant: string;
  /** Class of the message alone. */
  readonly message: string;
  readonly proto: string;
  /** Class of the named parts; `undefined` for one part without a name. */
  readonly extra: string | undefined;
  readonly isJoined: boolean;
  readonly parts: readonly PartView[];
  readonly imports: readonly Reference[];
}

interface PartView {
  readonly name: string;
  readonly attr: string;
  readonly annotation: string;
  readonly isConditional: boolean;
  readonly doc: readonly string[];
  readonly kind: RunType | undefined;
  readonly pad: number | undefined;
  /** Constant of the record of each message, or the class of a message without an extra. */
  readonly record: string | undefined;
  readonly element: string | undefined;
  readonly length: UseView;
  readonly when: { readonly field: UseView; readonly is: boolean } | undefined;
}

/** Arguments that describe a field whose value a part needs. */
interface UseView {
  readonly name: string;
  readonly inSchema: string;
  readonly attr: string;
  readonly default: FieldUse["default"];
}

/** Context of the records of an image. */
interface Context {
  readonly attributes: Attributes;
  readonly names: ReadonlyMap<PartPlan, string>;
}

/** Returns the messages of an image that have an extra: inner ones first, the entry last. */
export function recordViews(image: ImagePlan, attributes: Attributes): RecordView[] {
  const { entries } = image;
  if (entries?.extra === undefined) return [];
  const { type } = imageNames(image);
  const names = recordNames(type, entries.extra);
  return recordsOf({ attributes, names }, entries.message, entries.extra, entryName(type));
}

function recordsOf(context: Context, owner: Reference, extra: ExtraPlan, name: string): RecordView[] {
  const inner = extra.parts.map((part): RecordView[] => {
    if (!isExtended(part)) return [];
    return recordsOf(context, part.message, part.extra, context.names.get(part) ?? "");
  });
  const names = freeNames(
    extra.parts.map((part) => plain(part.name)),
    () => false,
  );
  const parts = extra.parts.map((part, i) => {
    const attr = extra.isNamed ? (names.get(plain(part.name)) ?? part.name) : "";
    return partView(part, { owner, attr, name: extra.isNamed ? part.name : "", record: inner[i]?.at(-1) }, context);
  });
  const own: RecordView = {
    ...{ type: name, constant: constantOf(name), message: messageNames(owner).type, proto: owner.name, parts },
    extra: extra.isNamed ? extraName(name) : undefined,
    isJoined: extra.isJoined,
    imports: [owner, ...extra.parts.flatMap((part) => (part.kind === "messages" ? [part.message] : []))],
  };
  return [...inner.flat(), own];
}

function constantOf(type: string): string {
  return `_${type.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toUpperCase()}`;
}

const RUNS: Readonly<Record<RunType, { readonly type: string; readonly noun: string }>> = {
  bytes: { type: "bytes", noun: "Bytes" },
  u16: { type: "list[int]", noun: "Integers of 16 bits" },
  u32: { type: "list[int]", noun: "Integers of 32 bits" },
  u64: { type: "list[int]", noun: "Integers of 64 bits" },
};

interface PlacedPart {
  readonly owner: Reference;
  readonly name: string;
  readonly attr: string;
  readonly record: RecordView | undefined;
}

function partView(part: PartPlan, { owner, name, attr, record }: PlacedPart, { attributes }: Context): PartView {
  const use = (field: FieldUse) => useView(field, owner.name, attributes);
  const element = part.kind === "messages" ? (record?.type ?? messageNames(part.message).type) : undefined;
  const [type, noun] =
    part.kind === "run" ? [RUNS[part.type].type, RUNS[part.type].noun] : [`list[${element}]`, "Messages"];
  const only = part.when === undefined ? "" : `; only if \`${part.when.field.inSchema}\` is ${part.when.is}`;
  return {
    ...{ name, attr, element, record: record?.constant },
    annotation: part.when === undefined ? type : `${type} | None`,
    isConditional: part.when !== undefined,
    doc: [`${noun}; their number is in \`${part.length.inSchema}\`${only}.`],
    kind: part.kind === "run" ? part.type : undefined,
    pad: part.kind === "run" && part.pad > 1 ? part.pad : undefined,
    length: use(part.length),
    when: part.when && { field: use(part.when.field), is: part.when.is },
  };
}

/** Returns how a field of a message is used. */
function useView({ name, inSchema, default: value }: FieldUse, owner: string, attributes: Attributes): UseView {
  return { name, inSchema, attr: attributes.of(owner).get(name) ?? name, default: value };
}

/** Returns how a condition on a message is checked. */
export function conditionView({ field, is }: ConditionPlan, owner: string, attributes: Attributes): PartView["when"] {
  return { field: useView(field, owner, attributes), is };
}
