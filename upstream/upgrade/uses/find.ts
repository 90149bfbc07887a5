import { ts } from "ts-morph";
import { isName } from "../program/symbols.ts";
import { usesOfNumber, usesOfSwitch } from "./enums.ts";
import { addKeyType, type KeyTypes, usesOfAllKeys } from "./keys.ts";
import { usesOfModule } from "./modules.ts";
import { usesOfName } from "./names.ts";
import { usesOfObject } from "./objects.ts";
import { usesOfText } from "./texts.ts";
import type { Search, Use } from "./use.ts";

/** Finds all uses in files, in the order of files and places. Each node is visited twice. */
export function findUses(files: readonly ts.SourceFile[], search: Search): Use[] {
  const keys: KeyTypes = new Map();
  const own = files.filter(({ fileName }) => search.packages.moduleAt(fileName) === undefined);
  for (const file of own) {
    visit(file, (node) => ts.isTypeOperatorNode(node) && addKeyType(node, keys, search));
  }
  return own.flatMap((file) => {
    const uses: Use[] = [];
    visit(file, (node) => uses.push(...usesAt(node, keys, search)));
    return uses.sort((a, b) => a.node.getStart() - b.node.getStart());
  });
}

/** Visits all nodes of a file, those of its JSDoc included. */
function visit(file: ts.SourceFile, use: (node: ts.Node) => void): void {
  // A stack of our own: expressions can be nested deeper than calls.
  const left: ts.Node[] = [file];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    use(node);
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    children.push(...ts.getJSDocCommentsAndTags(node).filter((doc) => doc.parent === node));
    for (const child of children.reverse()) left.push(child);
  }
}

function* usesAt(node: ts.Node, keys: KeyTypes, search: Search): Generator<Use> {
  if (isName(node)) yield* usesOfName(node, keys, search);
  if (ts.isStringLiteralLike(node)) {
    yield* usesOfModule(node, search);
    yield* usesOfText(node, search);
  } else if (ts.isObjectLiteralExpression(node)) yield* usesOfObject(node, search);
  else if (ts.isSwitchStatement(node)) yield* usesOfSwitch(node, search);
  else if (ts.isNumericLiteral(node)) yield* usesOfNumber(node, search);
  else if (ts.isTypeOperatorNode(node)) yield* usesOfAllKeys(node, search);
}
