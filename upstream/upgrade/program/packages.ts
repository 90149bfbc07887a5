import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { ts } from "ts-morph";
import { readManifest } from "../../../generator/write/manifest.ts";
import { MANIFEST } from "../../../generator/write/manifest-text.ts";
import { elementKey, moduleOf } from "../element.ts";

/** A name of a generated package. */
export interface Element {
  /** Folder of the package. */
  readonly folder: string;
  readonly key: string;
}

/** Finds generated packages by their files. */
export interface Packages {
  /** Returns the folder and the module of a file in a generated package; `undefined` for other files. */
  readonly moduleAt: (file: string) => { readonly folder: string; readonly module: string } | undefined;
  /** Returns the folder of the package around a file, also of a file that does not exist. */
  readonly folderOf: (file: string) => string | undefined;
}

/** Creates a finder. It reads each manifest once. */
export function findPackages(): Packages {
  const folders = new Map<string, string | undefined>();
  const modules = new Map<string, ReadonlySet<string>>();
  const folderOf = (at: string): string | undefined => {
    if (folders.has(at)) return folders.get(at);
    const isRoot = dirname(at) === at;
    const found = existsSync(join(at, MANIFEST)) ? at : isRoot ? undefined : folderOf(dirname(at));
    folders.set(at, found);
    return found;
  };
  const modulesIn = (folder: string): ReadonlySet<string> => {
    const known = modules.get(folder) ?? new Set([...readManifest(folder).keys()].map(moduleOf));
    modules.set(folder, known);
    return known;
  };
  return {
    moduleAt: (file) => {
      const folder = folderOf(dirname(file));
      if (folder === undefined) return undefined;
      const module = moduleOf(relative(folder, file).split(sep).join("/"));
      return modulesIn(folder).has(module) ? { folder, module } : undefined;
    },
    folderOf: (file) => folderOf(dirname(file)),
  };
}

/** Yields the names of generated packages that a symbol stands for. A property of a union can have several. */
export function* elementsOf(symbol: ts.Symbol, packages: Packages): Generator<Element> {
  for (const declaration of symbol.declarations ?? []) {
    const found = packages.moduleAt(declaration.getSourceFile().fileName);
    if (found === undefined) continue;
    yield { folder: found.folder, key: elementKey(found.module, ...pathOf(declaration)) };
  }
}

/** Returns the names from the export of a module down to a declaration. */
function pathOf(declaration: ts.Declaration): string[] {
  const path: string[] = [];
  for (let node: ts.Node = declaration; !ts.isSourceFile(node); node = node.parent) {
    const name = ts.isVariableStatement(node) ? undefined : ts.getNameOfDeclaration(node as ts.Declaration);
    if (name !== undefined && "text" in name) path.unshift(name.text as string);
  }
  return path;
}
