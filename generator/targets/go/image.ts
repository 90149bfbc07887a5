import type { ImagePlan } from "../../plan/image.ts";
import { type ImageNames, imageNames, messageNames } from "./names.ts";
import { conditionText, type GoFieldOf, type RecordView, recordViews } from "./records.ts";

export interface ImageView extends ImageNames {
  readonly image: string;
  readonly file: string;
  readonly doc: readonly string[];
  readonly framing: ImagePlan["framing"];
  readonly id: IdView | undefined;
  readonly first: string | undefined;
  /** Type of the entries, and whether they have an extra. */
  readonly entry: string | undefined;
  readonly isExtended: boolean;
  readonly rest: boolean;
  /** Tells that the first message announces entries or a rest. */
  readonly isConditional: boolean;
  readonly entriesIf: string | undefined;
  readonly restIf: string | undefined;
  readonly records: readonly RecordView[];
}

/** Type of the id in a file name, and an example of a name. */
interface IdView {
  readonly type: string;
  readonly example: string;
}

/** Returns the view of an image's file. */
export function imageView(image: ImagePlan, goField: GoFieldOf): ImageView {
  const { framing, first, entries, rest } = image;
  const names = imageNames(image);
  const records = recordViews(image, goField);
  const condition = (when: NonNullable<typeof entries>["when"]) =>
    when && first && conditionText(when, "first", goField(first, when.field.name));
  return {
    ...names,
    ...{ image: image.name, file: image.file, framing, records, rest: rest !== undefined },
    doc: docOf(image, names.type),
    id: idView(image),
    first: first && messageNames(first).type,
    entry: entries && (records[0]?.type ?? messageNames(entries.message).type),
    isExtended: records.length > 0,
    isConditional: first !== undefined && (rest !== undefined || entries?.when !== undefined),
    entriesIf: condition(entries?.when),
    restIf: condition(rest?.when),
  };
}

function docOf({ doc }: ImagePlan, type: string): string[] {
  const [about = "", ...more] = doc;
  return [`${type} is the image ${about}`, ...more];
}

const ID_TYPES: Readonly<Record<string, string>> = {
  "%u": "uint32",
  "%x": "uint32",
  "%d": "int32",
  "%lu": "uint64",
  "%ld": "int64",
  "%s": "string",
};

function idView({ file, id }: ImagePlan): IdView | undefined {
  const [conversion = ""] = /%l?[udxs]/.exec(file) ?? [];
  return id && { type: ID_TYPES[conversion] ?? "string", example: id.example };
}
