import { beginning, concat, framed, words } from "../../support/build.ts";
import { data, desc, EXTRAS } from "../../support/extras.ts";
import { images, layouts, messages } from "../../support/facts.ts";
import { type Plain, referenceEncode } from "../../support/reference.ts";
import { varint, withoutField } from "../../support/wire.ts";
import { toHex, type Vector, type VectorError } from "../vector.ts";
import { nameOf, USUAL } from "./images.ts";
import { valuesOf } from "./values.ts";

/* Makes broken images. The place of each error is known, because it was put there. */

/** A broken image: its bytes, and the error. */
interface Broken {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly error: VectorError;
}

/** Makes the vectors of errors. */
export function errorVectors(): Vector[] {
  return images.flatMap(({ name: image }) => {
    const { first, entry } = layouts[image] ?? {};
    const message = first ?? entry;
    if (typeof message !== "string") return [];
    const broken = [
      ...brokenFraming(image, message, first !== undefined),
      ...brokenMessage(image, message, first !== undefined),
    ];
    return [...broken, ...(MORE[image]?.() ?? []), ...brokenExtras(image)].map(({ name, bytes, error: found }) => {
      const { code, offset, entry: at, path } = found;
      const error = { code, offset, ...(at !== undefined && { entry: at }), ...(path !== undefined && { path }) };
      return { name: `${image}: ${name}`, image, file: nameOf(image), bytes: toHex(bytes), error };
    });
  });
}

const SIZES = { "2^31 - 1": 0x7fffffff, "2^31": 0x80000000, "2^32 - 1": 0xffffffff };

function brokenFraming(image: string, message: string, isFirst: boolean): Broken[] {
  const start = beginning(image, USUAL);
  const entry = isFirst ? {} : { entry: 0 };
  const truncated = (name: string, bytes: Uint8Array): Broken => {
    return { name, bytes, error: { code: "truncated", offset: start.length, ...entry } };
  };
  const whole = framed(message, valuesOf(message, "least"));
  const badMagic = (name: string, bytes: Uint8Array, offset: number): Broken => {
    return { name, bytes, error: { code: "bad-magic", offset } };
  };
  const magic = start.subarray(-4);
  const head = start.subarray(0, -4);
  return [
    badMagic("no bytes", new Uint8Array(), 0),
    badMagic("three bytes", start.subarray(0, 3), 0),
    badMagic(
      "another magic",
      concat(
        head,
        magic.map((byte) => byte ^ 0xff),
      ),
      head.length,
    ),
    ...(head.length === 0
      ? []
      : [
          badMagic("a head alone", head, 4),
          {
            name: "the other head",
            bytes: concat(otherHead(head), magic, whole),
            error: { code: "swapped-head", offset: 0 },
          },
        ]),
    truncated("a size of three bytes", concat(start, whole.subarray(0, 3))),
    truncated("a message without its last byte", concat(start, whole.subarray(0, -1))),
    ...Object.entries(SIZES).map(([name, size]) =>
      truncated(`a size of ${name}`, concat(start, words(true, size), data(8))),
    ),
    truncated(
      "a big-endian size of 2^32 - 1",
      concat(beginning(image, { ...USUAL, littleEndian: false }), words(false, 0xffffffff)),
    ),
  ];
}

const HEADS = ["CORE", "STATS"].map((image) => beginning(image, USUAL).subarray(0, 4));

function otherHead(head: Uint8Array): Uint8Array {
  return HEADS.find((one) => Buffer.compare(one, head) !== 0) ?? head;
}

/** A number that no message declares. */
const UNKNOWN = 536_000_000;

function brokenMessage(image: string, message: string, isFirst: boolean): Broken[] {
  const start = beginning(image, USUAL);
  const bytes = referenceEncode(message, valuesOf(message, "least"));
  const end = start.length + 4 + bytes.length;
  const whole = (inner: Uint8Array): Uint8Array => concat(start, words(true, inner.length), inner);
  const tag = (wire: number): Uint8Array => varint(BigInt(UNKNOWN) * 8n + BigInt(wire));
  const entry = isFirst ? {} : { entry: 0 };
  const after = (name: string, code: string, more: Uint8Array, offset: number): Broken => {
    return { name, bytes: whole(concat(bytes, more)), error: { code, offset: end + offset, ...entry } };
  };
  const long = Uint8Array.from({ length: 11 }, (_, i) => (i < 10 ? 0xff : 1));
  const deep = (depth: number): Uint8Array =>
    concat(...Array.from({ length: depth }, () => tag(3)), ...Array.from({ length: depth }, () => tag(4)));
  return [
    after("the field number 0", "bad-tag", Uint8Array.of(0), 0),
    after("the wire type 6", "bad-tag", Uint8Array.of(14), 0),
    after("the wire type 7", "bad-tag", Uint8Array.of(15), 0),
    after("the end of a group that did not begin", "bad-tag", tag(4), 0),
    after("a tag that does not end", "overrun", Uint8Array.of(0x80), 0),
    after("a number of eleven bytes", "bad-varint", concat(tag(0), long), 5),
    after("a number that does not end", "overrun", concat(tag(0), Uint8Array.of(0x80)), 5),
    after("a fixed64 of seven bytes", "overrun", concat(tag(1), data(7)), 5),
    after("a fixed32 of three bytes", "overrun", concat(tag(5), data(3)), 5),
    after("bytes longer than the message", "overrun", concat(tag(2), Uint8Array.of(5), data(4)), 6),
    after("bytes of 2^32 - 1", "overrun", concat(tag(2), varint(0xffffffffn), data(4)), 10),
    after("bytes of 2^64 - 1", "overrun", concat(tag(2), varint(0xffffffffffffffffn), data(4)), 15),
    after("a group that does not end", "overrun", tag(3), 5),
    after("101 groups in each other", "too-deep", deep(101), 5 * 101),
    ...missingNested(message, bytes, start.length + 4).map(({ more, error }) => {
      const name = `an empty message in ${message}`;
      return { name, bytes: whole(concat(bytes, more)), error: { code: "missing-field", ...entry, ...error } };
    }),
    ...missing(message, whole, { entry, from: start.length + 4 }),
  ];
}

/** A place of an error in a message. */
interface Place {
  readonly offset: number;
  readonly path: string;
}

interface Start {
  readonly entry: { readonly entry?: number };
  readonly from: number;
}

/** Leaves out each required field. */
function missing(message: string, whole: (inner: Uint8Array) => Uint8Array, { entry, from }: Start): Broken[] {
  const bytes = referenceEncode(message, valuesOf(message, "least"));
  const required = (messages[message]?.fields ?? []).filter(({ label }) => label === "required");
  return required.map(({ name, number }) => {
    const inner = withoutField(bytes, number);
    const error = { code: "missing-field", offset: from + inner.length, ...entry, path: name };
    return { name: `no ${name}`, bytes: whole(inner), error };
  });
}

/** Adds an empty nested message to a message that needs none. */
function missingNested(message: string, bytes: Uint8Array, at: number): { more: Uint8Array; error: Place }[] {
  const [first] = (messages[message]?.fields ?? []).flatMap(({ name, number, label, type, kind }) => {
    const needs = kind === "message" ? messages[type]?.fields.find((one) => one.label === "required") : undefined;
    if (label === "required" || needs === undefined) return [];
    const tag = varint(BigInt(number * 8 + 2));
    const path = `${name}${label === "repeated" ? "[0]" : ""}.${needs.name}`;
    return [{ more: concat(tag, Uint8Array.of(0)), error: { path, offset: at + bytes.length + tag.length + 1 } }];
  });
  return first === undefined ? [] : [first];
}

/** A place in the extra of the last entry: the offset of a part that is cut, and the path of its length. */
interface Cut {
  readonly offset: number;
  readonly path: string;
}

/** Last parts of extras, by the image and the index in EXTRAS. */
const LAST_PARTS: Readonly<Record<string, readonly (Cut | undefined)[]>> = {
  PIPES_DATA: [{ offset: 0, path: "bytes" }],
  SK_QUEUES: [{ offset: 0, path: "length" }],
  BPFMAP_DATA: [{ offset: 4, path: "values_bytes" }],
  TCP_STREAM: [{ offset: 2, path: "outq_len" }],
  IPCNS_SHM: [
    { offset: 0, path: "size" },
    { offset: 0, path: "size" },
  ],
  IPCNS_SEM: [
    { offset: 0, path: "nsems" },
    { offset: 0, path: "nsems" },
  ],
  IPCNS_MSG: [{ offset: 24, path: "extra[1].msize" }],
};

/** Cuts the extra of an entry by its last byte. */
function brokenExtras(image: string): Broken[] {
  const { entry = "" } = layouts[image] ?? {};
  return (LAST_PARTS[image] ?? []).flatMap((cut, i) => {
    const made = EXTRAS[image]?.[i]?.(true);
    if (made === undefined || cut === undefined) return [];
    const start = concat(beginning(image, USUAL), framed(entry ?? "", made.entry));
    const bytes = concat(start, made.bytes.subarray(0, -1));
    const error = { code: "truncated", offset: start.length + cut.offset, entry: 0, path: cut.path };
    return [{ name: `extra ${i} without its last byte`, bytes, error }];
  });
}

/** Makes an entry that announces an extra longer than any file. */
function endless(image: string, message: Plain, path: string): Broken {
  const start = concat(beginning(image, USUAL), framed(layouts[image]?.entry ?? "", message));
  const error = { code: "truncated", offset: start.length, entry: 0, path };
  return { name: "an extra of the largest length", bytes: concat(start, data(8)), error };
}

const MOST = 0xffffffff;

/** More broken images of some rows. */
const MORE: Readonly<Record<string, () => Broken[]>> = {
  PIPES_DATA: () => [endless("PIPES_DATA", { pipe_id: 1, bytes: MOST }, "bytes")],
  SK_QUEUES: () => [endless("SK_QUEUES", { id_for: 1, length: MOST }, "length")],
  BPFMAP_DATA: () => [
    endless("BPFMAP_DATA", { map_id: 1, keys_bytes: MOST, values_bytes: MOST, count: 1 }, "keys_bytes"),
  ],
  TCP_STREAM: () => [
    endless("TCP_STREAM", { inq_len: MOST, inq_seq: 1, outq_len: MOST, outq_seq: 1, opt_mask: 0 }, "inq_len"),
  ],
  IPCNS_SHM: () => [endless("IPCNS_SHM", { desc, size: (1n << 64n) - 1n }, "size")],
  IPCNS_SEM: () => [endless("IPCNS_SEM", { desc, nsems: MOST }, "nsems")],
  IPCNS_MSG: () => [endless("IPCNS_MSG", { desc, qbytes: 1, qnum: MOST }, "extra[0]")],
  GHOST_FILE: endlessChunk,
  CGROUP: deepFolders,
  FDINFO: () => [laterEntry()],
};

function endlessChunk(): Broken[] {
  const first = framed("ghost_file_entry", { uid: 1, gid: 2, mode: 3, chunks: true });
  const chunk = framed("ghost_chunk_entry", { len: (1n << 64n) - 1n, off: 0n });
  const start = concat(beginning("GHOST_FILE", USUAL), first, chunk);
  const error = { code: "truncated", offset: start.length, entry: 0, path: "len" };
  return [{ name: "a chunk of the largest length", bytes: concat(start, data(8)), error }];
}

/** Nests folders of control groups: `cgroup_entry.controllers.dirs.children.children…` */
function deepFolders(): Broken[] {
  const field = (number: number, inner: Uint8Array): Uint8Array =>
    concat(Uint8Array.of(number * 8 + 2), varint(BigInt(inner.length)), inner);
  const name = field(1, new Uint8Array());
  // The innermost is the first.
  const folders = [name];
  for (let depth = 0; depth < 110; depth++) folders.push(concat(name, field(2, folders.at(-1) ?? name)));
  const folder = folders.at(-1) ?? name;
  const entry = field(2, concat(field(1, new Uint8Array()), field(2, folder)));
  const bytes = concat(beginning("CGROUP", USUAL), words(true, entry.length), entry);
  // The entry holds a controller, that a folder, and that 99 more: the last is the 101st level.
  const offset = bytes.length - (folders.at(-1 - 99)?.length ?? 0);
  const path = `controllers[0].dirs[0]${".children[0]".repeat(99)}`;
  return [{ name: "110 folders in each other", bytes, error: { code: "too-deep", offset, entry: 0, path } }];
}

/** The second entry lacks its last field. */
function laterEntry(): Broken {
  const image = "FDINFO";
  const good = framed("fdinfo_entry", { id: 1, flags: 3, type: 1, fd: 4 });
  const bad = Uint8Array.of(8, 1, 16, 3, 24, 1);
  const bytes = concat(beginning(image, USUAL), good, words(true, bad.length), bad);
  return {
    name: "no fd in the second entry",
    bytes,
    error: { code: "missing-field", offset: bytes.length, entry: 1, path: "fd" },
  };
}
