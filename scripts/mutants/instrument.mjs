// Rewrites files so that they contain all their mutants, each behind a switch. Runs in the copy of the project, because
// only the copy has Stryker.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";

const OPTIONS = { excludedMutations: [], ignorers: [], plugins: null, noHeader: false };
const silent = () => undefined;
const LOGGER = { isDebugEnabled: () => false, debug: silent, info: silent, warn: silent, trace: silent };

/** Rewrites `files` of a folder, and returns their mutants: id, file, line, original and replacement. */
export async function instrument(folder, files) {
  const injector = createInjector()
    .provideValue("options", { mutator: OPTIONS })
    .provideValue("logger", LOGGER)
    .provideValue("getLogger", () => LOGGER);
  const sources = new Map(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const given = [...sources].map(([name, content]) => ({ name, content, mutate: true }));
  const made = await injector.injectFunction(createInstrumenter).instrument(given, OPTIONS);
  for (const { name, content } of made.files) writeFileSync(join(folder, name), countingOnce(content));
  return made.mutants.map((mutant) => described(mutant, sources.get(mutant.fileName)));
}

/** Limits the counting of reached mutants to the first run, because counting is slow. */
function countingOnce(content) {
  const counter = "function cover() {";
  if (content.includes("stryMutAct") && !content.includes(counter))
    throw new Error("Stryker's code for counting has changed");
  return content.replace(counter, `${counter} if (ns.uncounted) return;`);
}

function described({ id, fileName, location: { start, end }, replacement }, source) {
  const lines = source.split("\n").slice(start.line, end.line + 1);
  lines.push(lines.pop().slice(0, end.column));
  lines[0] = lines[0].slice(start.column);
  return { id, file: fileName, line: start.line + 1, before: lines.join("\n"), after: replacement };
}
