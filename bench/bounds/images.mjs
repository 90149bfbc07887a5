import { bytes, each, field, framed, image, many, number, tag, varint, word } from "./wire.mjs";

/* Makes CRIU's images, as hard to read as their size allows, by the item that they repeat. */

const MAGICS = {
  PSTREE: 0x50273030,
  FDINFO: 0x56213732,
  NETDEV: 0x57373951,
  NETNS: 0x55933752,
  VMAS: 0x54123737,
  PAGEMAP: 0x56084025,
  IPCNS_MSG: 0x55453737,
  IPCNS_SEM: 0x59573019,
  TCP_STREAM: 0x51465506,
  UNIXSK: 0x54373943,
  CGROUP: 0x59383330,
  MM: 0x57492820,
  PIPES_DATA: 0x56453709,
};

const of = (name, ...rest) => image(MAGICS[name], ...rest);

const pstree = (...more) => of("PSTREE", framed(number(1, 1), number(2, 0), number(3, 1), number(4, 1), ...more));
const fd = [number(1, 1), number(2, 2), number(3, 1), number(4, 3)];
const fdinfo = (...more) => of("FDINFO", framed(...fd, ...more));
const device = (name, ...more) =>
  of("NETDEV", framed(number(1, 2), number(2, 2), number(3, 3), number(4, 4), field(5, name), ...more));
const numbers = (count) => Array.from({ length: count }, (_, i) => number(i + 1, 0));
const socket = (name) =>
  of("UNIXSK", framed(...numbers(8), field(9, ...numbers(5)), field(10, ...numbers(6)), field(11, name)));
const desc = Buffer.concat(Array.from({ length: 7 }, (_, i) => number(i + 1, 0)));

const TEXTS = {
  letters: bytes(0x61),
  quotes: bytes(0x22),
  backslashes: bytes(0x5c),
  "line ends": bytes(0x0a),
  "carriage returns": bytes(0x0d),
  "both line ends": bytes(0x0d, 0x0a),
  "line ends and letters": bytes(0x0a, 0x61),
  "a carriage return and line ends": bytes(0x0d, 0x0a, 0x0a),
  "blanks and line ends": bytes(0x20, 0x0a),
  dots: bytes(0x2e, 0x0a),
  blanks: bytes(0x20),
  "equals signs": bytes(0x3d),
  "control characters": bytes(0x01),
  zeros: bytes(0x00),
  "bytes that are not UTF-8": bytes(0xff),
  "halves of UTF-8": bytes(0xc3),
  umlauts: Buffer.from("é"),
  "line separators": Buffer.from("\u2028"),
  emoji: Buffer.from("😀"),
  "a letter and an emoji": Buffer.from("a😀"),
};

const texts = {};
for (const [name, unit] of Object.entries(TEXTS)) {
  texts[`a name of ${name}`] = (n) => device(many(n, unit));
  texts[`a socket's name of ${name}`] = (n) => socket(many(n, unit));
}

const lists = {
  "threads, as CRIU writes them": (n) => pstree(many(n, number(5, 300))),
  "packed threads": (n) => pstree(field(5, many(n, bytes(1)))),
  "packed threads, one in each list": (n) => pstree(many(n, field(5, bytes(1)))),
  "overlong threads": (n) => pstree(many(n, Buffer.concat([tag(5, 0), varint(1, 10)]))),
  "a little overlong threads": (n) => pstree(many(n, Buffer.concat([tag(5, 0), varint(1, 2)]))),
  "overlong tags": (n) => pstree(many(n, Buffer.concat([varint(5 * 8, 5), varint(1)]))),
  "packed auxv": (n) =>
    of("MM", framed(...Array.from({ length: 12 }, (_, i) => number(i + 1, 1)), field(13, many(n, bytes(1))))),
  "empty devices' settings": (n) => device(bytes(0x61), many(n, field(15))),
  "numbers in turn with settings": (n) =>
    device(bytes(0x61), many(n, Buffer.concat([number(8, 1), field(9, number(1, 1))]))),
  "controllers of empty names": (n) => of("CGROUP", framed(many(n, field(2, field(1))))),
  "empty names of one controller": (n) => of("CGROUP", framed(field(2, many(n, field(1))))),
};

const unknown = {
  "unknown numbers": (n) => fdinfo(many(n, number(15, 1))),
  "unknown bytes of nothing": (n) => fdinfo(many(n, field(15))),
  "unknown words": (n) => fdinfo(many(n, Buffer.concat([tag(15, 5), word(1)]))),
  "unknown numbers between known ones": (n) => fdinfo(many(n, Buffer.concat([number(15, 1), number(1, 1)]))),
  "unknown fields, each another": (n) => fdinfo(each(n, (i) => number(16 + i, 1))),
  "unknown fields from the last to the first": (n) => fdinfo(each(n, (i) => number(5_000_000 - i, 1))),
  "unknown groups": (n) => fdinfo(many(n, bytes(0x7b, 0x7c))),
  "unknown groups, as deep as can be": (n) =>
    fdinfo(many(n, Buffer.concat([many(90, bytes(0x7b)), many(90, bytes(0x7c))]))),
  "a known field of another type": (n) => fdinfo(many(n, field(1))),
};

const entries = {
  "entries, as CRIU writes them": (n) => of("FDINFO", many(n, framed(...fd))),
  "entries with fields the wrong way round": (n) => of("FDINFO", many(n, framed(...fd.toReversed()))),
  "empty entries": (n) => of("NETNS", many(n, word(0))),
  "entries of packed lists": (n) => of("NETNS", many(n, framed(field(1, bytes(1))))),
  "areas, as CRIU writes them": (n) =>
    of("VMAS", many(n, framed(...Array.from({ length: 8 }, (_, i) => number(i + 1, 77))))),
  "areas with a field twice": (n) =>
    of("VMAS", many(n, framed(number(1, 1), ...Array.from({ length: 8 }, (_, i) => number(i + 1, 77))))),
  "messages behind a message": (n) => {
    const message = Buffer.concat([framed(number(1, 1), number(2, 1)), many(8, bytes(0))]);
    const count = Math.ceil(n / message.length);
    return of(
      "IPCNS_MSG",
      framed(field(1, desc), number(2, 9), number(3, count)),
      many(n + message.length, message).subarray(0, count * message.length),
    );
  },
  "numbers behind a message": (n) =>
    of("IPCNS_SEM", framed(field(1, desc), number(2, n * 4)), many(n * 8, bytes(1, 0))),
  "bytes behind a message": (n) =>
    of(
      "TCP_STREAM",
      framed(number(1, n), number(2, 0), number(3, 0), number(4, 0), number(5, 0), number(6, 0)),
      many(n, bytes(7)),
    ),
  "bytes behind each message": (n) =>
    of("PIPES_DATA", many(n, Buffer.concat([framed(number(1, 1), number(2, 1)), bytes(9)]))),
};

/** Images that are truncated, or claim missing bytes. */
const broken = {
  "a number without an end": (n) => fdinfo(bytes(8), many(n, bytes(0x80))),
  "a message that is longer than the file": (n) => of("FDINFO", word(0xffff_fff0), many(n, number(5, 1))),
  "threads behind which a byte is missing": (n) => pstree(many(n, number(5, 1)), bytes(0x28)),
  "entries of which the last is broken": (n) => of("FDINFO", many(n, framed(...fd)), framed(bytes(8))),
  "unknown fields, and a group that does not end": (n) => fdinfo(many(n, number(15, 1)), bytes(0x7b)),
};

export const IMAGES = { ...lists, ...unknown, ...entries, ...texts, ...broken };
