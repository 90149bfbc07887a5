import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { gunzipSync, gzipSync } from "node:zlib";
import * as criu from "criu-images";
import { FIELDS_SINCE, IMAGES_SINCE, RELEASES } from "criu-images/history";
import { type ExtraLayout, imageLayouts } from "criu-images/layouts";
import {
  enumSchemas,
  type FieldSchema,
  imageSchemas,
  type MessageSchema,
  messageSchemas,
  type PartSchema,
  pstreeEntrySchema,
  pstreeImageSchema,
  type ValueType,
} from "criu-images/schema";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { pascalCase } from "../../generator/model/names.ts";
import { hasProtoc, judge, type Verdict } from "../support/protoc/protoc.ts";
import { ROOT } from "../support/run.ts";

/* Compares the schema as data with the codecs, byte by byte, with protoc, and with the texts of the schema. */

type Plain = Record<string, unknown>;

const exported: Readonly<Record<string, unknown>> = criu;
const decoderOf = ({ name }: MessageSchema) =>
  exported[`decode${pascalCase(name.replaceAll(".", "_"))}`] as (bytes: Uint8Array) => Plain;
const encoderOf = ({ name }: MessageSchema) =>
  exported[`encode${pascalCase(name.replaceAll(".", "_"))}`] as (message: Plain) => Uint8Array;

function varint(value: bigint): number[] {
  const rest = BigInt.asUintN(64, value);
  return rest < 0x80n ? [Number(rest)] : [Number(rest & 0x7fn) | 0x80, ...varint(rest >> 7n)];
}

const sized = (bytes: readonly number[]): number[] => [...varint(BigInt(bytes.length)), ...bytes];

const FIXED: Readonly<Record<string, number>> = {
  ...{ double: 8, fixed64: 8, sfixed64: 8, float: 4, fixed32: 4, sfixed32: 4 },
};

/** Returns a value as bytes, without its tag. */
function valueBytes(type: ValueType): number[] {
  if (type.kind === "message") return sized(messageBytes(type.message()));
  if (type.kind === "enum") return varint(BigInt(type.enum().values[0]?.number ?? 0));
  const size = FIXED[type.scalar];
  if (size !== undefined) return Array.from({ length: size }, () => 0);
  return type.scalar === "string" || type.scalar === "bytes" ? sized([0x61]) : [1];
}

const wireOf = (type: ValueType): number =>
  type.kind === "message"
    ? 2
    : type.kind === "enum"
      ? 0
      : ({ 8: 1, 4: 5 }[FIXED[type.scalar] ?? 0] ?? (/string|bytes/.test(type.scalar) ? 2 : 0));

const tag = (number: number, wire: number): number[] => varint(BigInt(number * 8 + wire));

/** Returns a field with one value, as bytes. */
function fieldBytes({ number, type, wire, packed }: FieldSchema): number[] {
  if (type.kind === "map") {
    const key: ValueType = { kind: "scalar", scalar: type.key };
    const entry = [
      ...tag(1, wireOf(key)),
      ...valueBytes(key),
      ...tag(2, wireOf(type.value)),
      ...valueBytes(type.value),
    ];
    return [...tag(number, wire), ...sized(entry)];
  }
  return packed === true
    ? [...tag(number, 2), ...sized(valueBytes(type))]
    : [...tag(number, wire), ...valueBytes(type)];
}

/** Returns a message with its required fields, and those that `also` names, as bytes. */
function messageBytes({ fields }: MessageSchema, also: readonly FieldSchema[] = [], without?: FieldSchema): number[] {
  const chosen = fields.filter((field) => field !== without && (field.label === "required" || also.includes(field)));
  return chosen.toSorted((a, b) => a.number - b.number).flatMap(fieldBytes);
}

/** Returns the type of a field's value in JavaScript. */
function heldBy(type: ValueType): string {
  if (type.kind === "message") return "object";
  if (type.kind === "enum") return "number";
  if (type.scalar === "bytes") return "object";
  if (type.scalar === "string") return "string";
  return type.scalar === "bool" ? "boolean" : type.scalar.endsWith("64") ? "bigint" : "number";
}

function expectValue(value: unknown, { label, type }: FieldSchema): void {
  if (type.kind === "map") {
    expect(value).toBeInstanceOf(Map);
    expect((value as ReadonlyMap<unknown, unknown>).size).toBe(1);
    return;
  }
  if (label === "repeated") expect(value).toHaveLength(1);
  expect(typeof (label === "repeated" ? (value as readonly unknown[])[0] : value)).toBe(heldBy(type));
}

describe.each(messageSchemas.map((schema) => ({ name: schema.name, schema })))("$name", ({ schema }) => {
  const [decode, encode] = [decoderOf(schema), encoderOf(schema)];
  const bare = Uint8Array.from(messageBytes(schema));

  it("has fields that its codec reads and writes with these numbers, wire types and names", () => {
    for (const field of schema.fields) {
      const bytes = Uint8Array.from(messageBytes(schema, [field]));
      const message = decode(bytes);
      expect(message["$unknown"], field.name).toBeUndefined();
      expectValue(message[field.property], field);
      expect(encode(message), field.name).toEqual(bytes);
    }
  });

  it("has required fields that its codec misses, and others that may be absent", () => {
    const message = decode(bare);
    for (const field of schema.fields) {
      const value = message[field.property];
      if (field.label === "required") {
        const rest = Uint8Array.from(messageBytes(schema, [], field));
        expect(() => decode(rest)).toThrow(expect.objectContaining({ code: "missing-field", path: field.name }));
      } else if (field.label === "optional") expect(value).toBeUndefined();
      else if (field.type.kind === "map") expect(value).toEqual(new Map());
      else expect(value).toEqual([]);
    }
  });

  it("has all fields of its codec", () => {
    const properties = new Set<string>(schema.fields.map(({ property }) => property));
    expect(Object.keys(decode(bare)).filter((name) => name !== "$unknown" && !properties.has(name))).toEqual([]);
    const known = new Set(schema.fields.map(({ number }) => number));
    const number = Array.from({ length: known.size + 1 }, (_, i) => i + 1).find((one) => !known.has(one)) ?? 1;
    expect(decode(Uint8Array.from([...bare, ...tag(number, 0), 1]))["$unknown"]).toBeDefined();
  });
});

const MESSAGES = join(ROOT, "schema/messages");
const RECORDED = join(ROOT, "test/fixtures/protoc/criu.json.gz");
const files = [...new Set([...messageSchemas, ...enumSchemas].map(({ file }) => file.replace("messages/", "")))].sort();
const textOf = (file: string): string => readFileSync(join(MESSAGES, file), "utf8");

/** Asks protoc about the schema's own .proto files. */
function askProtoc(): Verdict {
  return judge(Object.fromEntries([...files, "opts.proto"].map((file) => [file, textOf(file)])));
}

if (process.env["RECORD_PROTOC"] === "true") {
  writeFileSync(RECORDED, gzipSync(JSON.stringify(askProtoc()), { level: 9 }));
}

describe("protoc's facts about the schema", () => {
  const verdict = JSON.parse(gunzipSync(readFileSync(RECORDED)).toString("utf8")) as Verdict;
  const facts = "facts" in verdict ? verdict.facts : { messages: {}, enums: {} };

  it.skipIf(process.env["CI"] !== "true" && !hasProtoc())("are those recorded (skipped without protoc)", () => {
    expect(askProtoc()).toEqual(verdict);
  });

  it.each(messageSchemas)("are those of the message $name", ({ name, fields }) => {
    const shown = fields.map(({ name, number, label, type, packed, deprecated, oneof, default: value }) => ({
      ...{ name, number, label, type: typeText(type), packed: packed === true, deprecated: deprecated === true },
      ...(oneof !== undefined && { oneof }),
      ...(value !== undefined && { default: defaultText(type, value) }),
    }));
    expect(shown).toEqual(facts.messages[name]);
  });

  it.each(enumSchemas)("are those of the enum $name", ({ name, values }) => {
    expect(values.map((value) => [value.name, value.number])).toEqual(facts.enums[name]);
  });
});

function typeText(type: FieldSchema["type"]): string {
  if (type.kind === "map") return `map<${type.key}, ${typeText(type.value)}>`;
  return type.kind === "scalar" ? type.scalar : type.kind === "enum" ? type.enum().name : type.message().name;
}

function defaultText(type: FieldSchema["type"], value: unknown): string {
  if (type.kind !== "enum") return String(value);
  return String(type.enum().values.find(({ number }) => number === value)?.name);
}

/** Returns a text without the marks of comments, with single blanks. */
const words = (text: string): string => text.replaceAll(/\/\/|\/\*+|\*+\/|^\s*\*/gm, " ").replaceAll(/\s+/g, " ");

describe("texts and releases", () => {
  it("are the comments of the .proto files", () => {
    let count = 0;
    for (const { file, doc, fields } of messageSchemas) {
      const text = words(textOf(file.replace("messages/", "")));
      for (const one of [doc, ...fields.map((field) => field.doc)].filter((one) => one !== "")) {
        const said = words(one).replace(/\.$/, "");
        if (!said.startsWith("The message `")) expect(text).toContain(said);
        count++;
      }
    }
    expect(count).toBeGreaterThan(300);
    expect(pstreeEntrySchema.fields.map(({ doc }) => doc)).toContain("0 for the root of the tree.");
  });

  it("are those of the history", () => {
    const [first] = RELEASES;
    for (const { name, fields } of messageSchemas) {
      for (const field of fields) {
        const since = FIELDS_SINCE[name]?.[field.name];
        expect([name, field.name, field.since]).toEqual([name, field.name, since === undefined ? first?.name : since]);
      }
    }
    for (const { name, since } of imageSchemas)
      expect([name, since]).toEqual([name, IMAGES_SINCE[name] ?? first?.name]);
  });
});

describe("images", () => {
  it("are those of the layouts, with their messages and extras", () => {
    expect(imageSchemas.map(({ name }) => name)).toEqual(imageLayouts.map(({ image }) => image));
    for (const [i, schema] of imageSchemas.entries()) {
      const { file, magic, alias, first, entries, rest, extra } = imageLayouts[i] ?? { file: "" };
      expect(schema).toMatchObject({ file, doc: expect.stringMatching(/^.+\.$/) });
      expect([schema.magic, schema.alias, schema.rest]).toEqual([magic, alias, rest]);
      expect([schema.first?.().name, schema.entries?.().name]).toEqual([first?.message, entries?.message]);
      expect(schema.extra === undefined ? [] : shown(schema.extra)).toEqual(extra === undefined ? [] : layoutOf(extra));
    }
  });
});

/** Parts in the form that both descriptions share. */
type Shown = readonly { readonly type: string; readonly length: string; readonly extra: Shown }[];

function shown(parts: readonly PartSchema[]): Shown {
  return parts.map(({ type, length, extra }) => ({
    type: typeof type === "string" ? type : type().name,
    length,
    extra: extra === undefined ? [] : shown(extra),
  }));
}

function layoutOf(extra: ExtraLayout): Shown {
  const parts = "parts" in extra ? Object.values(extra.parts) : [extra];
  return parts.map((part) =>
    "run" in part
      ? { type: part.run, length: part.length, extra: [] }
      : {
          type: part.messages.message,
          length: part.count,
          extra: part.extra === undefined ? [] : layoutOf(part.extra),
        },
  );
}

describe("a bundle", () => {
  const bundle = async (contents: string): Promise<string> => {
    const stdin = { contents, resolveDir: join(ROOT, "generated/src") };
    const result = await build({ stdin, bundle: true, format: "esm", minify: true, write: false });
    return result.outputFiles[0]?.text ?? "";
  };

  it("keeps only the images and messages in use", async () => {
    const one = await bundle('export { pstreeImageSchema } from "./schema.ts";');
    expect(one.length).toBeLessThan(2048);
    expect(one).toContain("pstree_entry");
    expect(one).not.toContain("core_entry");
    const nothing = await bundle('import "./schema.ts"; export const x = 1;');
    expect(nothing.length).toBeLessThan(100);
  });

  it("has types with the names of images and properties", () => {
    const image: "PSTREE" = pstreeImageSchema.name;
    const property: keyof criu.PstreeEntry | undefined = pstreeEntrySchema.fields[0]?.property;
    expect([image, property]).toEqual(["PSTREE", "pid"]);
  });
});
