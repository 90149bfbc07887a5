/* Texts about relations for docs/api/: the ids that a field refers to or defines, its privacy, and places of bytes. */

import { EXTENTS, LIMITS, PRIVACY, REFERENCES, SPACES } from "../generated/dist/relations.js";

/** Sentences by path: `message.field`, or `IMAGE.field.field`. */
const sentences = new Map();

for (const [name, { keys = [], named = [] }] of Object.entries(SPACES))
  for (const { path } of [...keys, ...named]) add(path, `Defines ${linked(name)}.`);
for (const [path, cases] of Object.entries(REFERENCES)) {
  const spaces = [...new Set(cases.map(({ to }) => to))].filter((to) => to !== "none");
  if (spaces.length > 0) add(path, `Refers to ${spaces.map(linked).join(", ")}.`);
}
for (const [name, { content }] of Object.entries(PRIVACY))
  for (const path of content) add(path, `Privacy: [${name}](relations.md#privacy).`);

function add(path, sentence) {
  sentences.set(path, [...(sentences.get(path) ?? []), sentence]);
}

function linked(space) {
  return `[${space}](relations.md#ids)`;
}

/** Returns the sentences about a field wherever its message occurs. `type` is that of TypeScript. */
export function aboutField(message, field, type) {
  const path = `${message}.${field}`;
  return [...limitText(LIMITS[path], type), ...(sentences.get(path) ?? [])].join(" ");
}

function limitText(max, type) {
  if (max === undefined) return [];
  return [`At most ${typeof max === "number" ? max : `\`${max}\``}${type === "string" ? " bytes" : ""}.`];
}

/** Returns a paragraph and a list about an image: its files, its extents, and its fields. */
export function aboutImage(image) {
  const own = [...sentences].filter(([path]) => path === image || path.startsWith(`${image}.`));
  const rows = own.map(([path, texts]) => `- \`${path}\`: ${texts.join(" ")}`);
  const facts = [filesText(image), extentsText(image)].filter((text) => text !== "").join(" ");
  return [facts, rows.join("\n")].filter((text) => text !== "").join("\n\n");
}

function filesText(image) {
  const isHere = ([, { files = {} }]) => image in files;
  const owners = Object.entries(SPACES)
    .filter(isHere)
    .map(([name]) => linked(name));
  return owners.length > 0 ? `The id in its file name: ${owners.join(", ")}.` : "";
}

function extentsText(image) {
  const extents = EXTENTS[image];
  if (extents === undefined) return "";
  const { file, of, address, count, unit } = extents;
  const counts = count.map((field) => `\`${field}\``).join(" or ");
  return `Its entries tell where bytes of ${of} are: ${counts} (unit: ${unit}) for \`${address}\`, in the file of \`${file}\`.`;
}

const cell = (text) => text.replaceAll("|", "\\|");
const codes = (all) => all.map((one) => `\`${one}\``).join(", ");

/** Returns the sections of the page of ids and classes of privacy. */
export function relationsSections() {
  const spaces = Object.entries(SPACES).map(([name, { about, keys = [], named = [], files = {} }]) => {
    const paths = [...keys, ...named].map(({ path }) => path);
    return `| ${name} | ${cell(about)} | ${codes(paths)} | ${Object.keys(files).join(", ")} |`;
  });
  const classes = Object.entries(PRIVACY).map(([name, { about, content }]) => {
    return `| ${name} | ${cell(about)} | ${codes(content)} |`;
  });
  return [
    `## Ids\n\n| id | | defined by | in the names of files of |\n|---|---|---|---|\n${spaces.join("\n")}\n`,
    `## Privacy\n\n| class | | content |\n|---|---|---|\n${classes.join("\n")}\n`,
  ];
}
