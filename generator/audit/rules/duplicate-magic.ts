import { hex } from "../../model/coordinates.ts";
import type { Image, Model } from "../../model/model.ts";
import { magicsOf, pairsOf, type RegistryMagic } from "../registry.ts";
import type { Rule } from "./rule.ts";

export const duplicateMagic: Rule = {
  id: "duplicate-magic",
  title: "Two unrelated things have one magic",
  why: "A file that begins with it can be either: it is read as the first one, and the other as garbage.",
  category: "magics",
  severity: "error",
  *check({ model }) {
    for (const [later, earlier] of twins(model)) {
      if (isRelated(model, later, earlier)) continue;
      const message = `\`${later.name}\` has the magic of \`${earlier.name}\`, ${hex(later.value)}`;
      const suggestion = `give \`${later.name}\` a magic of its own`;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};

/** Every two that say the same number. An image that begins with a head's number is told of by itself. */
export function twins(model: Model): [RegistryMagic, RegistryMagic][] {
  const all = magicsOf(model);
  return [...pairsOf(all)].filter(([a, b]) => a.value === b.value && (a.kind === "head") === (b.kind === "head"));
}

/** Whether both are rows whose entries are the same messages: then one number for both was meant. */
export function isRelated(model: Model, a: RegistryMagic, b: RegistryMagic): boolean {
  const image = ({ name, kind }: RegistryMagic): Image | undefined =>
    kind === "image" ? model.images.find((row) => row.name === name) : undefined;
  const entries = [a, b].map((magic) => image(magic)?.layout.entries?.message);
  return entries[0] !== undefined && entries[0] === entries[1];
}
