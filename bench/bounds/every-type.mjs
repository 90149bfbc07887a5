import { bytes, field, framed, image, many, number, tag, varint } from "./wire.mjs";

/* Defines an image with a field of each type, alone and in lists, and nested messages. No schema has it. */

const SCALARS = [
  "double",
  "float",
  "int32",
  "int64",
  "uint32",
  "uint64",
  "sint32",
  "sint64",
  "fixed32",
  "fixed64",
  "sfixed32",
  "sfixed64",
  "bool",
  "string",
  "bytes",
];

const FLAGS = { name: "letters", bits: { A: 1, B: 2, C: 4 } };
const DICT = { name: "states", codes: { 1: "one", 2: "two" } };
const VALUES = { NONE: 0, SOME: 1, ALL: -1 };

/** Returns fields: numbered from 1 if single, from 101 if repeated, from 201 if packed. */
function fields() {
  const alone = SCALARS.map((type, i) => ({ number: i + 1, name: type, type }));
  const lists = SCALARS.map((type, i) => ({ number: i + 101, name: `${type}_list`, type, label: "repeated" }));
  const packed = SCALARS.slice(0, -2).map((type, i) => ({
    number: i + 201,
    name: `${type}_packed`,
    type,
    label: "repeated",
    packed: true,
  }));
  const nested = { type: "message", message: () => EVERY };
  const pair = { type: "message", message: () => PAIR };
  return [
    ...alone,
    { number: 16, name: "flags", type: "uint64", flags: FLAGS },
    { number: 17, name: "dev", type: "uint64", dev: "kernel" },
    { number: 18, name: "dict", type: "uint32", dict: DICT },
    { number: 19, name: "name", type: "bytes", conv: "unix_name" },
    { number: 20, name: "kind", type: "enum", enum: "kinds", values: VALUES },
    { number: 21, name: "one", ...nested },
    { number: 22, name: "all", ...nested, label: "repeated" },
    { number: 23, name: "map", ...pair, label: "repeated" },
    ...lists,
    { number: 116, name: "kind_list", type: "enum", enum: "kinds", values: VALUES, label: "repeated" },
    { number: 117, name: "addresses", type: "uint32", ipadd: true, label: "repeated" },
    { number: 118, name: "flags_list", type: "uint64", flags: FLAGS, label: "repeated" },
    { number: 119, name: "hex_list", type: "uint64", hex: true, label: "repeated" },
    { number: 120, name: "dev_list", type: "uint64", dev: "libc", label: "repeated" },
    { number: 121, name: "name_list", type: "bytes", conv: "unix_name", label: "repeated" },
    ...packed,
  ];
}

const EVERY = {
  message: "every",
  get fields() {
    return fields();
  },
};

const PAIR = {
  message: "pair",
  fields: [
    { number: 1, name: "key", type: "string" },
    { number: 2, name: "value", type: "uint32" },
  ],
};

const MAGIC = 0x50505050;

export const EVERY_TYPE = {
  image: "EVERY",
  file: "every.img",
  magic: MAGIC,
  head: 0x54564319,
  foreignHeads: [],
  entries: EVERY,
};

const every = (...body) => image(MAGIC, framed(...body));

const NUMBERS = {
  double: bytes(1, 2, 3, 4, 5, 6, 7, 64),
  float: bytes(1, 2, 3, 64),
  int32: varint(-5),
  int64: varint(-5),
  uint32: varint(300),
  uint64: varint(2n ** 64n - 1n),
  sint32: varint(5),
  sint64: varint(2n ** 64n - 1n),
  fixed32: bytes(255, 255, 255, 255),
  fixed64: bytes(255, 255, 255, 255, 255, 255, 255, 255),
  sfixed32: bytes(255, 255, 255, 255),
  sfixed64: bytes(255, 255, 255, 255, 255, 255, 255, 128),
  bool: bytes(1),
};
const WIRES = { double: 1, float: 5, fixed32: 5, fixed64: 1, sfixed32: 5, sfixed64: 1 };

/** Shapes that repeat lists and fields of each type of number. */
export const NUMBER_SHAPES = {};
for (const [i, type] of SCALARS.slice(0, -2).entries()) {
  const value = NUMBERS[type];
  const wire = WIRES[type] ?? 0;
  NUMBER_SHAPES[`${type}: a list, as declared`] = (n) => every(many(n, Buffer.concat([tag(i + 101, wire), value])));
  NUMBER_SHAPES[`${type}: a list, packed though it is not declared so`] = (n) => every(field(i + 101, many(n, value)));
  NUMBER_SHAPES[`${type}: a packed list, as declared`] = (n) => every(field(i + 201, many(n, value)));
  NUMBER_SHAPES[`${type}: a packed list, not packed`] = (n) =>
    every(many(n, Buffer.concat([tag(i + 201, wire), value])));
  NUMBER_SHAPES[`${type}: one field over and over`] = (n) => every(many(n, Buffer.concat([tag(i + 1, wire), value])));
}

export const EVERY_SHAPES = {
  "ones: a packed list of bytes of 1": (n) => every(field(206, many(n, bytes(1)))),
  "ones: packed though it is not declared so": (n) => every(field(106, many(n, bytes(1)))),
  "packed lists of one element": (n) => every(many(n, field(206, bytes(1)))),
  "packed lists of nothing": (n) => every(many(n, field(206))),
  "overlong numbers in a packed list": (n) => every(field(205, many(n, varint(1, 10)))),
  "texts of nothing": (n) => every(many(n, field(114))),
  "texts of one character": (n) => every(many(n, field(114, bytes(0x61)))),
  "texts of one byte that is not UTF-8": (n) => every(many(n, field(114, bytes(0xff)))),
  "bytes of nothing": (n) => every(many(n, field(115))),
  "names of one byte": (n) => every(many(n, field(121, bytes(10)))),
  "messages of nothing": (n) => every(many(n, field(22))),
  "parts of one message": (n) => every(many(n, field(21, number(5, 1)))),
  "parts of one message, each with a list": (n) => every(many(n, field(21, number(105, 1)))),
  "messages in messages, as deep as can be": (n) => every(many(n, deep(90))),
  "parts of messages, as deep as can be": (n) => every(many(n, deepParts(90))),
  "map entries of nothing": (n) => every(many(n, field(23))),
  "map entries turned round": (n) => every(many(n, field(23, number(2, 1), field(1, bytes(0x61))))),
  "fields from the last to the first": (n) => every(many(n, Buffer.concat([number(106, 1), number(105, 1)]))),
  "flags in a list": (n) => every(many(n, Buffer.concat([tag(118, 0), varint(2n ** 63n + 7n)]))),
  "hexadecimal numbers in a list": (n) => every(many(n, Buffer.concat([tag(119, 0), varint(2n ** 63n + 7n)]))),
  "devices in a list": (n) => every(many(n, Buffer.concat([tag(120, 0), varint(2n ** 63n + 7n)]))),
  "addresses that are none": (n) => every(many(n, number(117, 1))),
  "enums without a name": (n) => every(many(n, number(116, 9))),
  "enums with a name": (n) => every(many(n, number(116, 1))),
};

function deep(levels) {
  let body = number(5, 1);
  for (let i = 0; i < levels; i++) body = field(22, body);
  return body;
}

function deepParts(levels) {
  let body = number(5, 1);
  for (let i = 0; i < levels; i++) body = field(21, body);
  return body;
}
