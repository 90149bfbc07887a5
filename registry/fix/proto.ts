import { endOf, type Fixer, offsetOf } from "./report.ts";

/* Fixes of .proto files. */

/** Adds the import of a file that declares a used type, after the other imports. */
export const missingImport: Fixer = ({ hint }, text) => {
  const [, line] = /^write `(import "[^"]+";)`$/.exec(hint ?? "") ?? [];
  if (line === undefined) return undefined;
  const [last] = [...text.matchAll(/^(?:import|syntax)\b[^\n]*;[^\n]*\n/gm)].slice(-1);
  if (last === undefined) return `${line}\n\n${text}`;
  const at = last.index + last[0].length;
  return `${text.slice(0, at)}${last[0].startsWith("syntax") ? "\n" : ""}${line}\n${text.slice(at)}`;
};

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
