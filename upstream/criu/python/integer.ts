/** Operators from the weakest to the strongest; the unary ones bind between the last two. */
const LEVELS = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "//", "%"], ["**"]];
export const POWERS: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap((level, power) => level.map((operator) => [operator, power] as const)),
);
export const UNARY: number = LEVELS.length - 1;

const LITERAL = /^(?:0x[\da-f]+|0o[0-7]+|0b[01]+|\d+)$/i;

const MOST_DIGITS = 400;

/** Reads a literal of Python 2 or 3: in Python 2, 017 is octal, and a long number ends in L. */
export function integerOf(text: string): bigint | undefined {
  const plain = text.replaceAll(/(?<=[\da-f])_(?=[\da-f])/gi, "").replace(/l$/i, "");
  if (plain.length > MOST_DIGITS || !LITERAL.test(plain)) return undefined;
  if (/^0[0-7]+$/.test(plain)) return BigInt(`0o${plain}`);
  return /^0\d*[1-9]/.test(plain) ? undefined : BigInt(plain);
}

/** Greatest width of a result, in bits: wider numbers are no flags. */
const MOST_BITS = 1024;

/** Applies an operator as Python does; `undefined` if the result is not an integer, or has too many bits. */
export function applyBinary(operator: string, a: bigint, b: bigint): bigint | undefined {
  const value = apply(operator, a, b);
  return value === undefined || value !== BigInt.asIntN(MOST_BITS, value) ? undefined : value;
}

function apply(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "&":
      return a & b;
    case "<<":
      return b < 0n || b > MOST_BITS ? undefined : a << b;
    case ">>":
      return b < 0n ? undefined : a >> b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "**":
      return b < 0n || b > MOST_BITS ? undefined : a ** b;
    default:
      return divide(operator, a, b);
  }
}

/** Divides as Python does: rounds the quotient down; `undefined` for a division by 0. */
function divide(operator: string, a: bigint, b: bigint): bigint | undefined {
  if (b === 0n) return undefined;
  const rest = ((a % b) + b) % b;
  return operator === "%" ? rest : (a - rest) / b;
}
