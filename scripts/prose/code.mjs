import { Node, Project, ScriptKind, SyntaxKind } from "ts-morph";

/* Extracts texts of a TypeScript or JavaScript file: comments, and strings of several words. */

const project = new Project({ compilerOptions: { noLib: true, allowJs: true }, useInMemoryFileSystem: true });
const TITLES = /^(it|describe|test)(\.\w+)*$/;
const WORDS = 4;

export function codeTexts(file, text) {
  const source = project.createSourceFile(`/${file}`, text, { overwrite: true, scriptKind: ScriptKind.TS });
  const texts = [...comments(source, file), ...strings(source, file)];
  project.removeSourceFile(source);
  return texts;
}

function* comments(source, file) {
  const seen = new Set();
  const lines = source
    .getFullText()
    .split("\n")
    .filter((line) => line.trim() !== "").length;
  let run;
  for (const node of [source, ...source.getDescendants()]) {
    for (const range of [...node.getLeadingCommentRanges(), ...node.getTrailingCommentRanges()]) {
      if (seen.has(range.getPos())) continue;
      seen.add(range.getPos());
      const line = source.getLineAndColumnAtPos(range.getPos()).line;
      const text = plain(range.getText());
      if (/^(biome-ignore|@ts-|eslint|#!)/.test(text)) continue;
      const height = range.getText().split("\n").length;
      // Adjacent line comments are one text.
      if (run !== undefined && range.getText().startsWith("//") && run.end === line - 1) {
        run.text += ` ${text}`;
        run.height += height;
        run.end = line;
        continue;
      }
      if (run !== undefined) yield run;
      run = {
        file,
        line,
        end: line + height - 1,
        height,
        kind: "comments",
        text,
        isFunction: isOfFunction(node, range),
      };
    }
  }
  if (run !== undefined) yield run;
  yield { file, line: 1, kind: "lines", text: "", height: lines };
}

function isOfFunction(node, range) {
  if (!range.getText().startsWith("/**")) return false;
  const [declaration] = Node.isVariableStatement(node) ? node.getDeclarations() : [];
  const value = declaration?.getInitializer() ?? node;
  return Node.isFunctionLikeDeclaration(value) || Node.isArrowFunction(value);
}

function plain(comment) {
  return comment
    .replace(/^\/\*+|\*+\/$|^\/\//g, "")
    .replaceAll(/^\s*\* ?/gm, "")
    .trim();
}

function* strings(source, file) {
  const isTest = file.startsWith("test/") || file.startsWith("bench/");
  for (const node of source.getDescendants()) {
    const text = textOf(node);
    if (text === undefined || text.split(/\s+/).length < WORDS || /[{}]\s*$|^\s*[#{[<]|;$/.test(text)) continue;
    const call = node.getParentIfKind(SyntaxKind.CallExpression)?.getExpression().getText() ?? "";
    if (isTest && !TITLES.test(call)) continue;
    const kind = isTest ? "test titles" : "texts in code";
    yield { file, line: node.getStartLineNumber(), kind, text };
  }
}

function textOf(node) {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralText();
  if (!Node.isTemplateExpression(node)) return undefined;
  return [node.getHead().getLiteralText(), ...node.getTemplateSpans().map((s) => s.getLiteral().getLiteralText())].join(
    "X",
  );
}
