import { ts } from "ts-morph";

/* Extracts texts of a TypeScript or JavaScript file: comments, and strings of several words. */

const TITLES = /^(it|describe|test)(\.\w+)*$/;
const WORDS = 4;

export function codeTexts(file, text) {
  const kind = file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(`/${file}`, text, ts.ScriptTarget.Latest, true, kind);
  const nodes = [...descendants(source, source)];
  return [...comments(source, nodes, file), ...strings(source, nodes, file)];
}

/** Lists a node and all nodes and tokens in it, each before its own. */
function* descendants(node, source) {
  yield node;
  for (const child of node.getChildren(source)) yield* descendants(child, source);
}

function* comments(source, nodes, file) {
  const { text: all } = source;
  const lines = all.split("\n").filter((line) => line.trim() !== "").length;
  const seen = new Set();
  let run;
  for (const node of nodes) {
    for (const range of rangesAt(all, node)) {
      if (seen.has(range.pos)) continue;
      seen.add(range.pos);
      const comment = all.slice(range.pos, range.end);
      const line = source.getLineAndCharacterOfPosition(range.pos).line + 1;
      const text = plain(comment);
      if (/^(biome-ignore|@ts-|eslint|#!)/.test(text)) continue;
      const height = comment.split("\n").length;
      // Adjacent line comments are one text.
      if (run !== undefined && comment.startsWith("//") && run.end === line - 1) {
        run.text += ` ${text}`;
        run.height += height;
        run.end = line;
        continue;
      }
      if (run !== undefined) yield run;
      const isFunction = isOfFunction(node, comment);
      run = { file, line, end: line + height - 1, height, kind: "comments", text, isFunction };
    }
  }
  if (run !== undefined) yield run;
  yield { file, line: 1, kind: "lines", text: "", height: lines };
}

/** Lists the comments right before and right after a node. */
function rangesAt(text, node) {
  return [
    ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
    ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
  ];
}

function isOfFunction(node, comment) {
  if (!comment.startsWith("/**")) return false;
  const [declaration] = ts.isVariableStatement(node) ? node.declarationList.declarations : [];
  return ts.isFunctionLike(declaration?.initializer ?? node);
}

function plain(comment) {
  return comment
    .replace(/^\/\*+|\*+\/$|^\/\//g, "")
    .replaceAll(/^\s*\* ?/gm, "")
    .trim();
}

function* strings(source, nodes, file) {
  const isTest = file.startsWith("test/") || file.startsWith("bench/");
  for (const node of nodes) {
    const text = textOf(node);
    if (text === undefined || text.split(/\s+/).length < WORDS || /[{}]\s*$|^\s*[#{[<]|;$/.test(text)) continue;
    const call = ts.isCallExpression(node.parent) ? node.parent.expression.getText(source) : "";
    if (isTest && !TITLES.test(call)) continue;
    const kind = isTest ? "test titles" : "texts in code";
    yield { file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, kind, text };
  }
}

function textOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("X");
}
