import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { needsText } from "./values.ts";

const LICENSES = ["LICENSE", "LICENSE.md", "LICENSE.txt"];

/** The text of a project's license, where it has one. */
export function licenseTextIn(folder: string): string | undefined {
  const file = LICENSES.map((name) => join(folder, name)).find(isFile);
  return file === undefined ? undefined : readFileSync(file, "utf8");
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** What is wrong, and what to do, where a license has no text; nothing where it has, or needs none. */
export function missingText(license: string, text: string | undefined): { message: string; hint: string } | undefined {
  if (text !== undefined || !needsText(license)) return undefined;
  return {
    message: `there is no file LICENSE beside critgen.yaml, which would be the text of \`${license}\``,
    hint: "put it there: it goes into the package",
  };
}
