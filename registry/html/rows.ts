import type { Image, Model } from "../../generator/model/model.ts";
import { type FindingView, findingView } from "./findings.ts";
import type { MagicView } from "./magics.ts";
import { type FindingIndex, type Mark, worst } from "./mark.ts";

/** A line of the table: an image, a head or a reserved number. */
export interface RowView {
  readonly name: string;
  readonly about: string;
  readonly file: string | undefined;
  readonly magic: MagicView | undefined;
  /** Name of the row that owns the magic of this one. */
  readonly alias: string | undefined;
  readonly since: string | undefined;
  readonly until: string | undefined;
  /** Label beside the name; undefined for an image with a magic of its own. */
  readonly tag: string | undefined;
  /** Filters of the table that show the line, with blanks between. */
  readonly show: string;
  readonly mark: Mark;
  /** The worst finding of each rule. */
  readonly rules: readonly FindingView[];
}

export function rowViews(model: Model, magics: readonly MagicView[], index: FindingIndex): RowView[] {
  const images = model.images.map((image) => imageRow(model, image, magics, index));
  const others = magics.filter(({ kind }) => kind !== "image").map(otherRow);
  return [...images, ...others];
}

function imageRow({ history }: Model, image: Image, magics: readonly MagicView[], index: FindingIndex): RowView {
  const { name, about, file, alias, until } = image;
  const owner = alias ?? name;
  const magic = magics.find(({ kind, images }) => kind === "image" && images[0]?.name === owner);
  const findings = index.of(name);
  const kind = image.magic === undefined ? "raw" : alias === undefined ? "image" : "alias";
  return {
    name,
    about,
    file,
    magic,
    alias,
    since: history.images.get(name),
    until: until === "never" ? "never written" : until && `until ${until}`,
    tag: kind === "image" ? undefined : kind,
    show: filters(until === undefined ? "current" : "old", kind === "raw" && "raw", findings.length > 0 && "found"),
    mark: worst(findings),
    rules: ofEachRule(findings.map(findingView)),
  };
}

function otherRow(magic: MagicView): RowView {
  const { title, about, kind, mark, findings } = magic;
  const none = { file: undefined, alias: undefined, since: undefined, until: undefined };
  const show = filters("current", findings.length > 0 && "found");
  return { name: title, about, magic, ...none, tag: kind, show, mark, rules: ofEachRule(findings) };
}

/** Returns the first finding of each rule. */
function ofEachRule(findings: readonly FindingView[]): FindingView[] {
  return findings.filter(({ rule }, i) => findings.findIndex((other) => other.rule === rule) === i);
}

function filters(...names: readonly (string | false)[]): string {
  return names.filter((name) => name !== false).join(" ");
}
