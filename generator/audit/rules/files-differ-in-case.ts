import { commonName } from "../../model/file-names.ts";
import { pairsOf } from "../../model/registry.ts";
import type { Rule } from "./rule.ts";

export const filesDifferInCase: Rule = {
  id: "files-differ-in-case",
  title: "Two file names differ in case alone",
  why: "On file systems that do not tell case apart (a checkpoint unpacked on macOS or Windows) one overwrites the other.",
  category: "files",
  severity: "warning",
  *check({ model }) {
    for (const [later, earlier] of pairsOf(model.images)) {
      const [a, b] = [later, earlier].map(({ file }) => file.toLowerCase());
      if (commonName(later.file, earlier.file) !== undefined || commonName(a ?? "", b ?? "") === undefined) continue;
      const message = `the files of \`${later.name}\` (${later.file}) and \`${earlier.name}\` (${earlier.file}) differ in case alone`;
      const suggestion = `give \`${later.name}\` another file name`;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};
