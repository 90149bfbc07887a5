/**
 * Parses an integer of a .proto file: decimal, hexadecimal or octal, with an optional sign. Returns `undefined` if it
 * is none.
 */
export function integerOf(text: string): bigint | undefined {
  const digits = /^(?<sign>-?)(?:0(?<octal>[0-7]+)|(?<plain>0x[0-9a-f]+|0|[1-9]\d*))$/i.exec(text)?.groups;
  if (digits === undefined) return undefined;
  const size = BigInt(digits["octal"] === undefined ? (digits["plain"] ?? "0") : `0o${digits["octal"]}`);
  return digits["sign"] === "-" ? -size : size;
}
