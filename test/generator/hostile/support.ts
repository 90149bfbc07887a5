import { ts } from "ts-morph";
import { generate } from "../../../generator/generate.ts";
import { SchemaError } from "../../../generator/model/problem.ts";
import type { RenderMap } from "../../../generator/render/render.ts";
import { createVerifier } from "../../../generator/targets/typescript/verify/verify.ts";
import { type SchemaTexts, tinySchema } from "../../support/schema.ts";

/** A generated package, and its compile errors as `file:line: message`. */
export interface Compiled {
  readonly files: RenderMap;
  readonly defects: readonly string[];
}

let verifier: ReturnType<typeof createVerifier> | undefined;

/** Compiles a schema; all schemas of a test file share one compiler. */
export function compile(texts: SchemaTexts): Compiled {
  const files = generated(texts);
  verifier ??= createVerifier();
  return { files, defects: verifier(files).map(({ path, line, message }) => `${path}:${line}: ${message}`) };
}

/** Generates a valid schema; fails the test with the problems if it is invalid. */
function generated(texts: SchemaTexts): RenderMap {
  try {
    return generate(tinySchema(texts));
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const lines = error.problems.map(
      ({ at, code, message }) => `${at.file}:${at.line}:${at.column} ${code} ${message}`,
    );
    throw new Error(lines.join("\n"));
  }
}

/** Returns the files that contain `word` as an identifier, outside of comments and strings. */
export function filesWithCode(files: RenderMap, word: string): string[] {
  const has = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === word) || ts.forEachChild(node, (child) => has(child) || undefined) === true;
  return [...files]
    .filter(([path, text]) => path.endsWith(".ts") && has(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022)))
    .map(([path]) => path);
}

/** Returns the lines of modules that are too long. */
export function longLines(files: RenderMap): string[] {
  return [...files].flatMap(([path, text]) =>
    path.endsWith(".ts")
      ? text
          .split("\n")
          .filter((line) => line.length > 120)
          .map((line) => `${path}: ${line}`)
      : [],
  );
}
