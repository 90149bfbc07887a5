/** Characters that JSON.stringify leaves as they are, but a terminal interprets. */
const UNSAFE = /[\x7f-\x9f]/g;

/**
 * Formats JSON as crit does, with four spaces of indentation. Numbers and bigints keep all their digits; a name that is
 * not UTF-8 has lone surrogates, written as escapes.
 */
export function toJson(value: unknown, indent = "\n"): string {
  if (typeof value === "bigint") return `${value}`;
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value ?? null).replace(UNSAFE, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
  }
  const deeper = `${indent}    `;
  const members = membersOf(value).map(([key, member]) => `${deeper}${key}${toJson(member, deeper)}`);
  const [open, close] = bracketsOf(value);
  return members.length === 0 ? open + close : `${open}${members.join(",")}${indent}${close}`;
}

/**
 * Formats JSON as `toJson` does, in pieces: all of it may be longer than a text can be.
 *
 * @param depth number of levels of lists and objects whose members are pieces of their own
 */
export function* jsonPieces(value: unknown, depth: number, indent = "\n"): Generator<string> {
  if (depth === 0 || typeof value !== "object" || value === null) {
    yield toJson(value, indent);
    return;
  }
  const deeper = `${indent}    `;
  const [open, close] = bracketsOf(value);
  let before = open;
  for (const [key, member] of membersOf(value)) {
    yield `${before}${deeper}${key}`;
    yield* jsonPieces(member, depth - 1, deeper);
    before = ",";
  }
  yield before === open ? open + close : indent + close;
}

const bracketsOf = (value: object): [open: string, close: string] => (Array.isArray(value) ? ["[", "]"] : ["{", "}"]);

/** Lists the elements of a list, or the members of an object, with the text before each. */
function membersOf(value: object): [key: string, member: unknown][] {
  if (Array.isArray(value)) return value.map((element: unknown) => ["", element]);
  return Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[`${toJson(key)}: `, member]]));
}
