import { addressText, prettyText, type WireField } from "criu-images/layouts";

/** Longest text of bytes, in bytes. */
const BYTES = 32;

/** Most elements of a list that are told one by one. */
const FEW = 4;

/** Longest text of a list, in elements. */
const ELEMENTS = 16;

/** Facts beside a value that decide on its text. */
export interface Spelling {
  /** Whether a message around it asks for hexadecimal. */
  readonly isHex: boolean;
  /** Whether the machine that dumped was little-endian: addresses of IP are words. */
  readonly isLittle: boolean;
}

/** Returns a decoded value as a text for people: names of flags and enums, addresses, hexadecimal. */
export function valueText(value: unknown, field: WireField | undefined, { isHex, isLittle }: Spelling): string {
  if (Array.isArray(value)) return listText(value, field, { isHex, isLittle });
  return elementText(value, field, isHex, 0);
}

/** Returns texts for two values that differ: of lists of one length, the elements that differ. */
export function textsOf(
  before: unknown,
  after: unknown,
  field: WireField | undefined,
  spelling: Spelling,
): [string, string] {
  const isLong = Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.length > FEW;
  if (!isLong || isAddress(field)) return [valueText(before, field, spelling), valueText(after, field, spelling)];
  const indexes = [...before.keys()].filter((i) => before[i] !== after[i]);
  const text = (all: readonly unknown[]): string => {
    const texts = indexes.slice(0, FEW).map((i) => `[${i}] ${elementText(all[i], field, spelling.isHex, i)}`);
    return `${texts.join(", ")}${indexes.length > FEW ? `, … ${indexes.length} in all` : ""}`;
  };
  return [text(before), text(after)];
}

function listText(values: readonly unknown[], field: WireField | undefined, { isHex, isLittle }: Spelling): string {
  if (isAddress(field)) {
    const text = addressText(values.map(Number), isLittle);
    if (text !== undefined) return text;
  }
  const texts = values.slice(0, ELEMENTS).map((one, i) => elementText(one, field, isHex, i));
  return `[${texts.join(", ")}${values.length > ELEMENTS ? `, … ${values.length} in all` : ""}]`;
}

function isAddress(field: WireField | undefined): boolean {
  return field !== undefined && "ipadd" in field.layout;
}

function elementText(value: unknown, field: WireField | undefined, isHex: boolean, index: number): string {
  if (value instanceof Uint8Array) return bytesText(value);
  if (typeof value === "object" && value !== null) return "{…}";
  if (typeof value !== "number" && typeof value !== "bigint") return String(value);
  if (field?.type === "enum") return field.names.get(Number(value)) ?? `${value}`;
  if (field === undefined || field.type === "message") return `${value}`;
  const text = prettyText(value, field.layout, isHex, index)?.slice(1, -1);
  return text === undefined || text === "" ? `${value}` : text;
}

/** Returns bytes as a text if they are one, such as the name of a unix socket, or in hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  const content = withoutEnd(bytes);
  const isAbstract = content[0] === 0 && content.length > 1;
  const shown = content.subarray(isAbstract ? 1 : 0, BYTES);
  const more = content.length > BYTES ? `… ${bytes.length} bytes` : "";
  if (shown.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x09))
    return `${isAbstract ? "@" : ""}${JSON.stringify(String.fromCharCode(...shown)).slice(1, -1)}${more}`;
  return `${Array.from(bytes.subarray(0, BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("")}${more}`;
}

/** Returns bytes without the zeros at their end: those of a name. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}
