import { ts } from "ts-morph";
import { isBindingKey, isLiteralKey, type Name } from "../program/symbols.ts";
import type { Use } from "../uses/use.ts";
import { type Edit, insert, replaceName } from "./edit.ts";

/** Returns the edits that give a renamed thing its new name. Names that the program has given itself stay. */
export function renameEdits({ node, effect, key }: Use): Edit[] | undefined {
  const { to } = effect;
  if (to === undefined) return undefined;
  if (key.endsWith("#")) return specifierEdits(node, key.slice(0, -1), to);
  const name = node as Name;
  const { parent } = name;
  const isMember = key.includes(".", key.indexOf("#"));
  if (ts.isShorthandPropertyAssignment(parent)) {
    return isMember ? [insert(name.getStart(), `${to}: `)] : [insert(name.getEnd(), `: ${to}`)];
  }
  if (isBindingKey(name, parent) && parent.propertyName === undefined) return [insert(name.getStart(), `${to}: `)];
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return importedEdits(name, parent, to);
  if (isMember || isLiteralKey(name, parent)) return [replaceName(name, to)];
  return isTaken(name, to) && isLocal(name) ? [] : [replaceName(name, to)];
}

/** Renames in an import or export. If the file uses the new name for something else, the old one stays by `as`. */
function importedEdits(name: Name, specifier: ts.ImportOrExportSpecifier, to: string): Edit[] {
  if (specifier.propertyName !== undefined) return specifier.propertyName === name ? [replaceName(name, to)] : [];
  const keepsName = ts.isExportSpecifier(specifier) || isTaken(name, to);
  return [replaceName(name, keepsName ? `${to} as ${name.text}` : to)];
}

/** Returns whether a file contains a name already. */
function isTaken(name: Name, to: string): boolean {
  return new RegExp(`(?<![\\w$])${to.replaceAll("$", "\\$")}(?![\\w$])`).test(name.getSourceFile().text);
}

/** Returns whether a name is one of the file, not behind a dot. */
function isLocal(name: Name): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== name;
  return !(ts.isQualifiedName(parent) && parent.right === name) && !ts.isImportTypeNode(parent);
}

/** Replaces the module at the end of a specifier. */
function specifierEdits(node: ts.Node, module: string, to: string): Edit[] | undefined {
  const { text } = node as ts.StringLiteralLike;
  const at = text.lastIndexOf(module);
  return at === -1 ? undefined : [replaceName(node, text.slice(0, at) + to + text.slice(at + module.length))];
}
