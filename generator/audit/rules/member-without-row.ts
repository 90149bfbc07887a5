import type { Rule } from "./rule.ts";

export const memberWithoutRow: Rule = {
  id: "member-without-row",
  title: "A member of CRIU's enumeration has no row",
  why: "The name (CR_FD_…, listed under `rowless`) can be given to the function that opens images, and the table has nothing for it: no file, no magic.",
  category: "rows",
  severity: "warning",
  *check({ model }) {
    for (const { name, at } of model.rowless) {
      const row = model.images.some((image) => image.name === name);
      const message = row
        ? `\`${name}\` has a row, and \`rowless\` says that it has none`
        : `CRIU's enumeration of images has \`${name}\`, and the table has no such row`;
      const suggestion = row ? "take it out of `rowless`" : "add the row, or take the member out of CRIU";
      yield { message, suggestion, at, subjects: [name] };
    }
  },
};
