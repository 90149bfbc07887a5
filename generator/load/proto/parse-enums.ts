import type { Cursor } from "./cursor.ts";
import { join } from "./parse-fields.ts";
import { parseOptionList, parseOptionStatement } from "./parse-options.ts";
import type { EnumNode, NumberNode, NumberRange, ValueNode, Word } from "./tree.ts";

const INT32_MAX = 0x7fffffffn;

/** Parses an enum. Its values are siblings of the enum, not children. */
export function parseEnum(cursor: Cursor, scope: string): EnumNode {
  const { from } = cursor.expect("enum");
  const name = cursor.name("the name of an enum");
  const body: Pick<EnumNode, "values" | "reserved" | "reservedNames" | "options" | "others"> = {
    values: [],
    reserved: [],
    reservedNames: [],
    options: [],
    others: [],
  };
  cursor.body(name, () => {
    if (cursor.accept(";")) return;
    cursor.begin();
    const parse = OTHERS.get(cursor.token.text);
    if (parse === undefined) body.values.push(parseValue(cursor, scope));
    else body.others.push(cursor.ranged(() => parse(cursor, body)));
  });
  return { kind: "enum", name, path: join(scope, name.text), range: { from, to: cursor.end }, ...body };
}

/** Statements that declare no value. */
const OTHERS = new Map<string, (cursor: Cursor, body: Reserved & Pick<EnumNode, "options">) => void>([
  ["option", parseOptionStatement],
  ["reserved", (cursor, body) => parseReserved(cursor, body, INT32_MAX, () => cursor.signedInteger("a number"))],
]);

function parseValue(cursor: Cursor, scope: string): ValueNode {
  const { from } = cursor.token;
  const name = cursor.name("the name of a value");
  cursor.expect("=", `a value has a number, as in \`${name.text} = 1;\``);
  const number = cursor.signedInteger("the number of a value");
  const options = parseOptionList(cursor);
  cursor.expect(";");
  return { kind: "value", name, path: join(scope, name.text), number, options, range: { from, to: cursor.end } };
}

interface Reserved {
  readonly reserved: NumberRange[];
  readonly reservedNames: Word[];
}

/** Parses `reserved "name", …;` or `reserved 1, 2 to 5, …;`. */
export function parseReserved(cursor: Cursor, to: Reserved, most: bigint, number: () => NumberNode): void {
  cursor.expect("reserved");
  if (cursor.token.kind === "string") {
    do {
      to.reservedNames.push(cursor.string("a name"));
    } while (cursor.accept(","));
  } else {
    to.reserved.push(...parseRanges(cursor, most, number));
  }
  cursor.expect(";");
}

/** Parses `1, 2 to 5, 7 to max`. */
export function parseRanges(cursor: Cursor, most: bigint, number: () => NumberNode): NumberRange[] {
  const ranges: NumberRange[] = [];
  do {
    const { value: from, at } = number();
    const to = !cursor.accept("to") ? from : cursor.accept("max") ? most : number().value;
    ranges.push({ from, to, at });
  } while (cursor.accept(","));
  return ranges;
}
