import { ts } from "ts-morph";
import type { Name } from "../program/symbols.ts";

/** Returns whether the program gives the name itself, by `as` or by exporting it: a new name of the package changes nothing. */
export function isOfProgram(name: Name, checker: ts.TypeChecker): boolean {
  const own = ts.isExportSpecifier(name.parent) || ts.isImportSpecifier(name.parent) ? name.parent : undefined;
  let symbol = checker.getSymbolAtLocation(name);
  const seen = new Set<ts.Symbol>();
  while (symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 && !seen.has(symbol)) {
    seen.add(symbol);
    const [declaration] = symbol.declarations ?? [];
    if (declaration === undefined || declaration.getSourceFile().isDeclarationFile) return false;
    if (declaration !== own && isNaming(declaration)) return true;
    // The module of an import with `as` is asked for the name before it.
    symbol = checker.getImmediateAliasedSymbol(symbol);
  }
  return false;
}

/** Returns whether a declaration names what another module declares: an export, or an import with `as`. */
function isNaming(declaration: ts.Declaration): boolean {
  if (ts.isExportSpecifier(declaration)) return true;
  return ts.isImportSpecifier(declaration) && declaration.propertyName !== undefined;
}
