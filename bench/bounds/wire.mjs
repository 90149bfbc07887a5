import { Buffer } from "node:buffer";

/* Images and messages of protobuf, byte by byte: what no writer would write as well. */

export const bytes = (...values) => Buffer.from(values);

/** A number as a varint; `size` makes it longer than it needs to be. */
export function varint(value, size = 0) {
  const out = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  } while (rest > 0n || out.length < size);
  out[out.length - 1] &= 127;
  return Buffer.from(out);
}

export const tag = (number, wire) => varint(number * 8 + wire);

/** A field with a length. */
export const field = (number, ...body) => {
  const content = Buffer.concat(body);
  return Buffer.concat([tag(number, 2), varint(content.length), content]);
};

/** A field that is a number. */
export const number = (at, value) => Buffer.concat([tag(at, 0), varint(value)]);

export function word(value) {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
}

/** A framed message. */
export const framed = (...body) => {
  const content = Buffer.concat(body);
  return Buffer.concat([word(content.length), content]);
};

/** `size` bytes, or a few less, of the same unit over and over. */
export const many = (size, unit) => Buffer.alloc(Math.max(1, Math.floor(size / unit.length)) * unit.length, unit);

/** About `size` bytes of units that `make` gives for 0, 1, 2 … */
export function each(size, make) {
  const parts = [];
  for (let i = 0, got = 0; got < size; i++) {
    const part = make(i);
    parts.push(part);
    got += part.length;
  }
  return Buffer.concat(parts);
}

const COMMON = 0x54564319;

export const image = (magic, ...rest) => Buffer.concat([word(COMMON), word(magic), ...rest]);
