import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, onTestFinished } from "vitest";
import type { Project } from "../../generator/config/project.ts";
import { loadModel } from "../../generator/generate.ts";
import { FULL } from "../../generator/model/config.ts";
import { type Location, SchemaError } from "../../generator/model/problem.ts";
import { DEFAULT_TARGET } from "../../generator/targets/targets.ts";

/*
 * Makes schema folders for tests: copies of the project's own, or tiny ones from texts. They are removed after the
 * test.
 */

/** The project's own schema. */
export const PROJECT_SCHEMA: string = fileURLToPath(new URL("../../schema", import.meta.url));

/** Registers a function that runs after the test. */
export type Cleanup = (remove: () => void) => void;

/**
 * Returns a cleanup for folders that several tests share: it runs after all tests of the file. Call it at the top of
 * the file.
 */
export function afterAllTests(): Cleanup {
  const removals: (() => void)[] = [];
  afterAll(() => {
    for (const remove of removals) remove();
  });
  return (remove) => void removals.push(remove);
}

export function temporaryFolder(cleanup: Cleanup = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), "critgen-test-"));
  cleanup(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function copyOfSchema(cleanup?: Cleanup): string {
  const folder = temporaryFolder(cleanup);
  cpSync(PROJECT_SCHEMA, folder, { recursive: true });
  return folder;
}

/** Texts of a schema. Missing ones get the smallest valid text. */
export interface SchemaTexts {
  readonly images?: string;
  /** Texts by file name. `base.proto` always exists. */
  readonly protos?: Readonly<Record<string, string>> | undefined;
  readonly display?: string;
  readonly relations?: string;
  readonly history?: string;
}

/** The text of every table above its rows. */
export const PREAMBLE = `criu: v0.1
heads:
  common: { magic: 0x54564319, town: Sarov, about: Images }
  service: { magic: 0x55105940, town: Zlatoust, about: Others }
versions:
  v1.1: { value: 2, heads: true }
`;

/** Returns a table with these rows, after the row with the version field. */
export function table(...rows: readonly string[]): string {
  const base = row("BASE", "magic: 0x11111112, entries: base_entry, head: none, version: version");
  return `${PREAMBLE}images:\n${[base, ...rows].map((text) => `  ${text}\n`).join("")}`;
}

/** Returns a row with these keys and the required ones. */
export function row(name: string, keys: string): string {
  return `${name}: { about: A thing, file: ${name.toLowerCase()}.img, ${keys} }`;
}

/** Returns a .proto file with this text. */
export function proto(text: string): string {
  return `syntax = "proto2";\n\n${text}\n`;
}

/** Returns the files of a schema, by path. */
function filesOf(texts: SchemaTexts): Map<string, string> {
  const base = proto("message base_entry {\n  required uint32 version = 1;\n}");
  const protos = Object.entries({ "base.proto": base, ...texts.protos });
  return new Map([
    ["images.yaml", texts.images ?? table()],
    ["display.yaml", texts.display ?? "flags: {}\ndicts: {}\n"],
    ["history.yaml", texts.history ?? "{}\n"],
    ...(texts.relations === undefined ? [] : [["relations.yaml", texts.relations] as const]),
    ...protos.map(([name, text]) => [`messages/${name}`, text] as const),
  ]);
}

function writeFiles(files: ReadonlyMap<string, string>, cleanup?: Cleanup): string {
  const folder = temporaryFolder(cleanup);
  for (const [path, text] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function tinySchema(texts: SchemaTexts = {}, cleanup?: Cleanup): string {
  return writeFiles(filesOf(texts), cleanup);
}

/** Returns a project of a tiny schema: the full package, in a folder of its own. */
export function projectOf(changes: Partial<Project> = {}): Project {
  const fresh = { schema: changes.schema ?? tinySchema(), out: changes.out ?? temporaryFolder() };
  return { ...FULL, target: DEFAULT_TARGET, extend: [], budget: {}, source: undefined, ...fresh, ...changes };
}

/** A problem with its place, as plain values. */
interface FoundProblem extends Location {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** Returns the problems of a schema; none if it loads and passes all checks. */
export function problemsOf(schema: string): FoundProblem[] {
  try {
    loadModel(schema);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ at, ...problem }) => ({ ...problem, ...at }));
  }
}

/** Marks the token that a problem must point to; not written to the schema. */
const MARK = "§";

/** Checks that a schema has exactly one problem, at the `§` in its texts. */
export function expectProblem(
  texts: SchemaTexts,
  { hint, ...wanted }: { readonly code: string; readonly message: string; readonly hint?: string },
): void {
  const files = filesOf(texts);
  const places = [...files].flatMap(([file, text]) => (text.includes(MARK) ? [placeIn(file, text)] : []));
  const schema = writeFiles(new Map([...files].map(([file, text]) => [file, text.replace(MARK, "")])));
  expect(places).toHaveLength(1);
  expect(problemsOf(schema)).toEqual([
    {
      ...places[0],
      code: wanted.code,
      message: expect.stringContaining(wanted.message),
      ...(hint !== undefined && { hint: expect.stringContaining(hint) }),
    },
  ]);
}

function placeIn(file: string, text: string): Location {
  const before = text.slice(0, text.indexOf(MARK)).split("\n");
  return { file, line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
