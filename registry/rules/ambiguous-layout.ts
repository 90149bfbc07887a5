import type { Extra, Image, Layout, Part } from "../../generator/model/model.ts";
import type { Rule } from "./rule.ts";

export const ambiguousLayout: Rule = {
  id: "ambiguous-layout",
  title: "Two rows with one magic have different layouts",
  why: "The first bytes do not tell the two images apart; only the file name does. From a pipe or after a rename the image is read by the layout of the row that owns the magic, and wrongly.",
  category: "layouts",
  severity: "warning",
  *check({ model }) {
    for (const { name, alias, layout, at } of model.images) {
      const owner = model.images.find((image) => image.name === alias);
      if (owner === undefined || isSame(layout, owner.layout)) continue;
      const message = `\`${name}\` begins with the magic of \`${owner.name}\` and has another layout`;
      const suggestion = `give \`${name}\` a magic of its own`;
      yield { message, suggestion, at, subjects: [name, owner.name] };
    }
  },
};

function isSame(a: Image["layout"], b: Image["layout"]): boolean {
  return text(a) === text(b);
}

/** Writes a layout as JSON without its places in the table. */
function text({ first, entries, extra, rest }: Layout): string {
  const plain = [first?.message, entries?.message, entries?.when, extra && extraOf(extra), rest && (rest.when ?? true)];
  return JSON.stringify(plain);
}

function extraOf(extra: Extra): unknown {
  if (extra.kind === "one") return partOf(extra.part);
  return extra.parts.map(({ part }) => partOf(part));
}

function partOf({ at: _, ...part }: Part): unknown {
  return part.kind === "run" ? part : { ...part, extra: part.extra && extraOf(part.extra) };
}
