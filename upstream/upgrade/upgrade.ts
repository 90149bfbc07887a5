import type { ts } from "ts-morph";
import { shown } from "../../generator/config/file.ts";
import type { Location } from "../../generator/model/problem.ts";
import type { Effect } from "./effects/effect.ts";
import { editsFor, type Fixed, fixed } from "./fix/fix.ts";
import { openPrograms, type Program } from "./program/open.ts";
import { findPackages, type Packages } from "./program/packages.ts";
import { type Broken, recompile } from "./recompile/recompile.ts";
import { type Newer, type UsedPackages, usedPackages } from "./used.ts";
import { findUses } from "./uses/find.ts";
import type { Use } from "./uses/use.ts";

export interface UpgradeOptions {
  /** Path of the tsconfig.json. */
  readonly config: string;
  readonly newer: Newer;
  /** Name or folder of the only package to upgrade; by default all that the program uses. */
  readonly package?: string | undefined;
}

/** A place that a change of the format touches. */
export interface Touched {
  readonly effect: Effect;
  /** Path of the file as people write it, and the place in it. */
  readonly at: Location;
  /** Number of characters of the name. */
  readonly length: number;
  /** The line. */
  readonly source: string;
  /** Name of the package; absent for a line that only the compiler refuses. */
  readonly package?: string;
  /** Whether there is an edit that is safe. */
  readonly canMend: boolean;
  /** Whether only a name around this one is touched, such as the type of a member. */
  readonly isInner?: true;
}

/** A file of the program, and its text after all safe edits. */
interface FixedFile {
  readonly path: string;
  /** Path as people write it. */
  readonly shown: string;
  readonly before: string;
  readonly after: string;
}

/** Result of a search. */
export interface Upgraded {
  readonly touched: readonly Touched[];
  readonly files: readonly FixedFile[];
  /** Returns the places that are left to people after all safe edits. */
  readonly left: () => readonly Touched[];
  /** Names of the packages that the program uses. */
  readonly packages: readonly string[];
}

/**
 * Finds each line of a program that a change of the format touches, and the edits that are safe. Nothing is written.
 *
 * @throws {Error} if the program cannot be read or uses no generated package, or a package does not tell its format
 */
export function upgrade({ config, newer, package: only }: UpgradeOptions): Upgraded {
  const packages = findPackages();
  const used = usedPackages(newer, only);
  const programs = withoutTwins(openPrograms(config));
  const uses = programs.flatMap((program) => usesIn(program, packages, used));
  if (used.all().length === 0) throw new Error(nothingUsed(config, only));
  const mended = fixed(uses);
  const compile = (texts: ReadonlyMap<string, Fixed>): Broken[] =>
    programs.flatMap((program) =>
      recompile(program, {
        packages,
        newFiles: (folder) => used.at(folder)?.newFiles,
        files: new Map([...texts].map(([name, { after }]) => [name, after])),
      }),
    );
  const open = uses.filter((use) => editsFor(use) === undefined);
  return {
    touched: withBroken(
      uses.map((use) => touchedBy(use, used)),
      compile(new Map()),
    ),
    files: [...mended.values()].map(({ before, after }) => {
      return { path: before.fileName, shown: shown(before.fileName), before: before.text, after: after.text };
    }),
    left: () => {
      const fresh = fixed(uses);
      const touched = open.map((use) => touchedBy(use, used, fresh));
      return withBroken(touched, compile(fresh));
    },
    packages: used.all().map(({ name }) => name),
  };
}

/** Leaves each file only in the first program that has it. */
function withoutTwins(programs: readonly Program[]): Program[] {
  const seen = new Set<string>();
  return programs.map((program) => {
    const files = program.files.filter(({ fileName }) => !seen.has(fileName));
    for (const { fileName } of files) seen.add(fileName);
    return { ...program, files };
  });
}

function usesIn({ checker, files }: Program, packages: Packages, used: UsedPackages): Use[] {
  return findUses(files, { checker, packages, effectsOn: (folder) => used.at(folder)?.effects, all: used.all });
}

function nothingUsed(config: string, only: string | undefined): string {
  const what = only === undefined ? "no package that critgen generated" : `no generated package ${only}`;
  return `the files of ${shown(config)} use ${what}: install or generate the old version first, then upgrade`;
}

/** Describes a use, at its place before or after the edits. */
function touchedBy(use: Use, used: UsedPackages, mended: ReadonlyMap<string, Fixed> = new Map()): Touched {
  const { node, effect, folder } = use;
  const file = node.getSourceFile();
  const now = mended.get(file.fileName);
  const start = node.getStart();
  const found = used.at(folder);
  return {
    ...placed(now?.after ?? file, now?.move(start) ?? start),
    effect,
    length: node.getEnd() - start,
    ...(found !== undefined && { package: found.name }),
    canMend: editsFor(use) !== undefined,
    ...(use.isInner && { isInner: true }),
  };
}

/** Adds the lines that only the compiler refuses. On others, the use of a name is the reason. */
function withBroken(touched: readonly Touched[], broken: readonly Broken[]): Touched[] {
  const lines = new Set(touched.map(({ at }) => `${at.file}:${at.line}`));
  const isFirst = ({ at }: Touched): boolean => {
    const line = `${at.file}:${at.line}`;
    return !lines.has(line) && lines.add(line).size > 0;
  };
  const others = broken.map(({ file, start, length, message }): Touched => {
    const effect: Effect = { kind: "does-not-compile", message, changes: [] };
    return { ...placed(file, start), effect, length, canMend: false };
  });
  const all = [...touched, ...others.filter(isFirst)];
  const unique = new Map(all.map((one) => [JSON.stringify([one.at, one.effect.kind, one.effect.message]), one]));
  return [...unique.values()].sort(inOrder);
}

/** Returns the place of an offset and its line. */
function placed(file: ts.SourceFile, offset: number): Pick<Touched, "at" | "source"> {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  const starts = file.getLineStarts();
  const source = file.text.slice(starts[line], starts[line + 1]).trimEnd();
  return { at: { file: shown(file.fileName), line: line + 1, column: character + 1 }, source };
}

function inOrder({ at: a }: Touched, { at: b }: Touched): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
