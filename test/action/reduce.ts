import { fieldText } from "../../generator/model/format/proto-text.ts";
import type { Enum, Field, Message } from "../../generator/model/model.ts";
import { type CriuTree, readCriuTree } from "../../upstream/criu/tree.ts";
import type { Change } from "../../upstream/diff/diff.ts";

/*
 * Reduces a source tree of CRIU to the declarations that a comparison concerns, and writes these anew from what was read:
 * no text of CRIU's is left but names and numbers.
 */

/** Texts of files by path. */
export type Files = Readonly<Record<string, string>>;

const OPTIONS = `syntax = "proto2";
import "google/protobuf/descriptor.proto";
message CRIU_Opts {
  optional bool hex = 1;
  optional bool ipadd = 2;
  optional string flags = 4;
  optional bool dev = 5;
  optional bool odev = 6;
  optional string dict = 7;
  optional string conv = 8;
}
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 50018; }
`;

/** Writes the part of two revisions that some changes concern. */
export function reduced(repository: string, revisions: readonly [string, string], changes: readonly Change[]): Files[] {
  const trees = revisions.map((revision) => readCriuTree(repository, revision));
  const names = new Set(changes.flatMap(({ difference: { group, name, before } }) => [group, name, nameOf(before)]));
  const fields = trees
    .flatMap(({ messages }) => messages.filter(({ name }) => names.has(name)))
    .flatMap((one) => one.fields);
  const used = new Set(fields.flatMap(({ type }) => ("name" in type ? [type.name] : [])));
  return trees.map((tree) => {
    const messages = tree.messages.filter(({ name }) => names.has(name));
    const others = tree.messages.filter(({ name }) => used.has(name) && !names.has(name));
    const enums = tree.enums.filter(({ name }) => names.has(name) || used.has(name));
    return {
      "Makefile.versions": "CRIU_VERSION_MAJOR := 4\nCRIU_VERSION_MINOR := 2\n",
      ...table(tree, names),
      ...display(tree, messages),
      ...protos([...messages, ...others.map((one) => ({ ...one, fields: [] }))], enums),
    };
  });
}

function nameOf(thing: unknown): string {
  return typeof thing === "object" && thing !== null && "name" in thing ? String(thing.name) : "";
}

/** Writes the rows and the magics with these names. */
function table({ images, magics }: CriuTree, names: ReadonlySet<string>): Files {
  const rows = images.filter(({ name }) => names.has(name));
  const kept = magics.filter(({ name }) => names.has(name) || rows.some(({ magic }) => magic === name));
  const define = (name: string, value: number): string => `#define ${name}_MAGIC 0x${value.toString(16)}\n`;
  const row = (image: CriuTree["images"][number]): string =>
    `\t[CR_FD_${image.name}] = { .fmt = "${image.file}", .magic = ${image.magic}_MAGIC, .oflags = ${image.flags.join(" | ") || "0"} },\n`;
  return {
    "criu/include/magic.h": kept.map(({ name, value }) => define(name, value)).join(""),
    "criu/include/image-desc.h": `enum {\n${rows.map(({ name }) => `\tCR_FD_${name},\n`).join("")}\tCR_FD_MAX\n};\n`,
    "criu/image-desc.c": `struct cr_fd_desc_tmpl imgset_template[CR_FD_MAX] = {\n${rows.map(row).join("")}};\n`,
  };
}

/** Writes the names of bits and codes that these messages show. */
function display({ display: { flags, dicts } }: CriuTree, messages: readonly Message[]): Files {
  const shown = messages.flatMap(({ fields }) => fields.map((field) => field.display));
  const bits = [...flags].filter(([name]) => shown.some((one) => one.flags === name));
  const codes = [...dicts].filter(([name]) => shown.some((one) => one.dict === name));
  const list = (all: readonly { name: string; bit: number }[]) =>
    all.map(({ name, bit }) => `('${name}', ${bit})`).join(", ");
  const numbers = (all: ReadonlyMap<number, string>) => [...all].map(([code, name]) => `${code}: '${name}'`).join(", ");
  const fieldsOf = (all: ReadonlyMap<string, ReadonlyMap<number, string>>) =>
    [...all].map(([field, of]) => `'${field}': {${numbers(of)}}`).join(", ");
  const maps = [
    `flags_maps = {${bits.map(([name, all]) => `'${name}': [${list(all)}]`).join(", ")}}\n`,
    `dict_maps = {${codes.map(([name, all]) => `'${name}': ({${fieldsOf(all)}}, {})`).join(", ")}}\n`,
  ];
  return { "lib/pycriu/images/pb2dict.py": maps.join("") };
}

/** Writes .proto files: each declaration into its own file, after imports of all others that it needs. */
function protos(messages: readonly Message[], enums: readonly Enum[]): Files {
  const all = [...enums, ...messages].filter(
    ({ name }) => !name.startsWith("CRIU_Opts") && !name.startsWith("google."),
  );
  const fileOf = new Map(all.map(({ name, at }) => [name, at.file]));
  const files = new Map<string, string>([["images/opts.proto", OPTIONS]]);
  for (const path of new Set(fileOf.values())) {
    const own = all.filter(({ at }) => at.file === path);
    const needed = own
      .flatMap((one) => ("fields" in one ? one.fields : []))
      .flatMap(({ type }) => ("name" in type ? (fileOf.get(type.name) ?? []) : []));
    const imports = [...new Set(["images/opts.proto", ...needed])]
      .filter((file) => file !== path)
      .map((file) => `import "${base(file)}";\n`);
    files.set(path, `syntax = "proto2";\n${imports.join("")}${own.map((one) => block(one, enums)).join("")}`);
  }
  const objects = [...files.keys()].map((file) => `proto-obj-y += ${base(file).replace(/\.proto$/, ".o")}\n`);
  return { "images/Makefile": objects.join(""), ...Object.fromEntries(files) };
}

const base = (file: string): string => file.slice("images/".length);

/** Writes a declaration; nested ones are not needed so far. */
function block(one: Message | Enum, enums: readonly Enum[]): string {
  if (one.name.includes(".")) throw new Error(`${one.name} is nested, and the reduced trees have no nested messages`);
  const lines =
    "fields" in one
      ? one.fields.map((field) => fieldLine(field, enums))
      : one.values.map(({ name, number }) => `${name} = ${number};`);
  return `${"fields" in one ? "message" : "enum"} ${one.name} {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

function fieldLine(field: Field, enums: readonly Enum[]): string {
  const { type, default: value, packed } = field;
  const named =
    type.kind === "enum"
      ? enums.find(({ name }) => name === type.name)?.values.find(({ number }) => number === value)?.name
      : undefined;
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  const options = [
    ...(value === undefined ? [] : [`default = ${named ?? shown}`]),
    ...(packed ? ["packed = true"] : []),
    ...Object.entries(field.display).map(([key, of]) => `(criu).${key} = ${typeof of === "string" ? `"${of}"` : of}`),
  ];
  return `${fieldText(field)}${options.length === 0 ? "" : ` [${options.join(", ")}]`};`;
}
