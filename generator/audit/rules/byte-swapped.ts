import { hex } from "../../model/coordinates.ts";
import { byteSwapped, magicsOf } from "../registry.ts";
import type { Rule } from "./rule.ts";

export const byteSwappedMagic: Rule = {
  id: "byte-swapped",
  title: "A magic is its own, or another's, bytes the other way round",
  why: "Images are in the byte order of the machine that wrote them, and readers tell it by the first magic. From this one they cannot, or they take the image for another.",
  category: "magics",
  severity: "error",
  *check({ model }) {
    const all = magicsOf(model);
    for (const [index, { name, value, at }] of all.entries()) {
      const swapped = byteSwapped(value);
      const other = all.slice(0, index + 1).find((magic) => magic.value === swapped);
      if (other === undefined) continue;
      const isOwn = swapped === value;
      const of = isOwn ? "itself" : `that of \`${other.name}\``;
      const message = `the magic of \`${name}\`, ${hex(value)}, is ${of} with its bytes the other way round`;
      const suggestion = `give \`${name}\` another magic`;
      yield { message, suggestion, at, subjects: isOwn ? [name] : [name, other.name] };
    }
  },
};
