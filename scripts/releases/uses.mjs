import { Node, Project } from "ts-morph";

/*
 * A program that uses every export and every member of a package, a use a line. It is made from the text of the package
 * alone, so that it shares no mistake with the search for uses.
 */

/** Folders and modules that are the format's; others are the runtime. */
const OF_FORMAT = /^src\/(?:messages|enums|images|columns)\/|^src\/(?:magic|all)\.ts$/;

/** Type that is `true` for two types that are exactly the same. */
const SAME = "Same<";
const SAME_TYPE = `type ${SAME}A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;`;

/** Returns the text of the program, and the number of its uses. */
export function usesOf(files) {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { noLib: true } });
  const modules = [...files].filter(([path]) => OF_FORMAT.test(path));
  const sources = modules.map(([path, text]) => project.createSourceFile(path, text));
  const names = new Set(sources.flatMap((file) => exportedBy(file).map(({ name }) => name)));
  const typed = (text) => text.replaceAll(/(?<![\w."'$])[A-Z]\w*/g, (name) => (names.has(name) ? `p.${name}` : name));
  const lines = sources.flatMap((file) => [
    importOf(file),
    ...exportedBy(file).flatMap((one) => usesOfExport(one, typed)),
  ]);
  const numbered = lines.map((line, i) => line.replaceAll("#", `u${i}`));
  return `import * as p from "criu-images";\n${SAME_TYPE}\n${numbered.join("\n")}\n`;
}

function importOf(file) {
  const module = file.getFilePath().replace(/^\/src\/(.*)\.ts$/, "$1");
  return `import type * as # from "criu-images/${module}";`;
}

function exportedBy(file) {
  return file.getStatements().flatMap((node) => {
    if (node.hasExportKeyword?.() !== true) return [];
    const named = Node.isVariableStatement(node) ? node.getDeclarations()[0] : node;
    return [{ name: named.getName(), node: named }];
  });
}

/** Returns the uses of an export and of its members; `#` is a name of its own for each line. */
function usesOfExport({ name, node }, typed) {
  if (Node.isInterfaceDeclaration(node)) return [`export type # = p.${name};`, ...usesOfMembers(name, node, typed)];
  if (Node.isTypeAliasDeclaration(node)) return [`export type # = p.${name};`, ...usesOfImage(name, node, typed)];
  if (Node.isVariableDeclaration(node)) return [`export const # = p.${name};`, ...usesOfValues(name, node)];
  return [`export const # = p.${name};`];
}

function usesOfMembers(name, node, typed) {
  const members = node.getProperties().filter((one) => !one.getName().startsWith("$"));
  if (name === "Images") return members.map((one) => `export type # = p.Images["${one.getName()}"];`);
  const reads = members.map((one) => {
    const type = `${typed(
      one
        .getTypeNode()
        .getText()
        .replaceAll(/\s*\n\s*/g, " "),
    )}${one.hasQuestionToken() ? " | undefined" : ""}`;
    return `export const # = (x: p.${name}): ${type} => x.${one.getName()};`;
  });
  if (!node.getExtends().some((one) => one.getText() === "Message")) return reads;
  const object = (some) => `{ ${some.map((one) => `${one.getName()}: null!`).join(", ")} }`;
  const required = members.filter((one) => !one.hasQuestionToken());
  return [...reads, ...[members, required].map((some) => `export const #: p.${name} = ${object(some)};`)];
}

/** Returns the use of an image's type: it must be exactly the same. */
function usesOfImage(name, node, typed) {
  const text = node.getTypeNode().getText();
  if (!/^(?:ImageFile|RawImage)</.test(text)) return [];
  const same = typed(text).replace(/^(?=\w)/, "p.");
  return [`export const #: ${SAME}p.${name}, ${same}> = true;`];
}

/** Returns the uses of a constant's properties: each with its value as its type. */
function usesOfValues(name, node) {
  const value = node.getInitializer();
  const object = Node.isAsExpression(value) ? value.getExpression() : undefined;
  if (!Node.isObjectLiteralExpression(object) || name === "OWNERS") return [];
  return object.getProperties().map((one) => {
    const isPlain =
      Node.isPropertyAssignment(one) &&
      /^(?:-?[\dx][\da-fx]*n?|true|false|"[^"]*")$/.test(one.getInitializer().getText());
    const type = isPlain ? `: ${one.getInitializer().getText()}` : "";
    return `export const #${type} = p.${name}.${one.getName()};`;
  });
}
