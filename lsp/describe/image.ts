import { hex } from "../../generator/model/coordinates.ts";
import type { Image, Model } from "../../generator/model/model.ts";
import { paragraphs, sentence } from "./fields.ts";
import { describeMagic } from "./magic.ts";

/** Describes an image: its file, since when CRIU writes it, its magic, and its town. */
export function describeImage(model: Model, { name, about, file, by, until, magic }: Image): string {
  const since = model.history.images.get(name);
  const facts = [
    `**${name}** \`${file}\``,
    by === undefined ? "" : `written by ${by}`,
    since === undefined ? "" : `since ${since}`,
    until === undefined ? "" : until === "never" ? "never written" : `until ${until}`,
  ];
  return paragraphs(
    facts.filter((fact) => fact !== "").join(", "),
    sentence(about),
    magic === undefined ? "Raw: it has no magic." : magicOf(model, magic),
  );
}

function magicOf(model: Model, magic: number): string {
  return describeMagic(model, magic) ?? `Magic ${hex(magic)}`;
}
