import type { ConditionPlan, ExtraPlan, ImagePlan, PartPlan } from "../../plan/image.ts";
import type { Reference } from "../../plan/reference.ts";
import { Imports, type ImportView } from "./imports.ts";
import { IMAGE_LAYOUTS, MESSAGE_LAYOUTS } from "./modules.ts";
import { imageNames, messageNames } from "./names.ts";
import { runtime } from "./runtime.ts";

export interface ImageLayoutsView {
  readonly images: readonly ImageLayoutView[];
  readonly imports: readonly ImportView[];
}

interface ImageLayoutView extends Pick<ImagePlan, "file" | "framing" | "alias" | "version"> {
  /** Name of the constant with the layout. */
  readonly layout: string;
  readonly image: string;
  /** Constants with the layouts of messages. */
  readonly first: string | undefined;
  readonly entries: string | undefined;
  readonly extra: ExtraLayoutView | undefined;
  readonly entriesWhen: ConditionPlan | undefined;
  readonly rest: boolean;
  readonly restWhen: ConditionPlan | undefined;
}

interface ExtraLayoutView {
  readonly isNamed: boolean;
  readonly isJoined: boolean;
  readonly parts: readonly PartLayoutView[];
}

interface PartLayoutView {
  readonly name: string;
  readonly length: string;
  /** Type of bytes or integers; otherwise `messages` is the constant with the layout of messages. */
  readonly run: string | undefined;
  readonly pad: number | undefined;
  readonly messages: string | undefined;
  readonly extra: ExtraLayoutView | undefined;
  readonly when: ConditionPlan | undefined;
}

/** Returns the view of the module with the layouts of all images. */
export function imageLayoutsView(images: readonly ImagePlan[]): ImageLayoutsView {
  const imports = new Imports(IMAGE_LAYOUTS);
  imports.type(runtime("image/layout"), "ImageLayout");
  return { images: images.map((image) => imageLayoutView(image, imports)), imports: imports.view() };
}

function imageLayoutView(image: ImagePlan, imports: Imports): ImageLayoutView {
  const { name, file, framing, alias, version, first, entries, rest } = image;
  return {
    ...{ image: name, file, framing, alias, version, layout: imageNames(image).layout },
    first: first && useLayout(first, imports),
    entries: entries && useLayout(entries.message, imports),
    entriesWhen: entries?.when,
    extra: entries?.extra && extraView(entries.extra, imports),
    rest: rest !== undefined,
    restWhen: rest?.when,
  };
}

function extraView({ isNamed, isJoined, parts }: ExtraPlan, imports: Imports): ExtraLayoutView {
  return { isNamed, isJoined, parts: parts.map((part) => partView(part, imports)) };
}

function partView(part: PartPlan, imports: Imports): PartLayoutView {
  const shared = { name: part.name, length: part.length.name, when: part.when };
  if (part.kind === "run") {
    const { type, pad } = part;
    return { ...shared, run: type, pad: pad > 1 ? pad : undefined, messages: undefined, extra: undefined };
  }
  const extra = part.extra && extraView(part.extra, imports);
  return { ...shared, run: undefined, pad: undefined, messages: useLayout(part.message, imports), extra };
}

function useLayout(message: Reference, imports: Imports): string {
  return imports.value(MESSAGE_LAYOUTS, messageNames(message).layout);
}
