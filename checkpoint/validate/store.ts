import type { Checkpoint } from "../open/checkpoint.ts";
import { problemText } from "../open/store.ts";
import type { Report } from "./finding.ts";

/** Reports oddities of the source, such as entries that lead out of an archive. */
export function checkStore({ store, folder }: Checkpoint, report: Report): void {
  for (const problem of store.problems) {
    const { name = "." } = problem;
    const file = name.startsWith(folder) ? name.slice(folder.length) : name;
    report({ code: "odd-entry", file, image: "", path: "", message: problemText(problem) });
  }
}
