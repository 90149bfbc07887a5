import type { ConditionPlan, ExtraPlan, ImagePlan, PartPlan } from "../../plan/image.ts";
import { imageNames, messageNames } from "./names.ts";

/** The layout of an image, which CRIU's JSON needs, as expressions of Go. */
export interface ImageLayoutView {
  readonly image: string;
  readonly properties: Readonly<Record<string, string>>;
}

export function imageLayoutView({ name, first, entries, extra, rest, ...image }: Parts): ImageLayoutView {
  return {
    image: name,
    properties: {
      descriptor: `&${imageNames(image).descriptor}`,
      ...(image.alias === undefined ? {} : { alias: quoted(image.alias.image) }),
      ...(image.alias?.differs === true && { differs: "true" }),
      ...(first && { first: messageNames(first).layout }),
      ...(entries && { entries: messageNames(entries.message).layout }),
      ...(entries?.when && { entriesWhen: conditionText(entries.when) }),
      ...(extra && { extra: extraText(extra) }),
      ...(rest && { rest: "true" }),
      ...(rest?.when && { restWhen: conditionText(rest.when) }),
    },
  };
}

type Parts = ImagePlan & { readonly extra?: ExtraPlan | undefined };

function extraText({ isNamed, isJoined, parts }: ExtraPlan): string {
  const list = parts.map((part) => partText(part, isNamed)).join(", ");
  const more = [...(isNamed ? ["named: true"] : []), ...(isJoined ? ["joined: true"] : [])];
  return `&extraLayout{${[...more, `parts: []partLayout{${list}}`].join(", ")}}`;
}

function partText(part: PartPlan, isNamed: boolean): string {
  const properties = [
    ...(isNamed ? [`name: ${quoted(part.name)}`] : []),
    ...(part.kind === "run"
      ? [`width: ${WIDTHS[part.type]}`, ...(part.pad > 1 ? [`pad: ${part.pad}`] : [])]
      : [`messages: ${messageNames(part.message).layout}`]),
    `length: ${quoted(part.length.name)}`,
    ...(part.when ? [`when: ${conditionText(part.when)}`] : []),
    ...(part.kind === "messages" && part.extra ? [`extra: ${extraText(part.extra)}`] : []),
  ];
  return `{${properties.join(", ")}}`;
}

const WIDTHS = { bytes: 1, u16: 2, u32: 4, u64: 8 } as const;

function conditionText({ field, is }: ConditionPlan): string {
  return `&condition{field: ${quoted(field.name)}, is: ${is}}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
