import type { Rule } from "./rule.ts";

export const memberWithoutRow: Rule = {
  id: "member-without-row",
  title: "A member of CRIU's enumeration has no row",
  why: "CRIU can be asked to open an image by this name (CR_FD_…, listed under `rowless`), and its table has no file and no magic for it.",
  category: "rows",
  severity: "warning",
  *check({ model }) {
    for (const { name, at } of model.rowless) {
      const row = model.images.some((image) => image.name === name);
      const message = row
        ? `\`${name}\` has a row, and \`rowless\` lists it as one without`
        : `CRIU's enumeration of images has \`${name}\`, and the table has no row for it`;
      const suggestion = row ? "remove it from `rowless`" : "add the row, or remove the member from CRIU";
      yield { message, suggestion, at, subjects: [name] };
    }
  },
};
