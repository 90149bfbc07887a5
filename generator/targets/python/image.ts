import type { ImagePlan } from "../../plan/image.ts";
import type { Reference } from "../../plan/reference.ts";
import type { Attributes } from "./attributes.ts";
import { Imports, type ImportView } from "./imports.ts";
import { imageNames, messageNames } from "./names.ts";
import { conditionView, type RecordView, recordViews } from "./records.ts";

export interface ImageView {
  readonly type: string;
  readonly image: string;
  readonly doc: readonly string[];
  readonly records: readonly RecordView[];
  readonly hasParts: boolean;
  /** Classes of the first message and of the entries. */
  readonly first: string | undefined;
  readonly entry: string | undefined;
  /** Constant of the entries with their extra. */
  readonly record: string | undefined;
  readonly entriesIf: ReturnType<typeof conditionView>;
  readonly rest: boolean;
  /** Whether it has no messages and no rest. */
  readonly isEmpty: boolean;
  readonly restIf: ReturnType<typeof conditionView>;
  readonly imports: readonly ImportView[];
}

/** Returns the view of an image's module. */
export function imageView(image: ImagePlan, attributes: Attributes): ImageView {
  const { entries, first, rest } = image;
  const records = recordViews(image, attributes);
  const record = records.at(-1);
  const condition = (when: Parameters<typeof conditionView>[0] | undefined) =>
    when && conditionView(when, first?.name ?? "", attributes);
  return {
    ...{ type: imageNames(image).type, image: image.name, doc: image.doc, records, rest: rest !== undefined },
    hasParts: records.some(({ extra }) => extra !== undefined),
    isEmpty: first === undefined && entries === undefined && rest === undefined,
    first: first && messageNames(first).type,
    entry: record?.type ?? (entries && messageNames(entries.message).type),
    record: record?.constant,
    entriesIf: condition(entries?.when),
    restIf: condition(rest?.when),
    imports: importsOf(image, records),
  };
}

function importsOf({ first, entries, rest }: ImagePlan, records: readonly RecordView[]): ImportView[] {
  const imports = new Imports();
  const messages: (Reference | undefined)[] = [first, entries?.message, ...records.flatMap((record) => record.imports)];
  for (const message of messages) {
    if (message !== undefined) imports.add(`..messages.${messageNames(message).module}`, messageNames(message).type);
  }
  imports.add("..catalog", "CATALOG");
  imports.add("..runtime.image.image", "Image", "Spec");
  imports.add("..runtime.image.extra", ...extraNames(records, first !== undefined || entries !== undefined));
  if (entries?.when !== undefined || rest?.when !== undefined) imports.add("..runtime.image.extra", "Condition", "Use");
  if (records.length > 0 || entries === undefined) imports.add("..runtime.wire.message", "Message");
  return imports.view();
}

/** Lists the names of the runtime that describe extras. */
function extraNames(records: readonly RecordView[], hasRecords: boolean): string[] {
  const parts = records.flatMap((record) => record.parts);
  return [
    ...(hasRecords ? ["Record"] : []),
    ...(records.length > 0 ? ["Extra", "Use"] : []),
    ...(parts.some(({ kind }) => kind !== undefined) ? ["Run"] : []),
    ...(parts.some(({ kind }) => kind === undefined) ? ["Many"] : []),
    ...(parts.some(({ when }) => when !== undefined) ? ["Condition"] : []),
  ];
}
