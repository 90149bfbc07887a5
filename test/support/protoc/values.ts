import type { Random } from "./random.ts";

export const SCALARS: readonly string[] = [
  ...["double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"],
  ...["fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"],
];

/** Returns a random spelling of a whole number. */
export function randomNumber(random: Random, number: number): string {
  const size = Math.abs(number);
  const digits = random.of([
    ...[`${size}`, `${size}`, `${size}`],
    ...[`0x${size.toString(16)}`, `0X${size.toString(16).toUpperCase()}`, `0${size.toString(8)}`],
  ]);
  return number < 0 ? `-${random.of(["", " ", "/* minus */ "])}${digits}` : digits;
}

const INTEGERS = ["0", "1", "-1", "- 7", "0x7f", "-0X10", "017", "2147483647", "-2147483648"];
const LARGE = [
  "4294967296",
  "9223372036854775807",
  "-9223372036854775808",
  "18446744073709551615",
  "0xFFFFFFFFFFFFFFFF",
];
const FLOATS = [
  "1.5",
  "-0.0",
  ".5",
  "1e3",
  "- 2.5E-7",
  "16777217",
  "inf",
  "-inf",
  "nan",
  "-nan",
  "1e400",
  "3.4028236e38",
];
const STRINGS = [
  ...['"x"', "'it\\'s'", '"a" "b"', '"a"\n  \'b\' // c\n "d"', '"caf\\303\\251"', '"\\u00e9"', '"\\U0001F600"'],
  ...[
    '"\\ud83d\\ude00"',
    '"\\1z\\101"',
    '"\\a\\b\\f\\n\\r\\t\\v\\?\\\\"',
    '"\\x41\\X"',
    '"\\xc3\\xa9"',
    '"\\0"',
    '"é"',
  ],
];
const BYTES = [...STRINGS, '"\\377\\0\\x80"', '"\\ud800"'];
const OTHERS = ["true", "false", "V0", "V1", "V2", "A", "{ a: 1 }", "[1]", "TRUE", "08", "1f", "x.y"];

/** Returns a default, mostly a valid one for the field's type. */
function randomDefault(random: Random, { type, value, isWild }: FieldKind): string {
  if ((isWild && random.once(3)) || !(SCALARS.includes(type) || value))
    return random.of([...INTEGERS, ...LARGE, ...FLOATS, ...BYTES, ...OTHERS]);
  if (type === "bool") return random.of(["true", "false"]);
  if (type === "string") return random.of(STRINGS.filter((text) => !text.includes("\\X")));
  if (type === "bytes") return random.of(BYTES.filter((text) => !text.includes("\\X")));
  if (type === "float" || type === "double") return random.of([...FLOATS, ...INTEGERS, ...LARGE]);
  if (value !== undefined) return value;
  const fitting = type.endsWith("64") ? [...INTEGERS, ...LARGE] : INTEGERS;
  return random.of(/^u|^fixed/.test(type) ? fitting.filter((text) => !text.startsWith("-")) : fitting);
}

interface FieldKind {
  readonly type: string;
  readonly label: string;
  readonly syntax: string;
  readonly isWild: boolean;
  /** Name of a value of the field's enum. */
  readonly value?: string;
}

/** Returns the options of a field, as source text in brackets. */
export function randomOptions(random: Random, kind: FieldKind): string[] {
  const { type, label, syntax, isWild, value } = kind;
  const options: string[] = [];
  const canHave = syntax === "proto2" && label !== "repeated" && (SCALARS.includes(type) || value !== undefined);
  if ((canHave && random.once(3)) || (isWild && random.once(10)))
    options.push(`default = ${randomDefault(random, kind)}`);
  if (random.once(8)) options.push(`deprecated = ${random.of(["true", "false"])}`);
  const isPackable = label === "repeated" && SCALARS.includes(type) && type !== "string" && type !== "bytes";
  if ((isPackable && random.once(2)) || (isWild && random.once(20)))
    options.push(`packed = ${random.of(["true", "false"])}`);
  if (random.once(10)) options.push(`json_name = "${random.of(["x", "y", "kéy"])}"`);
  if (isWild && random.once(16))
    options.push(random.of(["nothing = 1", "packed = 1", "ctype = CORD", "(o).x = 1", "jstype = JS_STRING"]));
  return options;
}
