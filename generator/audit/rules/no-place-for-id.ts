import type { Rule } from "./rule.ts";

/** What `about` says of an image that there are several of in one checkpoint. */
const SAYS_ID = /\bid is\b|\bone image an?\b/i;

export const noPlaceForId: Rule = {
  id: "no-place-for-id",
  title: "A file name has no place for the id",
  why: "An image that there are several of needs an id in its file's name, or each is written over the one before.",
  category: "files",
  severity: "error",
  *check({ model }) {
    for (const { name, about, file, at } of model.images) {
      const says = SAYS_ID.exec(about)?.[0];
      if (says === undefined || file.includes("%")) continue;
      const message = `\`${name}\` has an id (its \`about\` says “${says}”), and \`${file}\` has no place for it`;
      yield { message, suggestion: "write a conversion such as %u into the file's name", at, subjects: [name] };
    }
  },
};
