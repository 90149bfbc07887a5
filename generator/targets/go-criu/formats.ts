import type { ConditionPlan, ExtraPlan, PartPlan } from "../../plan/image.ts";
import type { PackagePlan } from "../../plan/package.ts";
import type { Reference } from "../../plan/reference.ts";
import { type FramedPlan, owners } from "./magics.ts";
import type { Imports } from "./messages.ts";
import { getterName, ownNames } from "./names.ts";

/** Heads: all of them, the commonest one, and images with another one or none (0) by head. */
interface HeadsView {
  readonly heads: readonly number[];
  readonly head: number;
  readonly others: readonly { readonly head: number; readonly images: readonly string[] }[];
}

export function headsView(plan: PackagePlan): HeadsView {
  const images = owners(plan);
  const headOf = ({ framing }: FramedPlan) => framing.head ?? 0;
  const [common, ...others] = [...new Set(images.map(headOf))]
    .map((head) => ({ head, images: images.filter((image) => headOf(image) === head).map(({ name }) => name) }))
    .sort((a, b) => b.images.length - a.images.length);
  return { heads: plan.magics.heads.map(({ value }) => value), head: common?.head ?? 0, others };
}

/** An image with more than entries of one message; its parts are expressions of Go. */
interface FormatView {
  readonly image: string;
  /** Types of its messages. */
  readonly first: string | undefined;
  readonly entry: string | undefined;
  readonly entriesIf: string | undefined;
  readonly hasRest: boolean;
  readonly restIf: string | undefined;
  readonly extra: ExtraView | undefined;
}

interface ExtraView {
  /** Constant of the form that the extra has in text. */
  readonly form: string;
  readonly parts: readonly PartView[];
}

interface PartView {
  /** Names in JSON, if the extra has a form with names: go-criu's, and CRIU's if it is another one. */
  readonly names: readonly string[] | undefined;
  readonly length: string;
  readonly when: string | undefined;
  /** Size of an integer in bytes; absent for bytes. */
  readonly width: number | undefined;
  /** Multiple of bytes that zeros fill; absent if there are none. */
  readonly pad: number | undefined;
  /** Type of the messages, and their own extra. */
  readonly messages: string | undefined;
  readonly extra: ExtraView | undefined;
}

/** Returns the view of all images with more than entries of one message, and of those without any message. */
export function formatsView(plan: PackagePlan, imports: Imports): object {
  const names = ownNames(plan);
  const formats = owners(plan)
    .filter(({ first, entries, rest }) => first ?? entries?.extra ?? rest ?? entries === undefined)
    .map((image) => formatView(image, { imports, ownName: (part) => names.get(`${image.name}.${part}`) }));
  return { formats, imports: imports.lines() };
}

/** Context of an image. */
interface Context {
  readonly imports: Imports;
  /** Returns go-criu's own name of a part, if it has one. */
  readonly ownName: (part: string) => string | undefined;
}

function formatView({ name, first, entries, rest }: FramedPlan, context: Context): FormatView {
  const { imports } = context;
  const condition = (when: ConditionPlan | undefined) => first && when && conditionText(first, when, imports);
  return {
    image: name,
    first: first && imports.typeOf(first),
    entry: entries && imports.typeOf(entries.message),
    entriesIf: condition(entries?.when),
    hasRest: rest !== undefined,
    restIf: condition(rest?.when),
    extra: entries?.extra && extraView(entries.message, entries.extra, context),
  };
}

function extraView(owner: Reference, { isNamed, isJoined, parts }: ExtraPlan, context: Context): ExtraView {
  const form = isJoined ? "joined" : isNamed ? "named" : "single";
  return {
    form,
    parts: parts.map((part) => ({
      names: form === "named" ? [context.ownName(part.name) ?? [], part.name].flat() : undefined,
      ...partView(owner, part, context),
    })),
  };
}

const WIDTHS = { bytes: undefined, u16: 2, u32: 4, u64: 8 } as const;

function partView(owner: Reference, part: PartPlan, context: Context): Omit<PartView, "names"> {
  const { length, when } = part;
  const { imports } = context;
  return {
    length: getterText(owner, length.inSchema, imports),
    when: when && conditionText(owner, when, imports),
    ...(part.kind === "run"
      ? { width: WIDTHS[part.type], pad: part.pad > 1 ? part.pad : undefined, messages: undefined, extra: undefined }
      : {
          width: undefined,
          pad: undefined,
          messages: imports.typeOf(part.message),
          extra: part.extra && extraView(part.message, part.extra, context),
        }),
  };
}

function conditionText(owner: Reference, { field, is }: ConditionPlan, imports: Imports): string {
  return `${is ? "if" : "unless"}Set(${getterText(owner, field.inSchema, imports)})`;
}

/** Returns the method that reads a field, as an expression. */
function getterText(owner: Reference, field: string, imports: Imports): string {
  return `(*${imports.typeOf(owner)}).${getterName(field)}`;
}
