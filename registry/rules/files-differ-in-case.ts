import { commonName } from "../../generator/model/file-names.ts";
import { pairsOf } from "../../generator/model/registry.ts";
import type { Rule } from "./rule.ts";

export const filesDifferInCase: Rule = {
  id: "files-differ-in-case",
  title: "Two file names differ only in case",
  why: "File systems that ignore case (a checkpoint unpacked on macOS or Windows) keep only one of the two files.",
  category: "files",
  severity: "warning",
  *check({ model }) {
    for (const [later, earlier] of pairsOf(model.images)) {
      const [a, b] = [later, earlier].map(({ file }) => file.toLowerCase());
      if (commonName(later.file, earlier.file) !== undefined || commonName(a ?? "", b ?? "") === undefined) continue;
      const message = `the files of \`${later.name}\` (${later.file}) and \`${earlier.name}\` (${earlier.file}) differ only in case`;
      const suggestion = `give \`${later.name}\` another file name`;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};
