import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject } from "vitest";
import { generate } from "../../generator/generate.ts";
import type { RenderMap } from "../../generator/render/render.ts";
import { createVerifier } from "../../generator/targets/typescript/verify/verify.ts";
import { longLines } from "../generator/hostile/support.ts";
import { partsOf, protoFiles, type RandomField, type RandomSchema, tableText, type Value } from "./random-schema.ts";

/* Compiles schemas to packages and imports them. */

const PACKAGE = fileURLToPath(new URL("../../generated", import.meta.url));
const verify = createVerifier();

type Functions = Readonly<Record<string, (value: unknown, options?: unknown) => unknown>>;

/** The imported package of a schema: its codecs, and a loader of its other modules. */
export interface RandomPackage {
  readonly index: Functions;
  readonly load: <T>(module: string) => Promise<T>;
}

/** Compiles a schema to a folder, with additional rows, and imports the package. */
export async function compile(schema: RandomSchema, rows: readonly string[] = []): Promise<RandomPackage> {
  const folder = mkdtempSync(join(tmpdir(), "critgen-random-"));
  mkdirSync(join(folder, "messages/moods"), { recursive: true });
  writeFileSync(join(folder, "images.yaml"), tableText(schema) + rows.map((row) => `  ${row}\n`).join(""));
  for (const [name, text] of Object.entries(protoFiles(schema))) writeFileSync(join(folder, "messages", name), text);
  writeFileSync(join(folder, "display.yaml"), "flags: {}\ndicts: {}\n");
  writeFileSync(join(folder, "history.yaml"), "v1.0: { date: 2013-11-25 }\n");
  const files = generate(folder);
  rmSync(folder, { recursive: true });
  return importPackage(files);
}

/** Verifies a generated package, and imports it. */
export async function importPackage(files: RenderMap): Promise<RandomPackage> {
  expect(verify(files)).toEqual([]);
  expect(longLines(files)).toEqual([]);
  const out = mkdtempSync(join(inject("scratch"), "package-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    const own = join(PACKAGE, path);
    writeFileSync(join(out, path), isShared(own, text) ? `export * from ${JSON.stringify(own)};\n` : text);
  }
  const load = async <T>(module: string): Promise<T> => (await import(/* @vite-ignore */ join(out, module))) as T;
  return { index: await load("src/index.ts"), load };
}

/** Returns whether a module of the runtime equals the one in generated/. Then tests import that one, for its coverage. */
function isShared(own: string, text: string): boolean {
  return own.includes("/src/runtime/") && existsSync(own) && readFileSync(own, "utf8") === text;
}

/** Returns a value of a row's entry, with parts of the lengths in its fields. */
export function entryOf(fields: readonly RandomField[], value: Value, sizes: readonly number[]): Value {
  const parts = partsOf(fields);
  if (parts.length === 0) return value;
  const entry: Value = { ...value };
  const extra: Value = {};
  for (const [i, { name, text, length, size }] of parts.entries()) {
    const count = sizes[i % sizes.length] ?? 0;
    entry[length] = count;
    const [, word, condition] = / (if|unless) (\w+)$/.exec(text) ?? [];
    if (condition !== undefined && (value[condition] === true) !== (word === "if")) continue;
    const items = Array.from({ length: count }, (_, k) => k + 1);
    extra[name] = size === 1 ? Uint8Array.from(items) : size === 8 ? items.map(BigInt) : items;
  }
  return { ...entry, extra };
}
