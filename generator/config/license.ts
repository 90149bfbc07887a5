import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { needsText } from "./values.ts";

const LICENSES = ["LICENSE", "LICENSE.md", "LICENSE.txt"];

/** Returns the text of a project's license, if it has a file for it. */
export function licenseTextIn(folder: string): string | undefined {
  const file = LICENSES.map((name) => join(folder, name)).find(isFile);
  return file === undefined ? undefined : readFileSync(file, "utf8");
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Returns the problem of a license that needs a text but has none. */
export function missingText(license: string, text: string | undefined): { message: string; hint: string } | undefined {
  if (text !== undefined || !needsText(license)) return undefined;
  return {
    message: `there is no file LICENSE beside critgen.yaml with the text of \`${license}\``,
    hint: "add the file: it becomes part of the package",
  };
}
