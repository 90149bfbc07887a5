import type { Condition, Extra, Image, Model, Part, RunType } from "../model/model.ts";
import { type CodeNames, fieldName } from "../model/modules.ts";
import { messageNamed } from "../model/walk.ts";
import { imageDoc } from "./docs.ts";
import { type FileNamePlan, planFileName } from "./file-name.ts";
import { type Reference, referenceTo } from "./reference.ts";

export interface ImagePlan extends Reference {
  /** File of the schema with its row. */
  readonly source: string;
  /** The row's own description. */
  readonly about: string;
  readonly doc: readonly string[];
  /** Name of its file, as a format of printf. */
  readonly file: string;
  /** The conversion in the name, if there is one. */
  readonly id: FileNamePlan | undefined;
  /** Magic and heads; `undefined` for a raw image. */
  readonly framing: FramingPlan | undefined;
  /** The row that owns the magic, if it is shared; `differs` if that row has another layout. */
  readonly alias: { readonly image: string; readonly differs: boolean } | undefined;
  /** Field of the entries with the version of all images. */
  readonly version: string | undefined;
  readonly first: Reference | undefined;
  readonly entries: EntriesPlan | undefined;
  /** The rest of the file. The condition is on a field of the first message. */
  readonly rest: { readonly when: ConditionPlan | undefined } | undefined;
}

export interface FramingPlan {
  readonly magic: number;
  /** Own head, if the image has one. */
  readonly head: number | undefined;
  readonly foreignHeads: readonly number[];
  /** Names of `head` and of `foreignHeads`. */
  readonly headNames: readonly string[];
}

/** The repeated message and its extra. The condition is on a field of the first message. */
interface EntriesPlan {
  readonly message: Reference;
  readonly when: ConditionPlan | undefined;
  readonly extra: ExtraPlan | undefined;
}

/** Parts after a message: one without a name, or several with names. */
export interface ExtraPlan {
  readonly isNamed: boolean;
  /** Tells that CRIU's JSON joins the parts to one string of bytes. */
  readonly isJoined: boolean;
  readonly parts: readonly PartPlan[];
}

export type PartPlan = RunPlan | MessagesPlan;

interface AnyPart {
  /** Name of the part; `extra` if it is the only one and has none. */
  readonly name: string;
  /** Field with the number of bytes, integers or messages. */
  readonly length: FieldUse;
  readonly when: ConditionPlan | undefined;
}

interface RunPlan extends AnyPart {
  readonly kind: "run";
  readonly type: RunType;
  /** Zeros follow, up to a multiple of this number of bytes; 1 for no pad. */
  readonly pad: number;
}

export interface MessagesPlan extends AnyPart {
  readonly kind: "messages";
  readonly message: Reference;
  readonly extra: ExtraPlan | undefined;
}

/** A field of the message before a part. An absent field has its default. */
export interface FieldUse {
  /** Name in generated code and in JSON. */
  readonly name: string;
  readonly inSchema: string;
  readonly isRequired: boolean;
  readonly default: number | bigint | boolean | undefined;
}

export interface ConditionPlan {
  readonly field: FieldUse;
  readonly is: boolean;
}

/** Plans an image: its framing, and the content that its row describes. */
export function planImage(model: Model, image: Image): ImagePlan {
  const { first, entries, extra, rest, joined } = image.layout;
  const when = (condition: Condition | undefined) => planCondition(model, first?.message, condition);
  return {
    ...referenceTo(model, image.name),
    source: image.at.file,
    about: image.about,
    doc: imageDoc(model, image),
    file: image.file,
    id: planFileName(image),
    framing: planFraming(model, image),
    alias: planAlias(model, image),
    version: image.version && fieldName(model, entries?.message ?? "", image.version),
    first: first && referenceTo(model, first.message),
    entries: entries && {
      message: referenceTo(model, entries.message),
      when: when(entries.when),
      extra: extra && planExtra(model, entries.message, extra, joined),
    },
    rest: rest && { when: when(rest.when) },
  };
}

function planFraming({ heads }: Model, { magic, head }: Image): FramingPlan | undefined {
  if (magic === undefined) return undefined;
  const all = Object.entries(heads).map(([kind, { value }]) => ({ kind, value }));
  const own = all.filter(({ kind }) => kind === head);
  const foreign = all.filter(({ kind }) => kind !== head);
  return {
    magic,
    head: own[0]?.value,
    foreignHeads: foreign.map(({ value }) => value),
    headNames: [...own, ...foreign].map(({ kind }) => kind),
  };
}

function planAlias({ images }: Model, { alias, layout }: Image): ImagePlan["alias"] {
  if (alias === undefined) return undefined;
  const owner = images.find(({ name }) => name === alias);
  return { image: alias, differs: owner !== undefined && layoutText(owner) !== layoutText({ layout }) };
}

/** Returns a text that is equal for equal layouts, wherever they are in the files of the schema. */
function layoutText({ layout }: Pick<Image, "layout">): string {
  return JSON.stringify(layout, (key, value: unknown) => (key === "at" ? undefined : value));
}

/** The parts of a model that a plan of an extra needs. */
type Named = Pick<Model, "messages"> & CodeNames;

/**
 * Plans the extra of a message.
 *
 * @param owner the message, whose fields hold lengths and conditions
 * @param joined whether CRIU's JSON joins the parts
 */
export function planExtra(model: Named, owner: string, extra: Extra, joined?: true): ExtraPlan {
  const isNamed = extra.kind === "named";
  const parts = isNamed ? extra.parts : [{ name: "extra", part: extra.part }];
  return {
    isNamed,
    isJoined: joined === true,
    parts: parts.map(({ name, part }) => planPart(model, owner, name, part)),
  };
}

function planPart(model: Named, owner: string, name: string, part: Part): PartPlan {
  const when = planCondition(model, owner, part.when);
  if (part.kind === "run") {
    const { type, pad } = part;
    return { kind: "run", name, length: useField(model, owner, part.length), when, type, pad };
  }
  return {
    ...{ kind: "messages", name, length: useField(model, owner, part.count), when },
    message: referenceTo(model, part.message),
    extra: part.extra && planExtra(model, part.message, part.extra),
  };
}

function planCondition(model: Named, owner: string | undefined, when: Condition | undefined) {
  return when && owner !== undefined ? { field: useField(model, owner, when.field), is: when.is } : undefined;
}

function useField(model: Named, owner: string, inSchema: string): FieldUse {
  const field = messageNamed(model, owner)?.fields.find(({ name }) => name === inSchema);
  return {
    ...{ name: fieldName(model, owner, inSchema), inSchema },
    isRequired: field === undefined || field.label === "required",
    default: typeof field?.default === "string" ? undefined : field?.default,
  };
}
