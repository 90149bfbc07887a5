/*
 * Vectors of the image that README.md adds, built by hand: an entry with a text of five bytes and a pad of three; and of
 * an image with a oneof, which CRIU's messages do not have.
 */

const MAGIC = 0x56308458;
const HEAD = 0x54564319;

/** Encodes 32-bit integers. */
function words(isLittle, ...values) {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes[isLittle ? "writeUInt32LE" : "writeUInt32BE"](value, 4 * i);
  return bytes;
}

/** Returns an image with one entry, in hex. */
function image({ isLittle = true, isHeaded = true, magic = MAGIC, message = "0805", rest = "68656c6c6f000000" }) {
  const bytes = Buffer.from(message, "hex");
  const start = words(isLittle, ...(isHeaded ? [HEAD] : []), magic, bytes.length);
  return Buffer.concat([start, bytes, Buffer.from(rest, "hex")]).toString("hex");
}

const usual = image({});
const forms = [image({ isHeaded: false }), image({ isLittle: false }), image({ isLittle: false, isHeaded: false })];
const json = '{"magic": "GREETING", "entries": [{"text_len": 5, "extra": "aGVsbG8=\\n"}]}';

/** Vectors of the image of README.md; test/vectors/README.md explains their keys. */
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
].map((vector) => ({ image: "GREETING", file: "greeting-7.img", ...vector }));

const choice = (message) => image({ magic: 0x56308459, message, rest: "" });
const choices = (entry) => `{"magic": "CHOICE", "entries": [${entry}]}`;

/**
 * Images whose entries have one of the fields `one`, `two` and `inner`, a message of the same type, with their JSON; and
 * JSON that is refused at an offset.
 */
export const ONEOFS = [
  { name: "a choice", bytes: choice("0801"), json: choices('{"one": 1}') },
  {
    name: "two fields of a oneof: the last counts",
    bytes: choice("0801120161"),
    json: choices('{"two": "a", "$kept": {"wire": "CAESAWE="}}'),
  },
  {
    name: "a field that displaces pieces of a message",
    bytes: choice("1a02080112016108021a020803"),
    json: choices('{"inner": {"one": 3}, "$kept": {"wire": "GgIIARIBYQgCGgIIAw=="}}'),
  },
  {
    name: "a oneof in a message in pieces",
    bytes: choice("1a0208011a03120162"),
    json: choices('{"inner": {"two": "b"}, "$kept": {"wire": "GgIIARoDEgFi"}}'),
  },
  { name: "two fields in JSON", refused: choices('{"one": 1, "two": "a"}'), offset: 43 },
  { name: "two fields of a nested message", refused: choices('{"inner": {"two": "a", "one": 1}}'), offset: 55 },
].map((vector) => ({ file: "choice.img", ...vector }));

/** The row and the message of the image with a oneof. */
export const ROW =
  'CHOICE: { about: "Choice", file: choice.img, magic: 0x56308459, town: Tver, entries: choice_entry }\n';
export const PROTO = `syntax = "proto2";

message choice_entry {
  oneof choice {
    uint32 one = 1;
    string two = 2;
    choice_entry inner = 3;
  }
}
`;
