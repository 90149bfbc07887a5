/*
 * Faults of go-criu that the generated files do not have. A fault has its line in docs/go-criu.md, cases that show it, and
 * the requests of real images whose results it changes.
 */

import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { image, MAGICS, message, words } from "./bytes.mjs";

const DESC = { 1: 1, 2: 0, 3: 0, 4: 0, 5: 0, 6: 384, 7: 0 };
const semaphores = (count) => message({ 1: DESC, 2: count });
const segment = (size, inPagemaps) => message({ 1: DESC, 2: size, ...(inPagemaps && { 3: 1 }) });
const queue = (count) => message({ 1: DESC, 2: 16384, 3: count });
const waiting = (type, size) => message({ 1: type, 2: size });
const ghost = (chunks) => message({ 1: 0, 2: 0, 3: 33188, ...(chunks && { 9: 1 }) });
const chunk = (size, offset) => message({ 1: size, 2: offset });
const pipe = (size) => message({ 1: 7, 2: size });
const stream = (inSize, outSize) => message({ 1: inSize, 2: 1, 3: outSize, 4: 1, 5: 0, 6: 0, 7: 0 });
const map = (keys, values) => message({ 1: 1, 2: keys, 3: values, 4: 1 });
const ascii = (text) => Buffer.from(text);

/** Requests for the bytes of an image. */
const of = (Op) => (bytes, more) => ({ Op, Bytes: bytes.toString("base64"), ...more });
const decode = of("decode");
const recode = of("recode");
const info = of("info");
const toJSON = of("json");
const parse = (json) => ({ Op: "parse", JSON: typeof json === "string" ? json : JSON.stringify(json) });

/** Expectations of a result. */
const fails = (pattern) => (result) => match(result.error ?? "", pattern);
const panics = (pattern) => (result) => match(result.panic ?? "", pattern);
const gives = (bytes) => (result) => deepEqual(result.value, bytes.toString("base64"));
const extras =
  (...texts) =>
  (result) =>
    deepEqual(
      result.value?.entries.map(({ extra }) => extra),
      texts,
    );
const says = (check) => (result) => check(result.value);
const all =
  (...checks) =>
  (result) => {
    for (const check of checks) check(result);
  };
const base64 = (text) => ascii(text).toString("base64");

const TWO_SETS = image(MAGICS.semaphores, semaphores(4), words(0x20001, 0x40003), semaphores(1), words(5, 0));
const ONE_SET = image(MAGICS.semaphores, semaphores(4), words(0x20001, 0x40003));
const TWO_SEGMENTS = image(MAGICS.sharedMemory, segment(4), ascii("abcd"), segment(5), ascii("efghi\0\0\0"));
const ODD_SEGMENT = image(MAGICS.sharedMemory, segment(5), ascii("abcde\0\0\0"));
const PAGED = image(MAGICS.sharedMemory, segment(4096, true), segment(4096, true));
const QUEUE = image(
  MAGICS.messages,
  queue(2),
  waiting(1, 3),
  ascii("abc\0\0\0\0\0"),
  waiting(2, 1),
  ascii("d\0\0\0\0\0\0\0"),
);
const CHUNKS = image(MAGICS.ghostFile, ghost(true), chunk(3, 0), ascii("abc"), chunk(2, 4096), ascii("de"));
const SMALL_FILE = image(MAGICS.ghostFile, ghost(false), ascii("abc"));
const EMPTY_FILE = image(MAGICS.ghostFile, ghost(false));
const PIPES = image(MAGICS.pipesData, pipe(3), ascii("abc"), pipe(2), ascii("de"));
const ZEROS = image(MAGICS.pipesData, pipe(4), words(0), pipe(4), words(0));
const STREAM = image(MAGICS.tcpStream, stream(2, 3), ascii("abcde"));
const CUT = image(MAGICS.pipesData, pipe(10), ascii("abc"));
const BPFMAP = image(MAGICS.bpfmapData, map(0xffffffff, 1));

const SHORT_QUEUE = image(MAGICS.messages, queue(2), waiting(1, 3), ascii("abc\0\0\0\0\0"));
const SIGNAL = image(MAGICS.signal, message({ 1: ascii("abc") }));
const PIDFD = image(MAGICS.pidfd, message({ 1: 1, 2: 2, 3: 0, 4: 5, 5: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 } }));

const STREAM_FIELDS = { inq_len: 2, inq_seq: 1, outq_len: 3, outq_seq: 1, opt_mask: 0, snd_wscale: 0, mss_clamp: 0 };
const STREAM_EXTRA = { in_q: base64("ab"), out_q: base64("cde") };
/** The JSON with the names of CRIU's crit, as an object. */
const STREAM_JSON = {
  magic: "TCP_STREAM",
  entries: [{ ...STREAM_FIELDS, extra: { inq: base64("ab"), outq: base64("cde") } }],
};
const extraIn = (json) => JSON.parse(JSON.parse(json).entries[0].extra);

const pipesJSON = (change) => ({
  magic: "PIPES_DATA",
  entries: [
    { pipe_id: 7, bytes: 3, extra: base64("abc"), ...change },
    { pipe_id: 7, bytes: 2, extra: base64("de") },
  ],
});
const PIPES_JSON = pipesJSON({});

const DESC_JSON = { key: 1, uid: 0, gid: 0, cuid: 0, cgid: 0, mode: 384, id: 0 };
const setJSON = (extra) => ({ magic: "IPCNS_SEM", entries: [{ desc: DESC_JSON, nsems: 4, extra }] });

const COUNT_OF_2 = '{"magic":"PIPES_DATA","entries":[{"count":"2"}]}';
const GHOST_COUNT = '{"magic":"GHOST_FILE","entries":[{"count":"2"}]}';

export const FAULTS = [
  {
    title: "a block of padding too much is read after semaphores, memory and messages",
    before: "the next entry begins in the wrong place",
    after: "all entries are read",
    changes: {
      files: /^ipcns-(?:sem|msg)/,
      operations: ["decode", "decode without payload", "json", "recode", "parse"],
    },
    cases: [
      [decode(TWO_SETS), fails(/proto|EOF/), extras("[1,2,3,4]", "[5]")],
      [decode(TWO_SEGMENTS), fails(/proto|EOF/), extras(base64("abcd"), base64("efghi"))],
    ],
  },
  {
    title: "a block of padding too much is written after semaphores, and none after memory",
    before: "another image than the one that was read",
    after: "the same image",
    cases: [
      [recode(ONE_SET), gives(Buffer.concat([ONE_SET, words(0, 0)])), gives(ONE_SET)],
      [recode(ODD_SEGMENT), gives(ODD_SEGMENT.subarray(0, -3)), gives(ODD_SEGMENT)],
    ],
  },
  {
    title: "`in_pagemaps` is ignored",
    before: "the next segments are read as memory of the first one",
    after: "such a segment has no extra",
    changes: { files: /^ipcns-shm/, operations: ["decode", "decode without payload", "json", "recode", "parse"] },
    cases: [[decode(PAGED), (result) => deepEqual(result.value?.entries.length, 1), extras("", "")]],
  },
  {
    title: "entries i and i+1 of a message queue are written for 2i and 2i+1",
    before: "an error, or other messages",
    after: "the same image",
    cases: [[recode(QUEUE), fails(/./), gives(QUEUE)]],
  },
  {
    title: "missing messages of a queue are accepted",
    before: "fewer messages than the entry says",
    after: "an error",
    cases: [[decode(SHORT_QUEUE), (result) => deepEqual(result.value?.entries.length, 1), fails(/unexpected EOF/)]],
  },
  {
    title: "a chunk of a ghost file is written with the length of its data in place of its message's",
    before: "an image that cannot be read",
    after: "the same image",
    cases: [[recode(CHUNKS), says((value) => match(value, /./)), gives(CHUNKS)]],
  },
  {
    title: "the content of a ghost file gets the length of the image less 4 bytes",
    before: "8 zeros after the content; an error if the file is empty",
    after: "the content",
    changes: { files: /^ghost-file/, operations: ["decode", "json", "recode", "parse"] },
    cases: [
      [decode(SMALL_FILE), extras(base64("abc\0\0\0\0\0\0\0\0")), extras(base64("abc"))],
      [decode(EMPTY_FILE), fails(/EOF/), extras("")],
    ],
  },
  {
    title: "bytes are read by `f.Read` without a check of their number",
    before: "zeros in place of missing bytes",
    after: "an error",
    cases: [
      [decode(CUT), extras(base64("abc\0\0\0\0\0\0\0")), fails(/entry 0 of \w+: unexpected EOF/)],
      [decode(Buffer.concat([PIPES, words(5).subarray(0, 2)])), fails(/EOF|proto/), fails(/unexpected EOF/)],
    ],
  },
  {
    title: "without the payload, missing bytes are not noticed",
    before: "an entry of a file that ends before",
    after: "an error",
    cases: [[decode(CUT, { NoPayload: true }), extras("10 B"), fails(/unexpected EOF/)]],
  },
  {
    title: "a size is allocated before its bytes are there",
    before: "a file of 12 bytes takes a gigabyte",
    after: "memory grows with the bytes that are read",
    cases: [
      [
        decode(image(MAGICS.pipesData, words(1 << 30))),
        (result) => ok(result.allocated > 1 << 30),
        all(fails(/unexpected EOF/), (result) => ok(result.allocated < 1 << 20)),
      ],
    ],
  },
  {
    title: "the sum of two sizes overflows 32 bits",
    before: "the bytes of a map are taken for the next entry",
    after: "an error",
    cases: [[decode(BPFMAP), extras(""), fails(/unexpected EOF/)]],
  },
  {
    title: "extras are spliced into JSON unescaped",
    before: "no JSON of TCP streams and message queues",
    after: "JSON, with the extra as a string",
    changes: { files: /^tcp-stream/, operations: ["json", "parse"] },
    cases: [
      [toJSON(STREAM), fails(/invalid character/), says((json) => deepEqual(extraIn(json), STREAM_EXTRA))],
      [parse(STREAM_JSON), fails(/./), gives(STREAM)],
    ],
  },
  {
    title: "extras in JSON are found by commas and colons",
    before: "no image from indented JSON, from another order of keys, or from lists of integers",
    after: "any JSON with these values is read; also lists and objects, as crit writes them",
    cases: [
      [parse(JSON.stringify(PIPES_JSON, undefined, 4)), fails(/unknown field/), gives(PIPES)],
      [parse(setJSON("[1,2,3,4]")), fails(/./), gives(ONE_SET)],
      [parse(setJSON([1, 2, 3, 4])), fails(/./), gives(ONE_SET)],
    ],
  },
  {
    title: "an extra is written whatever its length is",
    before: "an image that cannot be read",
    after: "an error",
    cases: [[parse(pipesJSON({ bytes: 4 })), says((value) => match(value, /./)), fails(/does not have the size/)]],
  },
  {
    title: "JSON of a ghost file without entries, or without a magic",
    before: "a panic",
    after: "an image without entries; an error",
    cases: [
      [parse({ magic: "GHOST_FILE", entries: [] }), panics(/index out of range/), gives(image(MAGICS.ghostFile))],
      [parse({ entries: [] }), panics(/interface conversion/), fails(/no magic/)],
    ],
  },
  {
    title: "no type of entries is given to `Decode`",
    before: "a panic",
    after: "an error, unless the extras of the image need a type anyway",
    cases: [
      [decode(SIGNAL, { Untyped: true }), panics(/./), fails(/no type is given/)],
      [decode(PIPES, { Untyped: true }), panics(/./), extras(base64("abc"), base64("de"))],
    ],
  },
  {
    title: "signals and descriptors of processes have no handler",
    before: "an error",
    after: "their entries",
    cases: [
      [decode(SIGNAL), fails(/no protobuf binding/), extras("")],
      [decode(PIDFD), fails(/unknown magic/), extras("")],
    ],
  },
  {
    title: "the magics contain a version of the format, and a head is taken for an image",
    before: "an image of this name",
    after: "an error: unknown magic",
    cases: [
      [decode(words(2), { Untyped: true }), says((value) => ok(value)), fails(/unknown magic 0x2/)],
      [decode(image(0x54564319), { Untyped: true }), says((value) => ok(value)), fails(/unknown magic/)],
    ],
  },
  {
    title: "`Info` counts the bytes of extras as entries",
    before: "another number",
    after: "the number of entries; messages before them do not count",
    changes: { files: /^(?:pipes-data|fifo-data|ghost-file|ipcns-|tcp-stream|sk-queues)/, operations: ["info"] },
    cases: [
      [info(ZEROS), (result) => notEqual(result.value, COUNT_OF_2), says((value) => equal(value, COUNT_OF_2))],
      [info(CHUNKS), (result) => notEqual(result.value, GHOST_COUNT), says((value) => equal(value, GHOST_COUNT))],
    ],
  },
  {
    title: "without the payload, nothing tells that content of a ghost file is left out",
    before: "no extra, as for an empty file",
    after: "the size, as for all other images",
    changes: { files: /^ghost-file/, operations: ["decode without payload"] },
    cases: [[decode(SMALL_FILE, { NoPayload: true }), extras(""), extras("3 B")]],
  },
  {
    title: "an error shows the name of an image as a hexadecimal number",
    before: "`magic 0x4b444154`",
    after: '`magic "KDAT"`',
    cases: [[parse({ magic: "KDAT", entries: [] }), fails(/0x4b444154/), fails(/"KDAT"/)]],
  },
];
