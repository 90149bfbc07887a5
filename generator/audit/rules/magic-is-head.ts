import { hex } from "../../model/coordinates.ts";
import { magicsOf } from "../registry.ts";
import type { Rule } from "./rule.ts";

export const magicIsHead: Rule = {
  id: "magic-is-head",
  title: "A magic is also a head",
  why: "The first word of a file says whether it has a head. A file of format v1.0 that begins with this magic would be taken for one that has.",
  category: "magics",
  severity: "error",
  *check({ model }) {
    const all = magicsOf(model);
    for (const { name, value, at } of all.filter(({ kind }) => kind !== "head")) {
      const head = all.find((other) => other.kind === "head" && other.value === value);
      if (head === undefined) continue;
      const message = `\`${name}\` has the number of the ${head.name} head, ${hex(value)}`;
      yield { message, suggestion: `give \`${name}\` a magic of its own`, at, subjects: [name, head.name] };
    }
  },
};
