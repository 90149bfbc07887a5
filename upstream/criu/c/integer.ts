/** An integer of C: width and sign of its type, and its value. */
export interface CInteger {
  readonly bits: 32 | 64;
  readonly isSigned: boolean;
  readonly value: bigint;
}

const INT = { bits: 32, isSigned: true } as const;

/** Names of types with their sign and width. `typeOf` reads types of several words, such as `unsigned long`. */
const NAMED = /^(?:__)?(?<sign>[us])(?<bits>8|16|32|64)$|^(?<un>u?)int(?<width>8|16|32|64)_t$/;
const WORDS = ["signed", "unsigned", "char", "short", "int", "long", "const"];

/** The type of a cast. */
interface CType {
  readonly bits: number;
  readonly isSigned: boolean;
}

/** Returns the type that some words name; `undefined` if they name none. */
export function typeOf(words: readonly string[]): CType | undefined {
  const [word = ""] = words;
  const { sign, bits, un, width } = NAMED.exec(word)?.groups ?? {};
  if (words.length === 1 && sign !== undefined) return { bits: Number(bits), isSigned: sign === "s" };
  if (words.length === 1 && width !== undefined) return { bits: Number(width), isSigned: un === "" };
  if (words.length === 1 && /^(?:size_t|uintptr_t)$/.test(word)) return { bits: 64, isSigned: false };
  if (words.length === 0 || words.some((one) => !WORDS.includes(one))) return undefined;
  const width32 = words.includes("short") ? 16 : words.includes("char") ? 8 : 32;
  return { bits: words.includes("long") ? 64 : width32, isSigned: !words.includes("unsigned") };
}

/** Converts to a type; a type narrower than int becomes int. */
export function cast({ value }: CInteger, { bits, isSigned }: CType): CInteger {
  const wrapped = isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  return bits < 32 ? { ...INT, value: wrapped } : { bits: bits === 64 ? 64 : 32, isSigned, value: wrapped };
}

const LITERAL = /^(?<number>0x[\da-f]+|0b[01]+|0[0-7]*|[1-9]\d*)(?<suffix>(?:u(?:ll?)?|ll?u?)?)$/i;

const MOST_DIGITS = 100;

/** Reads a literal. Its type is the first one that holds it and that its form and suffix allow. */
export function literalOf(text: string): CInteger | undefined {
  const { number, suffix = "" } = LITERAL.exec(text)?.groups ?? {};
  if (number === undefined || text.length > MOST_DIGITS) return characterOf(text);
  const value = BigInt(/^0\d/.test(number) ? `0o${number}` : number);
  const isUnsigned = /u/i.test(suffix);
  const types = ([32, 64] as const)
    .filter((bits) => bits === 64 || !/l/i.test(suffix))
    .flatMap((bits) => [true, false].map((isSigned) => ({ bits, isSigned })))
    .filter(({ isSigned }) => (isSigned ? !isUnsigned : isUnsigned || number.startsWith("0")));
  const type = types.find(({ bits, isSigned }) => value < 1n << BigInt(bits - (isSigned ? 1 : 0)));
  return type && { ...type, value };
}

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };
const CHARACTER = /^'(?:(?<plain>[ -~])|\\(?:(?<octal>[0-7]{1,3})|x(?<hex>[\da-f]{1,2})|(?<mark>[abtnvfr'"?\\])))'$/i;

/** Reads the constant of one ASCII character. */
function characterOf(text: string): CInteger | undefined {
  const { plain, octal, hex, mark } = CHARACTER.exec(text)?.groups ?? {};
  const code =
    (octal && Number.parseInt(octal, 8)) || (hex && Number.parseInt(hex, 16)) || (plain ?? mark)?.charCodeAt(0);
  if (octal !== undefined || hex !== undefined) return { ...INT, value: BigInt.asIntN(8, BigInt(code || 0)) };
  if (code === undefined || text === "'\\'" || text === "'''") return undefined;
  return { ...INT, value: BigInt((mark && ESCAPES[mark]) ?? Number(code)) };
}

/** Makes an int. */
export function int(value: bigint | boolean): CInteger {
  return { ...INT, value: BigInt(value) };
}

/** Applies a unary operator. */
export function applyUnary(operator: string, operand: CInteger): CInteger {
  if (operator === "!") return int(operand.value === 0n);
  const { value } = operand;
  return cast({ ...operand, value: operator === "-" ? -value : operator === "~" ? ~value : value }, operand);
}

type Operation = (a: bigint, b: bigint) => bigint | boolean;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "&": (a, b) => a & b,
  "^": (a, b) => a ^ b,
  "|": (a, b) => a | b,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** Applies a binary operator in the common type of both operands; `undefined` if C does not define the result. */
export function applyBinary(operator: string, a: CInteger, b: CInteger): CInteger | undefined {
  if (operator === "<<" || operator === ">>") return shift(operator, a, b.value);
  const type = common(a, b);
  const [left, right] = [cast(a, type).value, cast(b, type).value];
  const operation = OPERATIONS[operator];
  if (operation === undefined || (right === 0n && /[/%]/.test(operator))) return undefined;
  const value = operation(left, right);
  return typeof value === "boolean" ? int(value) : cast({ ...type, value }, type);
}

function shift(operator: string, a: CInteger, by: bigint): CInteger | undefined {
  if (by < 0n || by >= BigInt(a.bits)) return undefined;
  return cast({ ...a, value: operator === "<<" ? a.value << by : a.value >> by }, a);
}

/** Returns the wider of two types; the unsigned one if both have one width. */
export function common(a: CInteger, b: CInteger): Pick<CInteger, "bits" | "isSigned"> {
  if (a.bits !== b.bits) return a.bits > b.bits ? a : b;
  return a.isSigned ? b : a;
}
