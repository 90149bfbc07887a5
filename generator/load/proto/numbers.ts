import type { Faults } from "./faults.ts";
import type { EnumNode, FieldNode, MessageNode, NumberRange, ProtoFile, ValueNode } from "./tree.ts";
import { fullName } from "./walk.ts";

const MOST_FIELD = 0x1fffffffn;
const INT32 = { least: -0x80000000n, most: 0x7fffffffn };

/** Returns whether a field can have this number. protobuf reserves 19000 to 19999. */
export function isFieldNumber(number: bigint): boolean {
  return (number >= 1 && number < 19_000) || (number > 19_999 && number <= MOST_FIELD);
}

export function badFieldNumber(
  name: string,
  { text }: FieldNode["number"],
): { code: string; message: string; hint: string } {
  return {
    code: "bad-number",
    message: `\`${name}\` has the number ${text}, but no field can have it`,
    hint: "field numbers are 1 to 536870911, except 19000 to 19999",
  };
}

/** Refuses invalid, duplicate and reserved field numbers, and those kept for extensions. */
export function checkFieldNumbers(file: ProtoFile, message: MessageNode, faults: Faults): void {
  const name = (field: FieldNode): string => fullName(file, field.path);
  checkRanges(file, message, faults);
  const reserved = sorted(message.reserved);
  const extensions = sorted(message.extensions);
  const names = reservedNames(message, faults);
  const numbers = new Map<bigint, FieldNode>();
  for (const field of message.fields) {
    const { value, text } = field.number;
    const other = numbers.get(value);
    numbers.set(value, field);
    const refuse = (message: string, hint: string): void =>
      faults.refuse(file, field, { code: "bad-number", message, hint });
    if (!isFieldNumber(value)) faults.refuse(file, field, badFieldNumber(name(field), field.number));
    else if (other !== undefined) refuse(`duplicate id ${text}: \`${name(other)}\` has it`, "give it another number");
    else if (within(reserved, value))
      refuse(`\`${name(field)}\` has the number ${text}, but that is reserved`, "give it another number");
    else if (within(extensions, value))
      refuse(`\`${name(field)}\` has the number ${text}, but that is kept for extensions`, "give it another number");
    else if (names.has(field.name.text)) refuseName(file, field, faults);
  }
}

/** Refuses the same in an enum. Its values may share a number if it has `allow_alias`. */
export function checkValueNumbers(file: ProtoFile, node: EnumNode, allowsAlias: boolean, faults: Faults): void {
  const reserved = sorted(node.reserved);
  for (const { from, to, at } of node.reserved) {
    if (from > to || from < INT32.least || to > INT32.most) faults.add(at, badRange(from, to));
  }
  checkOverlaps(reserved, "reserved", faults);
  const names = reservedNames(node, faults);
  const numbers = new Map<bigint, ValueNode>();
  for (const value of node.values) {
    const { value: number, text } = value.number;
    const name = fullName(file, `${node.path}.${value.name.text}`);
    const other = numbers.get(number);
    if (other === undefined) numbers.set(number, value);
    const refuse = (message: string, hint: string): void =>
      faults.refuse(file, value, { code: "bad-number", message, hint });
    if (number < INT32.least || number > INT32.most) {
      refuse(
        `\`${name}\` has the number ${text}, but no value can have it`,
        "numbers of values are -2147483648 to 2147483647",
      );
    } else if (other !== undefined && !allowsAlias) {
      refuse(
        `duplicate id ${text}: \`${other.name.text}\` has it`,
        "write `option allow_alias = true;` in the enum if you mean both",
      );
    } else if (within(reserved, number)) {
      refuse(`\`${name}\` has the number ${text}, but that is reserved`, "give it another number");
    } else if (names.has(value.name.text)) refuseName(file, value, faults);
  }
}

function refuseName(file: ProtoFile, node: FieldNode | ValueNode, faults: Faults): void {
  const message = `the name \`${node.name.text}\` is reserved`;
  faults.refuse(file, node, { code: "bad-range", message, hint: "give it another name" });
}

function reservedNames({ reservedNames }: MessageNode | EnumNode, faults: Faults): Set<string> {
  const names = new Set<string>();
  for (const { text, at } of reservedNames) {
    if (names.has(text)) {
      faults.add(at, {
        code: "bad-range",
        message: `the name \`${text}\` is reserved twice`,
        hint: "remove one of them",
      });
    }
    names.add(text);
  }
  return names;
}

function checkRanges(file: ProtoFile, { reserved, extensions }: MessageNode, faults: Faults): void {
  for (const { from, to, at } of reserved) if (from < 1 || to > INT32.most) faults.add(at, badRange(from, to));
  for (const { from, to, at } of extensions) {
    if (from < 1 || from > to || to > MOST_FIELD) faults.add(at, badRange(from, to));
    if (file.syntax?.text !== "proto3") continue;
    const message = "a message of proto3 cannot keep numbers for extensions";
    faults.add(at, {
      code: "bad-range",
      message,
      hint: "remove them, or declare a field of the type google.protobuf.Any",
    });
  }
  checkOverlaps(sorted(reserved), "reserved", faults);
  checkOverlaps(sorted(extensions), "kept for extensions", faults);
  checkOverlaps(sorted([...reserved, ...extensions]), "reserved, or kept for extensions", faults);
}

function badRange(from: bigint, to: bigint): { code: string; message: string; hint: string } {
  return {
    code: "bad-range",
    message: `${from} to ${to} is not a range of numbers`,
    hint: "a range goes from a smaller number to a larger one",
  };
}

/** Sorts ranges by their first number. */
export function sorted(ranges: readonly NumberRange[]): NumberRange[] {
  return ranges.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function checkOverlaps(ranges: readonly NumberRange[], what: string, faults: Faults): void {
  let last: NumberRange | undefined;
  for (const range of ranges) {
    if (last !== undefined && last.to >= range.from && range.to >= last.from) {
      const later =
        range.at.line > last.at.line || (range.at.line === last.at.line && range.at.column > last.at.column)
          ? range
          : last;
      faults.add(later.at, {
        code: "bad-range",
        message: `some of these numbers are ${what} already`,
        hint: "remove them from one of the two",
      });
    }
    if (last === undefined || range.to > last.to) last = range;
  }
}

/** Returns whether a range contains the number. The ranges must be sorted, without overlaps. */
export function within(ranges: readonly NumberRange[], number: bigint): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.from ?? 0n) <= number) low = middle + 1;
    else high = middle;
  }
  return low > 0 && (ranges[low - 1]?.to ?? 0n) >= number;
}
