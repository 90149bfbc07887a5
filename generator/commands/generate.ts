import { relative } from "node:path";
import { generate } from "../generate.ts";
import { verify } from "../verify/verify.ts";
import { compare, type Difference } from "../write/compare.ts";
import { MANIFEST } from "../write/manifest.ts";
import { write } from "../write/write.ts";

/** What `critgen generate` is told. */
export interface GenerateOptions {
  readonly schema: string;
  readonly out: string;
  readonly check: boolean;
}

/** 0 done, or nothing to do; 1 `--check` found the folder out of date. */
export function runGenerate(options: GenerateOptions): 0 | 1 {
  const files = generate(options.schema);
  const differences = compare(options.out, files);
  const out = relative("", options.out) || ".";
  if (differences.length === 0) {
    console.log(`${out}: ${files.size} files, all up to date`);
    return 0;
  }
  if (options.check) {
    console.error(`${out} is not what ${relative("", options.schema) || "."} says:`);
    for (const { kind, path } of differences) console.error(`  ${kind.padEnd(8)}${path}`);
    console.error("`critgen generate` brings it up to date.");
    return 1;
  }
  const defects = verify(files);
  if (defects.length > 0) throw new Defects(defects.map(({ path, line, message }) => `${path}:${line}: ${message}`));
  write(options.out, files, differences);
  console.log(`${out}: ${summary(differences)} (${files.size} files)`);
  return 0;
}

function summary(differences: readonly Difference[]): string {
  const count = (kind: Difference["kind"]): number =>
    differences.filter((d) => d.kind === kind && d.path !== MANIFEST).length;
  return `${count("missing")} written, ${count("changed")} changed, ${count("stale")} removed`;
}

/** What was rendered does not compile: critgen's fault, not the schema's. */
class Defects extends Error {
  constructor(lines: readonly string[]) {
    super(
      `what was rendered does not compile, and nothing was written. This is a defect of critgen's:\n${lines.join("\n")}`,
    );
    this.name = "Defects";
  }
}
