import { relative } from "node:path";
import { loadModel, renderModel } from "../generate.ts";
import type { Model } from "../model/model.ts";
import type { RenderMap } from "../render/render.ts";
import type { Defect } from "../verify/verify.ts";
import { compare, type Difference } from "../write/compare.ts";
import { withLock } from "../write/lock.ts";
import { MANIFEST } from "../write/manifest.ts";
import { write } from "../write/write.ts";
import { progress } from "./progress.ts";

/** What `critgen generate` is told. */
export interface GenerateOptions {
  readonly schema: string;
  readonly out: string;
  /** Write nothing; report whether the folder is up to date. */
  readonly check: boolean;
  /** Write nothing; show what would change. */
  readonly diff: boolean;
  /** Replace files that were edited by hand, or that are in the way. */
  readonly force: boolean;
}

/** Finds what does not compile. */
export type Verify = (files: RenderMap) => Defect[];

/**
 * 0 done, or nothing to do; 1 `--check` or `--diff` found the folder out of date.
 *
 * @param check how to find what does not compile; where none is given the compiler is loaded, when there is need of it
 */
export async function runGenerate(options: GenerateOptions, check?: Verify): Promise<0 | 1> {
  const model = loadModel(options.schema);
  const files = renderModel(model);
  noteReviews(model);
  const differences = compare(options.out, files);
  const out = show(options.out);
  if (differences.length === 0) {
    console.log(`${out}: ${files.size} files, all up to date`);
    return 0;
  }
  if (options.diff) return showDiff(files, differences);
  if (options.check) return showCheck(options, differences);
  if (!options.force) refuseToOverwrite(out, differences);
  const defects = await progress(`checking the types of ${files.size} files`, async () =>
    (check ?? (await import("../verify/verify.ts")).verify)(files),
  );
  if (defects.length > 0) throw new Defects(defects.map(({ path, line, message }) => `${path}:${line}: ${message}`));
  const written = await withLock(options.out, () => {
    // Since the first look somebody may have edited a file, or another run have written them.
    const now = compare(options.out, files);
    if (!options.force) refuseToOverwrite(out, now);
    write(options.out, files, now);
    return now;
  });
  console.log(`${out}: ${summary(written)} (${files.size} files)`);
  return 0;
}

/** Rows that were imported with a guessed layout are told of until someone has looked at them. */
function noteReviews({ images }: Model): void {
  const names = images.filter(({ review }) => review).map(({ name }) => name);
  if (names.length === 0) return;
  console.error(
    `critgen: images.yaml marks ${names.join(", ")} for review: see what follows the magic there, and take \`review: true\` out`,
  );
}

/** A folder as people write it: relative to where they are. */
function show(folder: string): string {
  return relative("", folder) || ".";
}

async function showDiff(files: RenderMap, differences: readonly Difference[]): Promise<1> {
  const { createTwoFilesPatch } = await import("diff");
  for (const { path, found } of differences) {
    const [from, to] = [found === "" ? "/dev/null" : path, files.has(path) ? path : "/dev/null"];
    if (path !== MANIFEST)
      console.log(createTwoFilesPatch(from, to, found, files.get(path) ?? "", "", "", { headerOptions: HEADER }));
  }
  return 1;
}

/** Only the two lines that name the files. */
const HEADER = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

function showCheck(options: GenerateOptions, differences: readonly Difference[]): 1 {
  console.error(`${show(options.out)} is not what ${show(options.schema)} says:`);
  for (const { kind, path } of differences) console.error(`  ${kind.padEnd(8)} ${path}`);
  console.error("`critgen generate` brings it up to date, `critgen generate --diff` shows how.");
  return 1;
}

/** Nobody's work is lost: what critgen did not write, or what was changed since, it does not replace. */
function refuseToOverwrite(out: string, differences: readonly Difference[]): void {
  const list = (kind: Difference["kind"]): string[] =>
    differences.filter((d) => d.kind === kind).map(({ path }) => `  ${out}/${path}`);
  const foreign = list("foreign");
  const edited = list("edited");
  if (foreign.length > 0) {
    const what = "these files are in the way, and critgen did not write them:";
    throw new Error([what, ...foreign, "Move them, choose another --out, or replace them with --force."].join("\n"));
  }
  if (edited.length === 0) return;
  const what = "these generated files were edited by hand since critgen wrote them:";
  throw new Error([what, ...edited, "Make the change in the schema, and replace them with --force."].join("\n"));
}

function summary(differences: readonly Difference[]): string {
  const count = (...kinds: Difference["kind"][]): number =>
    differences.filter((d) => kinds.includes(d.kind) && d.path !== MANIFEST).length;
  return `${count("missing")} written, ${count("changed", "edited", "foreign")} changed, ${count("stale")} removed`;
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
