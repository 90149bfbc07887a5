import type { Rule } from "./rule.ts";

export const noPlaceForId: Rule = {
  id: "no-place-for-id",
  title: "A file name has no place for the id",
  why: "An image that there are several of needs an id in its file's name, or each is written over the one before.",
  category: "files",
  severity: "error",
  *check({ model }) {
    for (const { name, id, file, at } of model.images) {
      if (id === undefined || file.includes("%")) continue;
      const message = `\`${name}\` has an id (${id}), and \`${file}\` has no place for it`;
      const suggestion = "write a conversion such as %u into the file's name, or take `id` out";
      yield { message, suggestion, at, subjects: [name] };
    }
  },
};
