/* Bytes of images, made by hand: no code of critgen's makes what judges it. */
import { Buffer } from "node:buffer";

const COMMON = 0x54564319;

export const MAGICS = {
  bpfmapData: 0x64324033,
  ghostFile: 0x52583605,
  messages: 0x55453737,
  pagemap: 0x56084025,
  pidfd: 0x54435556,
  pipesData: 0x56453709,
  semaphores: 0x59573019,
  sharedMemory: 0x46283044,
  signal: 0x59255647,
  tcpStream: 0x51465506,
};

function word(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Returns an image of format v1.1. */
export function image(magic, ...parts) {
  return Buffer.concat([word(COMMON), word(magic), ...parts]);
}

/** Returns words of 32 bits. */
export function words(...values) {
  return Buffer.concat(values.map(word));
}

/** Returns a message with its size before it: its fields are numbers, bytes or messages, by their numbers. */
export function message(fields) {
  const bytes = content(fields);
  return Buffer.concat([word(bytes.length), bytes]);
}

function content(fields) {
  return Buffer.concat(Object.entries(fields).map(([number, value]) => field(Number(number), value)));
}

function field(number, value) {
  if (typeof value === "number") return Buffer.concat([varint(number * 8), varint(value)]);
  const bytes = Buffer.isBuffer(value) ? value : content(value);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
