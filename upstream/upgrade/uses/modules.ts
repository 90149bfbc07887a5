import { ts } from "ts-morph";
import type { Search, Use } from "./use.ts";

/** Yields the uses of a module's specifier in an import or export. */
export function* usesOfModule(
  specifier: ts.StringLiteralLike,
  { checker, packages, effectsOn }: Search,
): Generator<Use> {
  const symbol = checker.getSymbolAtLocation(specifier);
  for (const declaration of symbol?.declarations ?? []) {
    if (!ts.isSourceFile(declaration)) continue;
    const found = packages.moduleAt(declaration.fileName);
    const effect = found && effectsOn(found.folder)?.modules.get(found.module);
    if (found !== undefined && effect !== undefined) {
      yield { node: specifier, effect, folder: found.folder, key: `${found.module}#` };
    }
  }
}
