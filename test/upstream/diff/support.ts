import { loadModel } from "../../../generator/generate.ts";
import { type Format, formatOfModel } from "../../../generator/model/format/format.ts";
import type { Model } from "../../../generator/model/model.ts";
import { relationTexts } from "../../../generator/model/relation-texts.ts";
import { type Change, diffFormats } from "../../../upstream/diff/diff.ts";
import { proto, row, type SchemaTexts, table, tinySchema } from "../../support/schema.ts";

/** A schema, or the fields of its message `m`. */
export type Side = SchemaTexts | string;

/** Types for the fields of `m`. */
const TYPES = `enum e { A = 0; B = 1; }
enum f { D = 1; C = 0; }
message x { optional uint32 a = 1; }
message y { optional string b = 1; }`;

const OPTIONS = `import "google/protobuf/descriptor.proto";
message CRIU_Opts { optional bool hex = 1; optional bool ipadd = 2; optional string flags = 3; }
extend google.protobuf.FieldOptions { optional CRIU_Opts criu = 50018; }`;

/** Returns .proto files that declare the message `m` with these fields. */
export function message(fields: string): NonNullable<SchemaTexts["protos"]> {
  const opts = fields.includes("(criu)") ? { "opts.proto": proto(OPTIONS) } : {};
  const head = fields.includes("(criu)") ? 'import "opts.proto";\n' : "";
  return { ...opts, "m.proto": proto(`${head}${TYPES}\nmessage m {\n${fields}\n}`) };
}

const THING = row("THING", "magic: 0x22222223, town: T, entries: m");

const models = new Map<string, Model>();

export function formatOf(side: Side): Format {
  const texts = typeof side === "string" ? { images: table(THING), protos: message(side) } : side;
  const key = JSON.stringify(texts);
  const model = models.get(key) ?? loadModel(tinySchema(texts));
  models.set(key, model);
  return { ...formatOfModel(model), relations: relationTexts(model.relations) };
}

export function changes(before: Side, after: Side): Change[] {
  return diffFormats(formatOf(before), formatOf(after));
}

/** Returns differences as words: `field a changed type uint32>uint64`. */
export function told(changes: readonly Change[]): string[] {
  return changes.map(({ difference: { what, kind, name, aspect, from, to } }) =>
    [what, name, kind, aspect, [from, to].filter((text) => text !== undefined).join(">")].filter(Boolean).join(" "),
  );
}

/** Returns the ids of all tripped rules. */
export function tripped(before: Side, after: Side): string[] {
  return changes(before, after).flatMap(({ rules }) => rules.map(({ id }) => id));
}
