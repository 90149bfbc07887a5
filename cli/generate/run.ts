import { existsSync } from "node:fs";
import { chosenOf } from "../../generator/config/choose.ts";
import { DEFAULT_OUT, type Project } from "../../generator/config/load.ts";
import { knownModel } from "../../generator/load/known.ts";
import { snapshotOf } from "../../generator/model/format/snapshot.ts";
import type { Model } from "../../generator/model/model.ts";
import { renderPackage, withManifest } from "../../generator/package.ts";
import { fileProblems, refuseToOverwrite } from "../../generator/project/in-the-way.ts";
import { arrange, build, Defects } from "../../generator/project/product.ts";
import type { RenderMap } from "../../generator/render/render.ts";
import type { Defect } from "../../generator/verify/verify.ts";
import { compare, type Difference } from "../../generator/write/compare.ts";
import { withLock } from "../../generator/write/lock.ts";
import { MANIFEST, readSnapshot, type Snapshot } from "../../generator/write/manifest.ts";
import { write } from "../../generator/write/write.ts";
import { toJson } from "../terminal/problems.ts";
import { progress } from "../terminal/progress.ts";
import { shownFolder } from "../terminal/schema-error.ts";
import { buildHint } from "./build-hint.ts";

/** Options of `critgen generate`. */
export interface GenerateOptions {
  readonly project: Project;
  /** Folder of templates that replace the package's own. */
  readonly templates?: string;
  /** Writes nothing, and reports whether the folder is up to date. */
  readonly check: boolean;
  /** Writes nothing, and shows the changes. */
  readonly diff: boolean;
  /** Replaces files that were edited by hand or are in the way. */
  readonly force: boolean;
  /** Prints JSON. */
  readonly json?: boolean;
}

/** A message without a place. */
interface Remark {
  readonly code: string;
  readonly message: string;
}

/** Code of rows that need a review. */
const REVIEW = "review";

/** Returns the defects of files that do not compile. */
export type Verify = (files: RenderMap) => readonly Defect[];

/**
 * Runs `critgen generate`. Returns 0 if it succeeds; 1 if `--check` or `--diff` finds the folder out of date, or
 * `--check` finds a row to review.
 *
 * @param check finds defects; by default the compiler is loaded when it is needed
 */
export async function runGenerate(options: GenerateOptions, check?: Verify): Promise<0 | 1> {
  const { project, templates } = options;
  const { sources, snapshot, model } = await renderProject(project, templates);
  const files = withManifest(await productOf(options, sources), snapshot);
  const reviews = reviewsOf(model);
  for (const { message } of reviews) console.error(`critgen: ${message}`);
  for (const line of skippedOf(model)) console.error(`critgen: ${line}`);
  const differences = compare(project.out, files);
  const out = shownFolder(project.out);
  if (differences.length === 0) {
    done(options, `${out}: ${files.size} files, all up to date`, reviews);
    return options.check && reviews.length > 0 ? 1 : 0;
  }
  const changes = options.json === true ? "" : await describeChanges(project, snapshot);
  if (options.diff) return showDiff(files, differences, changes);
  if (options.check) return showCheck(options, differences, changes);
  if (!options.force) refuseToOverwrite(project.out, differences);
  announce(options, model.images.length);
  // A build has checked the types already. Output of the user's own templates is not compiled.
  if (templates === undefined && project.output === "sources") await refuseDefects(sources, check);
  const written = await withLock(project.out, () => {
    // A file may have been edited, or written by another run, since the first comparison.
    const now = compare(project.out, files);
    if (!options.force) refuseToOverwrite(project.out, now);
    write(project.out, files, now);
    return now;
  });
  if (changes !== "") console.log(`${changes}\n`);
  done(options, `${out}: ${summary(written)} (${files.size} files)`, reviews);
  return 0;
}

/** Announces the first run without any choice: it is about to generate all images. */
function announce({ project, templates, json }: GenerateOptions, images: number): void {
  const { source, name, images: chosen, out } = project;
  const hasChosen = [templates, source, name, chosen].some((choice) => choice !== undefined) || out !== DEFAULT_OUT;
  if (hasChosen || json === true || existsSync(out)) return;
  const what = `generating modules for all ${images} images in ./${shownFolder(out)}`;
  console.error(`critgen: there is no critgen.yaml: ${what}; choose fewer with \`critgen init\` or --images`);
}

function done({ project, templates, check, json }: GenerateOptions, text: string, reviews: readonly Remark[]): void {
  const hint = templates === undefined && !check ? buildHint(project, shownFolder(project.out)) : undefined;
  const lines = hint === undefined ? text : `${text}\n${hint}`;
  console.log(json === true ? toJson(reviews) : lines);
}

/**
 * Renders the files of a project: TypeScript modules and the files of their package, or the output of its templates.
 */
export async function renderProject(project: Project, templates?: string): Promise<Rendered> {
  const model = chosenOf(await modelOf(project), project);
  const snapshot = snapshotOf(model);
  if (templates === undefined) return { sources: renderPackage(model, project, snapshot), snapshot, model };
  const { renderTemplates } = await import("../../generator/generate.ts");
  return { sources: renderTemplates(templates, model), snapshot, model };
}

/** Reads the model of a project. The code that reads schemas is slow to load, so a known schema does without it. */
async function modelOf({ schema, extend }: Project): Promise<Model> {
  return knownModel(schema, extend) ?? (await import("../../generator/generate.ts")).readModel(schema, extend);
}

interface Rendered {
  readonly sources: RenderMap;
  readonly snapshot: Snapshot;
  readonly model: Model;
}

/** Returns the files to write. */
async function productOf({ project, templates }: GenerateOptions, sources: RenderMap): Promise<RenderMap> {
  if (templates !== undefined) return sources;
  return project.output === "package" ? build(project, sources) : arrange(project, sources);
}

async function refuseDefects(sources: RenderMap, check: Verify | undefined): Promise<void> {
  const defects = await progress(`checking the types of ${sources.size} files`, async () =>
    (check ?? (await import("../../generator/verify/verify.ts")).verify)(sources),
  );
  if (defects.length > 0) throw new Defects(defects);
}

/**
 * Describes the changes of the format since the folder was generated, and the code that they break. Empty without
 * changes.
 */
async function describeChanges({ out }: Project, snapshot: Snapshot): Promise<string> {
  const before = readSnapshot(out);
  if (before === undefined || JSON.stringify(before) === JSON.stringify(snapshot)) return "";
  const { changesText } = await import("./changes.ts");
  return changesText(shownFolder(out), before, snapshot);
}

/** Returns remarks on imported rows that contain a guess, until someone has reviewed them. */
function reviewsOf({ images, versions }: Model): Remark[] {
  const kinds = [
    [images, "check the payload of each row"],
    [versions, "check whether images of that version have heads"],
  ] as const;
  return kinds.flatMap(([all, advice]) => {
    const names = all.flatMap(({ name, review }) => (review === true ? [name] : []));
    if (names.length === 0) return [];
    const message = `images.yaml marks ${names.join(", ")} for review: ${advice}, then remove \`review: true\``;
    return [{ code: REVIEW, message }];
  });
}

/** Lists features of the .proto files that the package lacks, a line for each kind. */
function skippedOf({ skipped }: Model): string[] {
  return (["service", "extension"] as const).flatMap((kind) => {
    const [first, ...more] = skipped.filter((one) => one.kind === kind);
    if (first === undefined) return [];
    const { name, at } = first;
    const what = kind === "service" ? "images have no services" : "its values are kept as unknown fields";
    const others =
      more.length === 0 ? "" : `; and so ${more.length === 1 ? "is 1 other" : `are ${more.length} others`}`;
    return [`the ${kind} \`${name}\` (${at.file}:${at.line}) is skipped: ${what}${others}`];
  });
}

async function showDiff(files: RenderMap, differences: readonly Difference[], changes: string): Promise<1> {
  const { createTwoFilesPatch } = await import("diff");
  if (changes !== "") console.error(changes);
  for (const { path, found } of differences) {
    const [from, to] = [found === "" ? "/dev/null" : path, files.has(path) ? path : "/dev/null"];
    if (path !== MANIFEST)
      console.log(createTwoFilesPatch(from, to, found, files.get(path) ?? "", "", "", { headerOptions: HEADER }));
  }
  const lost = differences.filter(({ kind }) => kind === "foreign" || kind === "edited");
  for (const { kind, path } of lost) console.error(`critgen: ${path} is ${LOST[kind]}: only --force replaces it`);
  return 1;
}

const LOST: Readonly<Partial<Record<Difference["kind"], string>>> = {
  foreign: "in the way, and not written by critgen",
  edited: "edited by hand",
};

/** Limits the header to the two lines that name the files. */
const HEADER = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

function showCheck({ project, json }: GenerateOptions, differences: readonly Difference[], changes: string): 1 {
  const { out, schema, source } = project;
  if (json === true) {
    console.log(toJson(fileProblems(out, differences)));
    return 1;
  }
  if (!existsSync(out)) {
    console.error(`${shownFolder(out)} does not exist: run \`critgen generate\`.`);
    return 1;
  }
  if (changes !== "") console.error(`${changes}\n`);
  const config = source === undefined ? "" : `${shownFolder(source.file)} and `;
  console.error(`${shownFolder(out)} is out of date with ${config}${shownFolder(schema)}:`);
  for (const { kind, path } of differences) console.error(`  ${kind.padEnd(8)} ${path}`);
  const force = differences.some(isOthers) ? " --force" : "";
  console.error(`Update it with \`critgen generate${force}\`; see the changes with \`critgen generate --diff\`.`);
  return 1;
}

/** Reports whether a file is not critgen's work any more: replacing it takes `--force`. */
function isOthers({ kind }: Difference): boolean {
  return kind === "edited" || kind === "foreign";
}

function summary(differences: readonly Difference[]): string {
  const count = (...kinds: Difference["kind"][]): number =>
    differences.filter((d) => kinds.includes(d.kind) && d.path !== MANIFEST).length;
  return `${count("missing")} written, ${count("changed", "edited", "foreign")} changed, ${count("stale")} removed`;
}
