import { Buffer } from "node:buffer";

/* Encodes images and messages of protobuf byte by byte, also in forms that no writer makes. */

export const bytes = (...values) => Buffer.from(values);

/** Encodes a number as a varint; `size` makes it longer than necessary. */
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

/** Encodes a length-delimited field. */
export const field = (number, ...body) => {
  const content = Buffer.concat(body);
  return Buffer.concat([tag(number, 2), varint(content.length), content]);
};

/** Encodes a field of wire type varint. */
export const number = (at, value) => Buffer.concat([tag(at, 0), varint(value)]);

export function word(value) {
  const out = Buffer.alloc(4);
  out.writeUInt32LE(value);
  return out;
}

/** Frames a message. */
export const framed = (...body) => {
  const content = Buffer.concat(body);
  return Buffer.concat([word(content.length), content]);
};

/** Repeats a unit up to `size` bytes. */
export const many = (size, unit) => Buffer.alloc(Math.max(1, Math.floor(size / unit.length)) * unit.length, unit);

/** Joins the units `make(0)`, `make(1)` and so on, up to about `size` bytes. */
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
