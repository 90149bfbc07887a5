/* Forms in which a secret can stand in bytes. */

/** Returns the bytes of a text in the forms in which programs store texts: as it is, in hexadecimal digits, in base64. */
export function tracesOfText(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const digits = bytes.toString("hex");
  // Base64 has three forms, by the place of the first byte; characters at both ends depend on other bytes.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .slice(4, -4),
  );
  const reversed = Buffer.from(bytes).reverse();
  return [
    ...[
      bytes,
      reversed,
      Buffer.from(text, "utf16le"),
      Buffer.from(text.toLowerCase()),
      Buffer.from(text.toUpperCase()),
    ],
    ...[digits, digits.toUpperCase(), ...base64].map((one) => Buffer.from(one)),
  ];
}

/** Returns the bytes of a number: in both byte orders, as a varint, in decimal and hexadecimal digits. */
export function tracesOfNumber(value: bigint): Buffer[] {
  const wide = Buffer.alloc(8);
  wide.writeBigUInt64BE(value);
  const own = value < 2n ** 32n ? wide.subarray(4) : wide;
  const varint: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 7n) varint.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
  const texts = [`${value}`, value.toString(16), value.toString(8)];
  return [own, Buffer.from(own).reverse(), Buffer.from(varint), ...texts.map((text) => Buffer.from(text))];
}
