import { Buffer } from "node:buffer";

/* Makes JSON of images, as hard to read as its size allows. Each function returns about `n` bytes. */

const repeat = (n, unit) => unit.repeat(Math.max(1, Math.floor(n / Buffer.byteLength(unit))));

const of = (magic, entry) => `{"magic": "${magic}", "entries": [${entry}]}`;
const device = (name, more = "") =>
  of("NETDEV", `{"type": "LOOPBACK", "ifindex": 1, "mtu": 2, "flags": 3, "name": "${name}"${more}}`);
const pstree = (threads) => of("PSTREE", `{"pid": 1, "ppid": 0, "pgid": 1, "sid": 1, "threads": [${threads}]}`);
const fdinfo = (more) => of("FDINFO", `{"id": 1, "flags": 0, "type": "REG", "fd": 3${more}}`);
const every = (entry) => of("EVERY", `{${entry}}`);
const list = (n, unit) => `${repeat(n, `${unit}, `)}${unit}`;

const ESCAPES = {
  letters: "a",
  "letters as escapes": "\\u0061",
  "short escapes": "\\n",
  quotes: '\\"',
  umlauts: "é",
  "umlauts as escapes": "\\u00e9",
  "pairs of surrogates": "\\ud83d\\ude00",
  "bytes that are not UTF-8": "\\udcff",
  "halves of a character": "\\ud83d",
  "a letter and an escape": "a\\u2028",
  "escapes that are none": "a\\q",
};

const texts = {};
for (const [name, unit] of Object.entries(ESCAPES)) {
  texts[`a text of ${name}`] = (n) => device(repeat(n, unit));
  texts[`a socket's name of ${name}`] = (n) => every(`"name": "${repeat(n, unit)}"`);
  texts[`base64 of ${name}`] = (n) => every(`"bytes": "${repeat(n, unit)}"`);
  texts[`an enum of ${name}`] = (n) => every(`"kind": "${repeat(n, unit)}"`);
  texts[`flags of ${name}`] = (n) => every(`"flags": "${repeat(n, unit)}"`);
  texts[`a field called ${name}`] = (n) => every(`"${repeat(n, unit)}": 1`);
  texts[`an image called ${name}`] = (n) => of(repeat(n, unit), "");
}

const NUMBERS = {
  digits: (n) => repeat(n, "7"),
  "digits below nought": (n) => `-${repeat(n, "7")}`,
  noughts: (n) => repeat(n, "0"),
  "digits behind a point": (n) => `0.${repeat(n, "7")}`,
  "a long exponent": (n) => `1e${repeat(n, "7")}`,
};
const QUOTED = {
  digits: (n) => repeat(n, "7"),
  "hexadecimal digits": (n) => `0x${repeat(n, "f")}`,
  "binary digits": (n) => `0b${repeat(n, "1")}`,
  "digits with underscores": (n) => `1${repeat(n, "_1")}`,
  blanks: (n) => `${repeat(n, " ")}1`,
  "blanks behind": (n) => `1${repeat(n, " ")}x`,
  "devices with long numbers": (n) => `${repeat(n / 2, "7")}:${repeat(n / 2, "7")}`,
  "names of flags": (n) => list(n, "A | B").replaceAll(",", " |"),
  "numbers joined": (n) => `1${repeat(n, "|1")}`,
  "a long number and others": (n) => `0x${repeat(n / 2, "f")}${repeat(n / 2, "|1")}`,
  "numbers below nought joined": (n) => `-1${repeat(n, "|-1")}`,
  bars: (n) => repeat(n, "|"),
  "bars and blanks": (n) => repeat(n, "| "),
};

const numbers = {};
for (const type of ["int32", "uint64", "double", "bool", "kind", "flags", "dev", "dict"]) {
  for (const [name, make] of Object.entries(NUMBERS)) {
    numbers[`${type}: a number of ${name}`] = (n) => every(`"${type}": ${make(n)}`);
  }
  for (const [name, make] of Object.entries(QUOTED)) {
    numbers[`${type}: in quotes, ${name}`] = (n) => every(`"${type}": "${make(n)}"`);
  }
}

const lists = {
  "a list of numbers": (n) => pstree(list(n, "1")),
  "a list of numbers without blanks": (n) => pstree(`${repeat(n, "1,")}1`),
  "a list of large numbers": (n) => every(`"uint64_list": [${list(n, "18446744073709551615")}]`),
  "a list of numbers in quotes": (n) => every(`"uint64_packed": [${list(n, '"0x7"')}]`),
  "a list of doubles": (n) => every(`"double_list": [${list(n, "0.1")}]`),
  "a list of truths": (n) => every(`"bool_packed": [${list(n, "true")}]`),
  "a list of texts of nothing": (n) => every(`"string_list": [${list(n, '""')}]`),
  "a list of texts of an escape": (n) => every(`"string_list": [${list(n, '"\\n"')}]`),
  "a list of base64 of nothing": (n) => every(`"bytes_list": [${list(n, '""')}]`),
  "a list of names": (n) => every(`"name_list": [${list(n, '"=41"')}]`),
  "a list of enums": (n) => every(`"kind_list": [${list(n, '"SOME"')}]`),
  "a list of flags": (n) => every(`"flags_list": [${list(n, '"A | B"')}]`),
  "a list of devices": (n) => every(`"dev_list": [${list(n, '"8:1"')}]`),
  "a list of messages of nothing": (n) => every(`"all": [${list(n, "{}")}]`),
  "a list of messages the wrong way round": (n) => every(`"all": [${list(n, '{"int64": 1, "int32": 1}')}]`),
  "a list of words of an address": (n) => every(`"addresses": [${list(n, "1")}]`),
  "an address of dots": (n) => every(`"addresses": ["${repeat(n, "1.")}1"]`),
  "an address of colons": (n) => every(`"addresses": ["${repeat(n, "1:")}1"]`),
  "entries of nothing": (n) => of("NETNS", list(n, "{}")),
  "entries the wrong way round": (n) => of("FDINFO", list(n, '{"fd": 1, "type": "REG", "flags": 0, "id": 2}')),
  "numbers behind a message": (n) =>
    of(
      "IPCNS_SEM",
      `{"desc": {"key": 1, "uid": 1, "gid": 1, "cuid": 1, "cgid": 1, "mode": 1, "id": 1}, "nsems": ${Math.floor(n / 2) + 1}, "extra": [${repeat(n, "1,")}1]}`,
    ),
};

const shape = {
  blanks: (n) => fdinfo(repeat(n, " ")),
  "blanks between numbers": (n) => pstree(list(n, "1          ")),
  "blanks behind the image": (n) => fdinfo("") + repeat(n, " "),
  "brackets where something follows": (n) =>
    of("PIPES_DATA", `{"pipe_id": 1, "bytes": 0, "extra": ${"[".repeat(n / 2)}${"]".repeat(n / 2)}}`),
  "brackets that do not end": (n) => of("PIPES_DATA", `{"pipe_id": 1, "bytes": 0, "extra": ${"[".repeat(n)}`),
  "entries before the magic": (n) => `{"entries": [${list(n, "{}")}], "magic": "NETNS"}`,
  "a field twice": (n) => fdinfo(`, "id": 1${repeat(n, " ")}`),
  "a text that does not end": (n) => `{"magic": "NETDEV", "entries": [{"name": "${repeat(n, "a")}`,
  "messages in messages": (n) => every(`"one": ${repeat(n, '{"one": ')}{}${"}".repeat(Math.floor(n / 8))}`),
};

const base64 = (bytes) => bytes.toString("base64");
const unknown = Buffer.from([0x78, 1]);
const packed = (n) => Buffer.concat([Buffer.from([0x2a, ...length(n)]), Buffer.alloc(n, 1)]);

function length(n) {
  const out = [];
  for (let rest = n; ; rest >>>= 7) {
    if (rest < 128) return [...out, rest];
    out.push((rest & 127) | 128);
  }
}

const kept = {
  "unknown fields that are kept": (n) =>
    fdinfo(`, "$kept": {"unknown": "${base64(Buffer.alloc(2 * Math.floor((n * 3) / 8), unknown))}"}`),
  "a packed list that is kept": (n) => {
    const size = Math.floor(n / 4);
    const wire = Buffer.concat([Buffer.from([8, 1, 16, 0, 24, 1, 32, 1]), packed(size)]);
    return pstree(list(3 * size - 3, "1")).replace("]}", `], "$kept": {"wire": "${base64(wire)}"}}`);
  },
};

export const TEXTS = { ...lists, ...shape, ...kept, ...texts, ...numbers };
