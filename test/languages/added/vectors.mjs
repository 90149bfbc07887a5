/* Vectors of the image that README.md adds, built by hand: an entry with a text of five bytes and a pad of three. */

const MAGIC = 0x56308458;
const HEAD = 0x54564319;
const FILE = "greeting-7.img";

/** Encodes 32-bit integers. */
function words(isLittle, ...values) {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes[isLittle ? "writeUInt32LE" : "writeUInt32BE"](value, 4 * i);
  return bytes;
}

/** Returns an image with one entry, in hex. */
function image({ isLittle = true, isHeaded = true, message = "0805", rest = "68656c6c6f000000" }) {
  const bytes = Buffer.from(message, "hex");
  const start = words(isLittle, ...(isHeaded ? [HEAD] : []), MAGIC, bytes.length);
  return Buffer.concat([start, bytes, Buffer.from(rest, "hex")]).toString("hex");
}

const usual = image({});
const forms = [image({ isHeaded: false }), image({ isLittle: false }), image({ isLittle: false, isHeaded: false })];
const json = '{"magic": "GREETING", "entries": [{"text_len": 5, "extra": "aGVsbG8=\\n"}]}';

/** The vectors; test/vectors/README.md explains their keys. */
export const VECTORS = [
  { name: "an entry", bytes: usual, forms, json },
  { name: "an unknown field", bytes: image({ message: "08057801" }), json, written: usual },
  { name: "a pad that is cut", bytes: usual.slice(0, -2), error: { code: "truncated", offset: 14, entry: 0 } },
  { name: "a text that is cut", bytes: image({ rest: "6865" }), error: { code: "truncated", offset: 14, entry: 0 } },
  {
    name: "the longest text",
    bytes: image({ message: "08ffffffff0f" }),
    error: { code: "truncated", offset: 18, entry: 0 },
  },
  {
    name: "no length",
    bytes: image({ message: "", rest: "" }),
    error: { code: "missing-field", offset: 12, entry: 0 },
  },
].map((vector) => ({ image: "GREETING", file: FILE, ...vector }));
