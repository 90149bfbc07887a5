import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ts } from "ts-morph";
import { FULL, PARTS } from "../../../generator/model/config.ts";
import { snapshotOf } from "../../../generator/model/format/snapshot.ts";
import type { Model } from "../../../generator/model/model.ts";
import { renderPackage } from "../../../generator/package.ts";
import { TYPESCRIPT } from "../../../generator/targets/typescript/typescript.ts";
import { readManifest } from "../../../generator/write/manifest.ts";
import { moduleOf } from "../element.ts";

/** Returns the text of a file of a package as it will be, by its path in the package; `undefined` if there is none. */
export type NewFiles = (path: string) => string | undefined;

const MANIFEST_OF_NPM = "package.json";

/** Returns the files of a package after the next `critgen generate` with another model. */
export function generatedFiles(folder: string, model: Model): NewFiles {
  const old = [...readManifest(folder).keys()];
  const file = join(folder, MANIFEST_OF_NPM);
  const isPackage = old.includes(MANIFEST_OF_NPM) && existsSync(file);
  const { name } = isPackage
    ? (JSON.parse(readFileSync(file, "utf8")) as { readonly name: string })
    : { name: undefined };
  const modules = new Set(old.map((path) => moduleOf(path).split("/")[0]));
  const parts = PARTS.filter((part) => part === "codec" || modules.has(part));
  const rendered = renderPackage(model, { ...FULL, name, parts }, snapshotOf(model), TYPESCRIPT);
  const sources = new Map([...rendered].map(([path, text]) => [path.endsWith(".ts") ? moduleOf(path) : path, text]));
  return (path) => asDeclared(path, sources.get(path.endsWith(".ts") ? moduleOf(path) : path));
}

/** Returns the files of another package. */
export function filesOf(folder: string): NewFiles {
  return (path) => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
}

/** Returns a source as the file that was asked for: itself, or its declarations. */
function asDeclared(path: string, source: string | undefined): string | undefined {
  if (source === undefined || !path.endsWith(".d.ts")) return source;
  const compilerOptions = { ...{ declaration: true, isolatedDeclarations: true, target: ts.ScriptTarget.ES2022 } };
  return ts.transpileDeclaration(source, { compilerOptions, fileName: path.replace(/\.d\.ts$/, ".ts") }).outputText;
}
