import { type FactField, images, layouts, messages } from "../../support/facts.ts";
import type { Plain } from "../../support/reference.ts";
import type { JsonVector } from "../vector.ts";
import { BY_HAND } from "./json-texts.ts";
import { HERE, type Mistake, vectorOf } from "./mistake.ts";
import { valuesOf } from "./values.ts";

/* Makes texts that are not the JSON of an image: those by hand, and a mistake in each kind of field of each image. */

/** Makes the vectors of errors in JSON. */
export function jsonErrorVectors(): JsonVector[] {
  const byHand = BY_HAND.flatMap((mistakes) =>
    Object.entries(mistakes).flatMap(([image, all]) => all.map((mistake) => vectorOf(image, mistake))),
  );
  return [...byHand, ...images.flatMap(({ name }) => mistakesIn(name).map((mistake) => vectorOf(name, mistake)))];
}

/** Properties of a JSON object: names and texts of values. */
type Properties = readonly (readonly [name: string, value: string])[];

function mistakesIn(image: string): Mistake[] {
  const { first, entry, rest } = layouts[image] ?? {};
  const message = first ?? entry;
  if (typeof message !== "string") return [];
  const fields = messages[message]?.fields ?? [];
  const good = propertiesOf(valuesOf(message, "least"));
  // The content of a file comes after the first message.
  const all: Properties = rest === undefined ? good : [...good, ["extra", '""']];
  const whole = (inner: string, after = ""): string => `{"magic": "${image}", "entries": [{${inner}}${after}]}`;
  return [
    ["an unknown field", "bad-json", whole(textOf([...all, [`${HERE}no_field`, "1"]])), "entries[0]"],
    ...fields.slice(0, 1).map((field): Mistake => {
      const twice = textOf([
        ...withValue(all, field.name, rightValue(field)),
        [`${HERE}${field.name}`, rightValue(field)],
      ]);
      return [`${field.name} twice`, "bad-json", whole(twice)];
    }),
    ...fields
      .filter(({ label }) => label === "required")
      .map(({ name }): Mistake => {
        const others = textOf(all.filter(([other]) => other !== name));
        return [`no ${name}`, "missing-field", whole(others, HERE), `entries[0].${name}`];
      }),
    ...oneOfEachType(fields).flatMap((field) =>
      wrongValues(field).map(([what, value, path = ""]): Mistake => {
        const text = whole(textOf(withValue(all, field.name, value)));
        return [`${field.name}: ${what}`, "bad-value", text, `entries[0].${field.name}${path}`];
      }),
    ),
  ];
}

/** Formats properties; a mark before a name moves before its quote. */
function textOf(properties: Properties): string {
  return properties
    .map(([name, value]) => `${name.startsWith(HERE) ? HERE : ""}"${name.replace(HERE, "")}": ${value}`)
    .join(", ");
}

function withValue(properties: Properties, name: string, value: string): Properties {
  return [...properties.filter(([other]) => other !== name), [name, value]];
}

function oneOfEachType(fields: readonly FactField[]): FactField[] {
  const kinds = new Map(fields.map((field) => [`${field.label === "repeated"} ${kindOf(field)}`, field]));
  return [...kinds.values()];
}

/** Returns the type of a field, or what its type is one of. */
function kindOf({ kind, type, criu = {} }: FactField): string {
  return kind ?? `${type} ${Object.keys(criu).join(" ")}`;
}

function propertiesOf(message: Plain): Properties {
  return Object.entries(message).map(([name, value]) => [name, json(value)]);
}

/** Formats a value of `valuesOf` without rounding. */
function json(value: unknown): string {
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString("base64"));
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (typeof value === "object" && value !== null) return `{${textOf(propertiesOf(value as Plain))}}`;
  return typeof value === "string" ? JSON.stringify(value) : `${value}`;
}

/** Returns a value of a field, or an element if it is repeated. */
function rightItem({ kind, type }: FactField): string {
  if (kind === "message") return json(valuesOf(type, "least"));
  return type === "string" || type === "bytes" ? '""' : type === "bool" ? "true" : "1";
}

function rightValue(field: FactField): string {
  return field.label === "repeated" ? `[${rightItem(field)}]` : rightItem(field);
}

/** A value that a field cannot hold: what is wrong, its text, and the rest of its path. */
type Wrong = readonly [what: string, value: string, path?: string];

function wrongValues(field: FactField): Wrong[] {
  const wrong = wrongItems(field).map(([what, text]): Wrong => [what, text.includes(HERE) ? text : `${HERE}${text}`]);
  if (field.label !== "repeated") return wrong;
  return [
    ["no list", `${HERE}${rightItem(field)}`],
    ["null as a list", `${HERE}null`],
    ...wrong.map(([what, text]): Wrong => [what, `[${rightItem(field)}, ${text}]`, "[1]"]),
    ...(field.criu?.["ipadd"] === true ? [["no address", `[${HERE}"1.2.3"]`, "[0]"] as const] : []),
  ];
}

const LISTS: readonly Wrong[] = [
  ["a list in place of one value", "[1]"],
  ["an object", "{}"],
];

function wrongItems(field: FactField): readonly Wrong[] {
  const { kind, type } = field;
  if (kind === "message")
    return [
      ["a number", "5"],
      ["a text", '"x"'],
      ["a list", "[]"],
      ["null", "null"],
    ];
  const range = RANGES[kind === "enum" ? "int32" : type];
  if (range !== undefined) return [...wrongIntegers(range, textOfNoInteger(field)), ...LISTS];
  if (type === "bool") return [["a text", '"true"'], ["the number 2", "2"], ["null", "null"], ...LISTS];
  if (type === "string") return [["a number", "5"], ["null", "null"], ["half of a character", '"\\ud800"'], ...LISTS];
  const text: Wrong =
    field.criu?.["conv"] === undefined
      ? ["a character that base64 does not have", `"AA${HERE}é="`]
      : ["a character beyond a byte", '"a\u0100"'];
  return [["a number", "5"], ["null", "null"], text, ...LISTS];
}

/** The least and the largest value of integers. */
const RANGES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  ...Object.fromEntries(["int32", "sint32", "sfixed32"].map((type) => [type, [-(1n << 31n), (1n << 31n) - 1n]])),
  ...Object.fromEntries(["int64", "sint64", "sfixed64"].map((type) => [type, [-(1n << 63n), (1n << 63n) - 1n]])),
  ...Object.fromEntries(["uint32", "fixed32"].map((type) => [type, [0n, (1n << 32n) - 1n]])),
  ...Object.fromEntries(["uint64", "fixed64"].map((type) => [type, [0n, (1n << 64n) - 1n]])),
};

function wrongIntegers([least, most]: readonly [bigint, bigint], text: string): Wrong[] {
  return [
    ["one more than the largest number", `${most + 1n}`],
    ["one less than the least number", `${least - 1n}`],
    ["a number of 100 digits", "9".repeat(100)],
    ["a fraction", "1.5"],
    ["a number with an exponent", "1e3"],
    ["true", "true"],
    ["null", "null"],
    ["NaN", "NaN"],
    ["a text that is no number", text],
  ];
}

/** Returns a text that is neither a number nor what pretty JSON has for the field: a name, a flag, a device. */
function textOfNoInteger({ kind, criu = {} }: FactField): string {
  if (kind === "enum") return '"NO_SUCH_NAME"';
  if ("flags" in criu) return '"NO_SUCH_FLAG"';
  return "dev" in criu || "odev" in criu ? '"8:x"' : '"0xg"';
}
