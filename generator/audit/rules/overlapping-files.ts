import { commonName } from "../../model/file-names.ts";
import { pairsOf } from "../registry.ts";
import type { Rule } from "./rule.ts";

export const overlappingFiles: Rule = {
  id: "overlapping-files",
  title: "One file name is two images'",
  why: "By its name alone such a file is read as the image that stands first in the table, and a checkpoint can hold only one of the two.",
  category: "files",
  severity: "error",
  *check({ model }) {
    for (const [later, earlier] of pairsOf(model.images)) {
      const name = commonName(later.file, earlier.file);
      if (name === undefined) continue;
      const message = `\`${name}\` can be a file of \`${earlier.name}\` (${earlier.file}) and of \`${later.name}\` (${later.file})`;
      const suggestion = `give \`${later.name}\` a file name that no other row matches`;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};
