import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { type Format, formatOfModel } from "../../../generator/model/format/format.ts";
import { type Change, diffFormats } from "../../../upstream/diff/diff.ts";
import {
  protoText,
  type RandomField,
  type RandomSchema,
  tableText,
  schemas as withDefaults,
} from "../../support/random-schema.ts";
import { PROJECT_SCHEMA, tinySchema } from "../../support/schema.ts";
import { share } from "../../support/share.ts";

const project = formatOfModel(loadModel(PROJECT_SCHEMA));

function formatOf(schema: RandomSchema): Format {
  return formatOfModel(loadModel(tinySchema({ images: tableText(schema), protos: { "m.proto": protoText(schema) } })));
}

/** Excludes defaults: another type of a field removes its default, which is a second difference. */
const schemas = withDefaults.map((schema) =>
  schema.proto3
    ? schema
    : {
        ...schema,
        messages: schema.messages.map((fields) => fields.map((field) => ({ ...field, packed: false }))),
      },
);

/** Returns a difference as text, without its reasons. */
function told({ difference }: Change): string {
  const { what, kind, group, name } = difference;
  return [what, kind, group, name].join(" ");
}

/** Returns the reverse of a difference, as text. */
function mirrored({ difference }: Change): string {
  const { what, kind, group, name, before, from = name } = difference;
  const back = { added: "removed", removed: "added" } as const;
  const isOwn = group === name;
  const old = before !== undefined && "name" in before ? before.name : kind === "renamed" ? from : name;
  return [what, kind === "added" || kind === "removed" ? back[kind] : kind, isOwn ? old : group, old].join(" ");
}

/** An edit of one field, and the rules that may report it. */
interface Edit {
  readonly name: string;
  readonly rules: readonly string[];
  readonly edit: (field: RandomField) => readonly RandomField[];
  readonly fits?: (field: RandomField, schema: RandomSchema) => boolean;
}

const NEW = { name: "brand_new", number: 900_000, key: "int32", packed: false } as const;
const SCALARS = ["double", "float", "int32", "sint64", "fixed32", "sfixed64", "bool", "string", "bytes", "uint64"];

const EDITS: readonly Edit[] = [
  { name: "remove", rules: ["field-removed", "required-removed"], edit: () => [] },
  { name: "add", rules: ["field-added"], edit: (field) => [field, { ...NEW, label: "optional", type: "bool" }] },
  { name: "add a list", rules: ["list-added"], edit: (field) => [field, { ...NEW, label: "repeated", type: "bool" }] },
  { name: "rename", rules: ["field-renamed"], edit: (field) => [{ ...field, name: NEW.name }] },
  { name: "move", rules: ["field-moved"], edit: (field) => [{ ...field, number: NEW.number }] },
  {
    name: "rename and keep the name for a new field",
    rules: ["field-name-ceded"],
    edit: (field) => [
      { ...field, name: NEW.name },
      { ...NEW, name: field.name, label: "optional", type: "bool" },
    ],
  },
  ...SCALARS.map((type) => ({
    name: `make it a ${type}`,
    rules: ["type-wire", "type-range"],
    edit: (field: RandomField) => [{ ...field, type }],
    fits: (field: RandomField) => field.type !== type,
  })),
  {
    name: "make it a list",
    rules: ["single-to-list"],
    edit: (field) => [{ ...field, label: "repeated" }],
    fits: ({ label }) => label === "required" || label === "optional",
  },
  {
    name: "make it optional",
    rules: ["required-to-optional", "list-to-single"],
    edit: (field) => [{ ...field, label: "optional" }],
    fits: ({ label }) => label === "required" || label === "repeated",
  },
];

describe("a comparison of two formats", () => {
  it("finds no difference between equal formats", () => {
    expect(diffFormats(project, formatOfModel(loadModel(PROJECT_SCHEMA)))).toEqual([]);
    fc.assert(
      fc.property(schemas, (schema) => {
        expect(diffFormats(formatOf(schema), formatOf(schema))).toEqual([]);
      }),
      {
        numRuns: 20,
      },
    );
  });

  it("finds the same in both directions, with additions and removals swapped, and judges each difference", () => {
    const pairs = fc.tuple(schemas, schemas);
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [before, after] = [formatOf(a), formatOf(b)];
        const [there, back] = [diffFormats(before, after), diffFormats(after, before)];
        expect(back.map(told).sort()).toEqual(there.map(mirrored).sort());
        expect(there.filter(({ rules }) => rules.length === 0)).toEqual([]);
      }),
      { numRuns: share(40) },
    );
  });

  it("finds and names any single edit of a field, and nothing else in its message", () => {
    const edits = fc.tuple(schemas, fc.nat(), fc.nat(), fc.constantFrom(...EDITS));
    fc.assert(
      fc.property(edits, ([schema, m, f, { edit, rules, fits }]) => {
        const index = m % schema.messages.length;
        const fields = schema.messages[index] ?? [];
        const field = fields[f % fields.length];
        fc.pre(field !== undefined && (fits === undefined || fits(field, schema)));
        if (field === undefined) return;
        const edited = fields.flatMap((one) => (one === field ? edit(one) : [one]));
        const messages = schema.messages.map((one, i) => (i === index ? edited : one));
        const found = diffFormats(formatOf(schema), formatOf({ ...schema, messages }));
        // Excludes layouts, because length fields belong to messages.
        const ofMessages = found.filter(({ difference }) => difference.what !== "image");
        expect(new Set(ofMessages.map(({ difference }) => difference.group))).toEqual(new Set([`M${index}`]));
        expect(ofMessages).toHaveLength(1);
        expect(rules).toContain(ofMessages[0]?.rules[0]?.id);
      }),
      { numRuns: share(150) },
    );
  });
});
