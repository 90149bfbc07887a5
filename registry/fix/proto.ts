import { importInsertion } from "../../generator/load/proto/add-import.ts";
import { parseProto } from "../../generator/load/proto/parse.ts";
import { endOf, type Fixer, offsetOf } from "./report.ts";

/* Fixes of .proto files. */

/** Adds the import of a file that declares a used type, after the other imports. */
export const missingImport: Fixer = ({ hint, at: { file } }, text) => {
  const name = importIn(hint);
  if (name === undefined) return undefined;
  const { at, text: statement } = importInsertion(name, parseProto(file, text).tree, text);
  return text.slice(0, at) + statement + text.slice(at);
};

/** Returns the file that a hint says to import. */
export function importIn(hint: string | undefined): string | undefined {
  return /^write `import "([^"]+)";`$/.exec(hint ?? "")?.[1];
}

/** Removes a display option that does nothing on a field of this type. */
export const uselessOption: Fixer = (report, text) => {
  const [, name = ""] = /^remove `\(criu\)\.(\w+)`$/.exec(report.hint ?? "") ?? [];
  if (name === "") return undefined;
  const from = offsetOf(report, text);
  const end = endOf(report, text, from);
  const option = `\\(criu\\)\\.${name}\\s*=\\s*(?:"[^"]*"|[\\w-]+)`;
  const statement = text.slice(from, end);
  const without = statement
    .replace(new RegExp(`\\s*\\[\\s*${option}\\s*\\]`), "")
    .replace(new RegExp(`${option}\\s*,\\s*`), "")
    .replace(new RegExp(`\\s*,\\s*${option}`), "");
  return without === statement ? undefined : text.slice(0, from) + without + text.slice(end);
};
