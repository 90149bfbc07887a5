// Makes docs/api/ from the docstrings and the relations of the generated package. `--check` writes nothing and exits 1 if it is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { Node, Project } from "ts-morph";
import { aboutField, aboutImage, relationsSections } from "./api-relations.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const project = new Project({ compilerOptions: { noLib: true, strict: true }, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths(`${root}generated/src/**/*.ts`);
const files = (folder) => project.getSourceFiles().filter((file) => file.getFilePath().includes(`/src/${folder}`));

/** Returns the text of a docstring as Markdown, with parameters, result and errors. */
function doc(node) {
  const [comment] = node.getJsDocs?.() ?? [];
  if (comment === undefined) return "";
  const tags = comment.getTags().map((tag) => {
    const text = (tag.getCommentText() ?? "").replaceAll(/\s+/g, " ").replace(/^\{(\w+)\}/, "`$1`");
    if (tag.getTagName() === "throws") return `Throws ${text}.`;
    if (tag.getTagName() === "param") return `\`${tag.getName()}\`: ${text}.`;
    return `${tag.getTagName() === "returns" ? "Returns " : ""}${text}.`;
  });
  return [comment.getDescription().trim(), ...tags].filter(Boolean).join("\n\n");
}

/** Returns a declaration without its docstring and body. */
function signature(node) {
  if (Node.isFunctionDeclaration(node)) {
    return node
      .getText()
      .replace(/^\/\*\*.*?\*\/\s*/s, "")
      .replace(/^export (async )?/, "")
      .replace(/ \{\n.*$/s, "");
  }
  const text = node
    .getText()
    .replace(/^\/\*\*.*?\*\/\s*/s, "")
    .replace(/^export (declare )?/, "");
  return text.length > 1500 ? `${text.slice(0, text.indexOf("\n"))} … }` : text;
}

function exported(file) {
  return file
    .getStatements()
    .filter((s) => s.hasExportKeyword?.() === true)
    .map((s) => {
      const named = Node.isVariableStatement(s) ? s.getDeclarations()[0] : s;
      return { name: named.getName(), node: s };
    });
}

/** Returns the anchor of a heading; names need no escaping. */
const anchor = (name) => name.toLowerCase().replaceAll(/[^\w-]/g, "");
const section = ({ name, node }) => `### ${name}\n\n${doc(node)}\n\n\`\`\`typescript\n${signature(node)}\n\`\`\`\n`;

const typeLinks = new Map([
  ...files("messages/").map((file) => [exported(file)[0].name, "messages.md"]),
  ...files("enums/").map((file) => [exported(file)[0].name, "enums.md"]),
]);
/** Formats a type, with links to messages and enums. */
function linked(type) {
  const escaped = type.replaceAll("|", "\\|");
  return escaped.replaceAll(/\w+/g, (word) =>
    typeLinks.has(word) ? `[${word}](${typeLinks.get(word)}#${anchor(word)})` : word,
  );
}

const cell = (text) => text.replaceAll("\n", " ").replaceAll("|", "\\|");
function messageSection(file) {
  const found = exported(file).find(({ node }) => Node.isInterfaceDeclaration(node));
  const message = basename(file.getFilePath(), ".ts").replaceAll("-", "_");
  const rows = found.node.getProperties().map((p) => {
    const name = `\`${p.getName()}${p.hasQuestionToken() ? "?" : ""}\``;
    const about = [cell(doc(p)), aboutField(message, p.getName(), p.getTypeNode().getText())].filter(Boolean).join(" ");
    return `| ${name} | ${linked(p.getTypeNode().getText())} | ${about} |`;
  });
  const table = rows.length > 0 ? ["| field | type | |", "|---|---|---|", ...rows].join("\n") : "It has no fields.";
  return `### ${found.name}\n\n${doc(found.node)}\n\n${table}\n`;
}

function enumSection(file) {
  const { name, node } = exported(file)[0];
  const properties = node.getDeclarations()[0].getInitializer().getExpression().getProperties();
  const rows = properties.map((p) => {
    const comment = p
      .getLeadingCommentRanges()
      .map((range) => range.getText().replaceAll(/^\/\*\*\s*|\s*\*\/$/g, ""))
      .join(" ");
    return `| \`${p.getName()}\` | ${p.getInitializer().getText()} | ${cell(comment)} |`;
  });
  return `### ${name}\n\n${doc(node)}\n\n| name | value | |\n|---|---|---|\n${rows.join("\n")}\n`;
}

function imageSection(file) {
  const parts = exported(file);
  const type = parts.find(({ node }) => Node.isTypeAliasDeclaration(node));
  const entries = parts.filter(({ node }) => Node.isInterfaceDeclaration(node)).map(({ node }) => signature(node));
  const functions = parts
    .filter(({ node }) => Node.isFunctionDeclaration(node))
    .map(({ node }) => `${signature(node)};`);
  const code = [...entries, signature(type.node), ...functions].join("\n\n");
  const uses = [...new Set(code.match(/\w+/g))].filter((word) => typeLinks.has(word));
  const links = uses.length > 0 ? `\n\nMessages: ${uses.map(linked).join(", ")}.` : "";
  const [, image = ""] = /^(\w+):/.exec(doc(type.node)) ?? [];
  const relations = aboutImage(image);
  const meaning = relations === "" ? "" : `\n\n${relations}`;
  return `### ${type.name}\n\n${doc(type.node)}${links}${meaning}\n\n\`\`\`typescript\n${code}\n\`\`\`\n`;
}

const NOTE = "<!-- Made by scripts/api-reference.mjs from docstrings and relations: do not edit. -->";
const page = (title, text, sections) => `${NOTE}\n\n# ${title}\n\n${text}\n\n${sections.join("\n")}`;
const SHARED = [
  ...["wire/errors", "wire/limits", "image/descriptor", "image/framing", "image/image", "image/stream"],
  ...["image/checkpoint", "image/names", "wire/enums", "wire/unknown"],
];
const modules = [
  ["All images at once: `criu-images` and `criu-images/all`", "all.ts"],
  ["Files: `criu-images/node`", "node.ts"],
  ["Magics: `criu-images/magic`", "magic.ts"],
  ["Since when: `criu-images/history`", "history.ts"],
  ...SHARED.map((path) => [`Shared: ${basename(path)}`, `runtime/${path}.ts`]),
];
const hidden = new Set(
  files("runtime/")
    .flatMap((f) => (/\/(image|checkpoint|framing|stream|unknown)\.ts$/.test(f.getFilePath()) ? exported(f) : []))
    .filter(({ node }) => !Node.isInterfaceDeclaration(node) && !Node.isTypeAliasDeclaration(node))
    .map(({ node }) => node),
);
const general = modules.map(([title, path]) => {
  const shown = exported(files(path)[0]).filter(({ node }) => !hidden.has(node));
  return `## ${title}\n\n${shown.map(section).join("\n")}`;
});

/** Returns the declarations that a module re-exports. */
function passedOn(file) {
  return file.getExportDeclarations().flatMap((declaration) => {
    const names = declaration.getNamedExports().map((one) => one.getName());
    return exported(declaration.getModuleSpecifierSourceFile()).filter(({ name }) => names.includes(name));
  });
}

const layouts = [
  ...exported(files("layouts/images.ts")[0]).filter(({ name }) => name === "imageLayouts"),
  ...["image", "wire"].flatMap((folder) =>
    exported(files(`runtime/${folder}/layout.ts`)[0]).filter(({ name }) => /^(Image|Message)Layout$/.test(name)),
  ),
];
const { description, types } = {
  description:
    "Constants are `NAMEImageSchema` for an image, such as `pstreeImageSchema`, and `NAMESchema` for a message or an enum.",
  types: exported(files("runtime/image/schema.ts")[0]),
};
general.push(
  `## The schema as data: \`criu-images/schema\`\n\n${description}\n\n${types.map(section).join("\n")}`,
  `## CRIU's JSON: \`criu-images/json\`\n\n${passedOn(files("json.ts")[0]).map(section).join("\n")}`,
  `## Layouts: \`criu-images/layouts\`\n\nThe layout of an image is \`NAMEImageLayout\`, such as \`pstreeImageLayout\`: a function with the layouts of a few images reads only these images.\n\n${layouts.map(section).join("\n")}`,
);

const pages = new Map([
  [
    "README.md",
    page(
      "API of criu-images",
      "[Images](images.md) · [Messages](messages.md) · [Enums](enums.md) · [Columns](columns.md) · [Ids and private content](relations.md) · this page describes what all of them share.",
      general,
    ),
  ],
  [
    "images.md",
    page(
      "Images",
      "The module of an image is `criu-images/images/NAME`. [The overview](README.md) describes the common rules of these functions.",
      files("images/").map(imageSection),
    ),
  ],
  [
    "messages.md",
    page(
      "Messages",
      "The module of a message is `criu-images/messages/NAME`, with `decodeTYPE(bytes)` and `encodeTYPE(message)`. Every message can carry `$unknown`, its unknown fields.",
      files("messages/").map(messageSection),
    ),
  ],
  [
    "relations.md",
    page(
      "Ids and private content",
      "Fields that define the ids of a checkpoint, and classes of private content. [Relations](../relations.md) has the conditions of each.",
      relationsSections(),
    ),
  ],
  [
    "enums.md",
    page(
      "Enums",
      "Values are numbers; `enumName` in [the overview](README.md#enumname) returns a number's name.",
      files("enums/").map(enumSection),
    ),
  ],
  [
    "columns.md",
    page(
      "Columns",
      "The module of an image's columns is `criu-images/columns/NAME`. Images with flat numeric entries have columns.",
      files("columns/").flatMap((file) => exported(file).map(section)),
    ),
  ],
]);

const folder = `${root}docs/api/`;
const stale = [...pages].filter(
  ([name, text]) => !existsSync(folder + name) || readFileSync(folder + name, "utf8") !== text,
);
if (argv.includes("--check")) {
  for (const [name] of stale) console.error(`docs/api/${name} is out of date: run \`npm run docs\``);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of stale) writeFileSync(folder + name, text);
  console.log(`docs/api: ${stale.length} of ${pages.size} pages written`);
}
