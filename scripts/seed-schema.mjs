// Writes the first schema/ from the tables of facts. People edit schema/ by hand from then on.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { groups, layouts, notes } from "./seed-table.mjs";

const facts = (name) =>
  JSON.parse(readFileSync(new URL(`../test/fixtures/facts/${name}.json`, import.meta.url), "utf8"));
const out = new URL("../schema/", import.meta.url);
mkdirSync(new URL("messages/", out), { recursive: true });
const write = (name, text) => writeFileSync(new URL(name, out), text);

const { criu, images } = facts("images");
const { magics } = facts("magics");
const { layouts: shapes } = facts("layouts");
const { messages, enums, imports } = facts("messages");
const display = facts("display");
const history = facts("history");
const SKIPPED = new Set(["rpc.proto", "img-streamer.proto"]);

// ---- images.yaml
const magicOf = new Map(magics.map((m) => [m.define, m]));
const imageOf = new Map(images.map((i) => [i.name, i]));
const width = (pad, text) => text.padEnd(pad);

function row(name, [by, about]) {
  const image = imageOf.get(name);
  const magic = magicOf.get(image.magic);
  const shape = shapes[name];
  const extra = layouts[name] ?? {};
  const cells = [`file: ${image.format},`.padEnd(30)];
  if (shape.raw) cells.push("raw: true,".padEnd(43));
  else if (magic.alias_of) cells.push(`magic: ${magic.alias_of.replace(/_MAGIC$/, "")},`.padEnd(43));
  else cells.push(`magic: ${magic.value}, town: ${magic.town},`.padEnd(43));
  const rest = [];
  if (shape.first) rest.push(`first: ${shape.first}`);
  if (shape.entry && !extra.entries) rest.push(`entries: ${shape.entry}`);
  for (const [key, value] of Object.entries(extra)) if (key !== "until") rest.push(`${key}: ${value}`);
  if (image.flags.length) rest.push(`flags: [${image.flags.join(", ")}]`);
  const words = [`about: "${about}"`];
  if (by) words.push(`by: ${by}`);
  if (extra.until) words.push(`until: ${extra.until}`);
  cells.push(rest.join(", "));
  const lines = (notes[name] ?? []).map((note) => `  # ${note}`);
  const head = `  ${name}:`.padEnd(20);
  lines.push(`${head}{ ${words.join(", ")},`, `${" ".repeat(22)}${cells.join(" ").replace(/,?\s+$/, "")} }`);
  return lines.join("\n");
}

const seen = groups.flatMap(([, rows]) => Object.keys(rows));
if (seen.length !== images.length || new Set(seen).size !== images.length)
  throw new Error("the groups are not the images");
const common = magicOf.get("IMG_COMMON_MAGIC");
const service = magicOf.get("IMG_SERVICE_MAGIC");
const kdat = magicOf.get("KDAT_MAGIC");
write(
  "images.yaml",
  `# yaml-language-server: $schema=./images.schema.json
#
# The descriptor table: every image that CRIU writes, one row each. A row says what the file is called, which magic it
# starts with and what follows. docs/table.md explains each key; an editor with a YAML language server completes them.
#
# The number of a magic is a place: 0x58313116 is 58°31' north, 31°16' east. \`magic: NAME\` shares another row's.

criu: ${criu}

# The first word of an image of format v1.1, before its own magic.
heads:
  common:  { magic: ${common.value}, town: Sarov, about: "Images" }
  service: { magic: ${service.value}, town: ${service.town}, about: "What CRIU keeps for itself beside them (O_SERVICE)" }

# What the inventory's version field says of all the other images.
versions:
  v1.0: { value: 1, heads: false }
  v1.1: { value: 2, heads: true }
  pre-dump: { value: 0, heads: true } # an increment of an unfinished chain: only ever read as a parent

# Numbers of the registry that are no image's.
reserved:
  KDAT: { magic: ${kdat.value}, town: ${kdat.town}, about: "Cache of what the kernel can do, kept in /run" }

images:
${groups
  .map(
    ([title, rows]) =>
      `\n  # ---- ${title}\n\n${Object.entries(rows)
        .map(([n, r]) => row(n, r))
        .join("\n")}`,
  )
  .join("\n")}
`,
);

// ---- messages/*.proto
const literal = (type, value) => (type === "string" ? JSON.stringify(value) : value);
function field(f, scope) {
  const type = f.type.startsWith(`${scope}.`) ? f.type.slice(scope.length + 1) : f.type;
  const options = [];
  if (f.default !== undefined) options.push(`default = ${literal(f.type, f.default)}`);
  for (const [k, v] of Object.entries(f.criu ?? {})) options.push(`(criu).${k} = ${JSON.stringify(v)}`);
  return [f.label, type, f.name, f.number, options.length ? ` [${options.join(", ")}]` : ""];
}
function enumeration(name, e, indent) {
  const w = Math.max(...Object.keys(e.values).map((k) => k.length));
  const body = Object.entries(e.values).map(([k, v]) => `${indent}  ${width(w, k)} = ${v};`);
  return `${indent}enum ${name} {\n${body.join("\n")}\n${indent}}`;
}
function message(name, m) {
  const inner = Object.entries(enums).filter(([k]) => k.startsWith(`${name}.`));
  const rows = m.fields.map((f) => field(f, name));
  const w = (i) => Math.max(0, ...rows.map((r) => String(r[i]).length));
  const body = rows.map(
    (r) => `  ${width(w(0), r[0])} ${width(w(1), r[1])} ${width(w(2), r[2])} = ${String(r[3]).padStart(w(3))}${r[4]};`,
  );
  const parts = inner.map(([k, e]) => enumeration(k.slice(name.length + 1), e, "  "));
  return `message ${name} {\n${[...parts, body.join("\n")].filter(Boolean).join("\n\n")}\n}`;
}
for (const [file, files] of Object.entries(imports)) {
  if (SKIPPED.has(file)) continue;
  const parts = ['syntax = "proto2";'];
  if (file === "opts.proto") parts.push('import "google/protobuf/descriptor.proto";');
  if (files.length) parts.push(files.map((f) => `import "${f}";`).join("\n"));
  for (const [name, e] of Object.entries(enums))
    if (e.file === file && !name.includes(".")) parts.push(enumeration(name, e, ""));
  for (const [name, m] of Object.entries(messages)) if (m.file === file) parts.push(message(name, m));
  if (file === "opts.proto") parts.push("extend google.protobuf.FieldOptions {\n  optional CRIU_Opts criu = 1018;\n}");
  write(`messages/${file}`, `${parts.join("\n\n")}\n`);
}

// ---- display.yaml
const pairs = (o, key) =>
  Object.entries(o)
    .map(([k, v]) => key(k, v))
    .join("\n");
write(
  "display.yaml",
  `# How integers read in CRIU's pretty JSON. A message's field asks for it by its (criu) options.

# flags: bit -> name, joined with " | " in this order; bits without a name come last, in hex.
flags:
${pairs(display.flags, (k, v) => `  ${k}:\n${pairs(v, (n, b) => `    ${`${n}:`.padEnd(22)}${b}`)}`)}

# dict: option -> field -> number -> name.
dicts:
${pairs(display.dicts, (k, v) => `  ${k}:\n${pairs(v, (f, codes) => `    ${f}:\n${pairs(codes, (n, t) => `      ${`${n}:`.padEnd(5)}${t}`)}`)}`)}
`,
);

// ---- history.yaml
const releases = Object.entries(history.releases);
const skippedMessages = new Set(
  Object.entries(messages)
    .filter(([, m]) => SKIPPED.has(m.file))
    .map(([n]) => n),
);
const skippedEnums = new Set(
  Object.entries(enums)
    .filter(([, e]) => SKIPPED.has(e.file))
    .map(([n]) => n),
);
const ours = (path) =>
  !/^criu_/.test(path) && !skippedMessages.has(path.split(".")[0]) && !skippedEnums.has(path.split(".")[0]);
const owner = (path) => path.slice(0, path.lastIndexOf("."));
const leaf = (path) => path.slice(path.lastIndexOf(".") + 1);
function wrap(head, names, indent) {
  const lines = [];
  let line = `${head}[`;
  for (const [i, name] of names.entries()) {
    const item = i < names.length - 1 ? `${name},` : name;
    if (line.length + item.length + 2 > 120) {
      lines.push(line.trimEnd());
      line = " ".repeat(indent);
    }
    line += line.endsWith("[") || line.trim() === "" ? item : ` ${item}`;
  }
  lines.push(`${line}]`);
  return lines.join("\n");
}
const flat = (key, names) => (names.length ? [wrap(`    ${key}: `, names, 6)] : []);
function nested(key, paths) {
  const by = Map.groupBy
    ? Map.groupBy(paths, owner)
    : paths.reduce((m, p) => m.set(owner(p), [...(m.get(owner(p)) ?? []), p]), new Map());
  if (!by.size) return [];
  return [`    ${key}:`, ...[...by].map(([o, list]) => wrap(`      ${o}: `, list.map(leaf), 8))];
}
const at = (table, release) =>
  Object.entries(table)
    .filter(([, r]) => r === release)
    .map(([n]) => n);
const section = (title, table, release) => {
  const lines = [
    ...flat("magics", at(table.magics, release)),
    ...flat("images", at(table.images, release)),
    ...nested("fields", at(table.fields, release).filter(ours)),
    ...nested("enum_values", at(table.enum_values, release).filter(ours)),
  ];
  return lines.length ? [`  ${title}:`, ...lines] : [];
};
const changes = (release) => {
  const list = history.changed.filter((c) => c.release === release);
  const kind = { images: "image", fields: "field" };
  return list.length
    ? ["  changed:", ...list.map((c) => `    - { ${kind[c.kind]}: ${c.name}, from: ${c.from}, to: ${c.to} }`)]
    : [];
};
write(
  "history.yaml",
  `# What each release of CRIU added to the format, took away and changed, oldest first.

${releases.map(([release, date]) => [`${release}:`, `  date: ${date}`, ...section("added", history.since, release), ...section("gone", history.gone_in, release), ...changes(release)].join("\n")).join("\n\n")}
`,
);
