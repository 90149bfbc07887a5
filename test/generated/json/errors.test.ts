import { ImageError } from "criu-images";
import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CorpusFile, corpus } from "../../support/corpus.ts";
import { FORMS, fromJson, streamedFromJson, streamedToJson } from "../../support/json.ts";
import { share } from "../../support/share.ts";

/* Invalid JSON is refused with an offset: reading skips nothing and throws only ImageErrors. */

const files = corpus();

function fileAt(path: string): CorpusFile {
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
}

/** Returns the ImageError that `run` throws, if any; rethrows any other error. */
async function problemOf(run: () => unknown): Promise<ImageError | undefined> {
  try {
    await run();
    return undefined;
  } catch (problem) {
    if (problem instanceof ImageError) return problem;
    throw problem;
  }
}

/** Removes the found text from a message: a stream may have read less of it. */
function reason(problem: ImageError | undefined): string | undefined {
  return problem?.message.replace(/found .*/s, "");
}

const fown = '"fown": {"uid": 0, "euid": 0, "signum": 0, "pid_type": 0, "pid": 0}';
const desc = '"desc": {"key": 1, "uid": 0, "gid": 0, "cuid": 0, "cgid": 0, "mode": 0, "id": 0}';

function image(magic: string, entry: string): string {
  return `{"magic": "${magic}", "entries": [{${entry}}]}`;
}

const reg = (flags: string, more = ""): string =>
  image("REG_FILES", `"id": 1, "flags": ${flags}, "pos": 0, ${fown}, "name": "/a"${more}`);
const fd = (type: string): string => image("FDINFO", `"id": 1, "flags": 0, "type": ${type}, "fd": 3`);
const pipe = (bytes: number, more = ""): string => image("PIPES_DATA", `"pipe_id": 1, "bytes": ${bytes}${more}`);
const sem = (nsems: number, extra: string): string =>
  image("IPCNS_SEM", `${desc}, "nsems": ${nsems}, "extra": ${extra}`);
const msg = (qnum: number, extra: string): string =>
  image("IPCNS_MSG", `${desc}, "qbytes": 9, "qnum": ${qnum}, "extra": ${extra}`);
const sent = '{"mtype": 1, "msize": 3}';

const VALUES: readonly (readonly [text: string, error: string])[] = [
  [reg('"O_RDWR | O_XYZZY"'), "entries[0].flags, offset 54: 'O_XYZZY' is not a flag of rfile.flags"],
  [reg('"O_RDWR |"'), "entries[0].flags, offset 54: '' is not a flag of rfile.flags"],
  [reg("4294967296"), "entries[0].flags, offset 54: 4294967296 does not fit into uint32: its range is 0 to 4294967295"],
  [reg('"0x100000000"'), "entries[0].flags, offset 54: 4294967296 does not fit into uint32"],
  [reg("-1"), "entries[0].flags, offset 54: -1 does not fit into uint32"],
  [reg("1.5"), "entries[0].flags, offset 54: 1.5 is not a whole number"],
  [reg("true"), "entries[0].flags, offset 54: true is not a whole number"],
  [reg("1.0"), "entries[0].flags, offset 54: 1.0 is not a whole number"],
  [image("FIFO", '"id": "\u0663", "pipe_id": 1'), "entries[0].id, offset 37: '\u0663' is not a whole number"],
  [reg("1e3"), "entries[0].flags, offset 54: 1e3 is not a whole number"],
  [reg("0x10"), "entries[0].flags, offset 54: 0x10 is not a value of JSON"],
  [reg("007"), "entries[0].flags, offset 54: 007 is not a value of JSON"],
  [reg("1_000"), "entries[0].flags, offset 54: 1_000 is not a value of JSON"],
  [reg("null"), "entries[0].flags, offset 54: null: leave out an absent field"],
  [reg("[1]"), 'entries[0].flags, offset 54: not a value of the field\'s type: expected a value, found "[1],"'],
  [image("UTSNS", '"nodename": 5'), "entries[0].nodename, offset 44: not a value of the field's type: expected a text"],
  [reg("0", ', "mode": "8:1"'), "entries[0].mode, offset 158: '8:1' is not a whole number"],
  [reg("0", ', "size": 18446744073709551616'), "does not fit into uint64: its range is 0 to 18446744073709551615"],
  [reg("0", ', "ext": True'), "entries[0].ext, offset 157: True is not a value of JSON"],
  [
    reg("0", ', "build_id": 5'),
    "entries[0].build_id, offset 162: not a value of the field's type: expected `[`: the field is repeated",
  ],
  [reg("0", ', "build_id": [1, "x"]'), "entries[0].build_id[1], offset 166: 'x' is not a whole number"],
  [fd('"REGG"'), "entries[0].type, offset 62: 'REGG' is not a value of fd_types (did you mean REG?)"],
  [fd('"RGE"'), "'RGE' is not a value of fd_types (did you mean REG?)"],
  [fd("4294967296"), "entries[0].type, offset 62: 4294967296 does not fit into int32"],
  [
    image("UTSNS", '"nodename": "\\ud800", "domainname": ""'),
    "entries[0].nodename, offset 44: the text has a lone surrogate",
  ],
  [image("UTSNS", '"nodename": "\\x", "domainname": ""'), "no such escape: found \\x"],
  [image("UTSNS", '"nodename": "a\nb", "domainname": ""'), "offset 46: a control character in a text must be escaped"],
];

const TEXTS: typeof VALUES = [
  ["", "JSON, offset 0: the JSON ends too early"],
  ["\ufeff[]", "JSON, offset 3: not the JSON of an image: expected `{`"],
  ["[]", 'JSON, offset 0: not the JSON of an image: expected `{`, found "[]"'],
  ["{}", '"magic" is missing'],
  ['{"magic": "FIFO"}', 'the image has no "entries"'],
  ['{"magic": "FIFOO", "entries": []}', "unknown image 'FIFOO' (did you mean FIFO?)"],
  ['{"magic": "toString", "entries": []}', "unknown image 'toString'"],
  ['{"magic": "FIFO", "entreis": []}', "offset 18: an image has no property 'entreis' (did you mean entries?)"],
  ['{"magic": "FIFO", "entries": []} x', 'expected nothing more, found "x"'],
  ['{"magic": "FIFO", "entries": [{"id": 1, "pipe_id": 2}], "x": 1}', "JSON, offset 56: an image has no property 'x'"],
  ['{"magic": "FIFO", "entries": [{"id": 1, "pipe_id": 2},]}', "offset 54: not the JSON"],
  ['{"magic": "FIFO", "entries": [{"id": 1, "pipe_id": 2,}]}', "expected another value after the comma"],
  ['{"magic": "FIFO", "entries": [{"id": 1 "pipe_id": 2}]}', "offset 39: not the JSON"],
  ['{"magic": "FIFO", "entries": [{id: 1}]}', 'expected the name of a field, in quotes, found "id:"'],
  ['{"magic": "FIFO", "entries": [{"id": 1}]}', "entries[0].pipe_id, offset 39: a required field is missing"],
  ['{"magic": "FIFO", "entries": [{"id": 1, "id": 1}]}', 'entries[0], offset 40: duplicate "id"'],
  [
    '{"magic": "VMAS", "entries": [{"start": 1, "shmid": 4, "pgoff": 3, "shmid": 4}]}',
    'entries[0], offset 67: duplicate "shmid"',
  ],
  ['{"magic": "FIFO", "entries": [{"__proto__": 1}]}', "'__proto__' is not a field of fifo_entry"],
  [reg("0", ', "nname": 1'), "entries[0], offset 150: 'nname' is not a field of reg_file_entry (did you mean name?)"],
  ['{"magic": "FIFO", "magic": "FIFO", "entries": []}', 'offset 18: duplicate "magic"'],
  ['{"magic": "FIFO", "entries": [], "magic": "FIFO"}', 'offset 33: duplicate "magic"'],
  ['{"magic": "FIFO", "entries": [], "entries": []}', 'offset 33: duplicate "entries"'],
  ['{"entries": [], "entries": [], "magic": "FIFO"}', 'offset 16: duplicate "entries"'],
  ['{"magic": "PAGEMAP", "entries": [{"vaddr": 1, "nr_pages": 2}]}', "'vaddr' is not a field of pagemap_head"],
];

const EXTRAS: typeof VALUES = [
  [pipe(3), "entries[0].extra, offset 62: the length does not match bytes: expected 3, found nothing"],
  [pipe(3, ', "extra": "AAA"'), "does not match bytes: expected 3, found 2"],
  [pipe(1, ', "extra": "AAA"'), "does not match bytes: expected 1, found 2"],
  [pipe(3, ', "extra": "AA=A"'), 'entries[0].extra, offset 76: this is not base64: it contains "A"'],
  [pipe(2, ', "extra": "AA="'), "this is not base64: it ends in the middle of a byte"],
  [pipe(5, ', "extra": "... <5B>"'), "entries[0].extra, offset 72: this JSON has only the size of the extra"],
  [pipe(3, ', "extra": "AAAA", "extra": "AAAA"'), 'entries[0], offset 80: duplicate "extra"'],
  [reg("0", ', "extra": "AAAA"'), "'extra' is not a field of reg_file_entry"],
  [sem(3, "[1, 2]"), "does not match nsems: expected 3, found 2"],
  [sem(1, "[65536]"), "entries[0].extra[0], offset 140: 65536 does not fit into u16: its range is 0 to 65535"],
  [sem(1, "[1.5]"), "entries[0].extra[0], offset 140: 1.5 is not a whole number"],
  [sem(1, '"AAAA"'), "expected `[`"],
  [sem(1, '"... <2B>"'), "entries[0].extra, offset 139: this JSON has only the size of the extra (--nopl)"],
  [msg(1, `[${sent}]`), "expected the extra of the message"],
  [msg(2, `[${sent}, "AAAA"]`), "entries[0].extra, offset 185: the length does not match qnum"],
  [msg(1, `[${sent}, "AA=="]`), "entries[0].extra[0].extra, offset 184: the length does not match msize"],
  [msg(1, '[{"mtype": 1, "mzize": 3}, "AAAA"]'), "entries[0].extra[0], offset 165: 'mzize' is not a field of ipc_msg"],
  [image("IPCNS_SHM", `${desc}, "size": 3, "in_pagemaps": true, "extra": "AAAA"`), "in_pagemaps allows no value here"],
  [image("GHOST_FILE", '"uid": 0, "gid": 0, "mode": 0'), "entries[0].extra, offset 67: the extra is missing"],
  [
    image("GHOST_FILE", '"uid": 0, "gid": 0, "mode": 0, "chunks": true, "extra": "AAAA"'),
    "this message allows no extra",
  ],
  [image("GHOST_FILE", '"uid": 0, "gid": 0, "mode": 0, "extra": ""}, {"len": 0, "off": 0'), "allows no more entries"],
];

const KEPT: typeof VALUES = [
  [reg("0", ', "$kept": {"unknwn": ""}'), "$kept has no property 'unknwn' (did you mean unknown?)"],
  [reg("0", ', "$kept": {"wire": "!"}'), "entries[0].$kept.wire, offset 169: this is not base64"],
  [
    reg("0", ', "$kept": {"wire": "CA=="}'),
    "entries[0].$kept.wire, offset 176: the kept bytes are not the fields of a message",
  ],
  [
    reg("0", ', "$kept": {"unknown": "gA=="}'),
    "entries[0].$kept.unknown, offset 179: the kept bytes are not the fields",
  ],
  [reg("0", ', "$kept": {"padding": "AAAA"}'), "entries[0].$kept.padding, offset 179: the message has no pads"],
  [reg("0", ', "$kept": {}, "$kept": {}'), 'duplicate "$kept"'],
  [reg("0", ', "$kept": {"wire": "", "wire": ""}'), 'duplicate "wire"'],
  [reg("0").replace('"pid": 0}', '"pid": 0, "$kept": {"wire": ""}}'), "$kept of a nested message holds only `unknown`"],
  [sem(1, '[1], "$kept": {"padding": "AAAA"}'), "$padding has the wrong size"],
  ['{"magic": "FIFO", "entries": [], "$kept": {"byteOrder": "big"}}', "offset 33: $kept must come before the entries"],
  ['{"magic": "FIFO", "$kept": {"byteOrder": "little"}, "entries": []}', "offset 41: unknown byteOrder 'little'"],
  ['{"magic": "FIFO", "$kept": {"version": "v1.1"}, "entries": []}', "unknown version 'v1.1'"],
  ['{"magic": "FIFO", "$kept": {"imag": "FIFO"}, "entries": []}', "$kept has no property 'imag' here"],
  ['{"magic": "FIFO", "$kept": {"foo": 1}, "entries": []}', "$kept has no property 'foo' here"],
  ['{"magic": "FIFO", "$kept": {"image": "FDINFO"}, "entries": []}', "but its magic is not FIFO"],
];

describe.each([
  ["a value", VALUES],
  ["a text", TEXTS],
  ["an extra", EXTRAS],
  ["$kept", KEPT],
])("JSON is refused, with an offset, for an error in %s", (_, cases) => {
  it.each(cases)("%s", async (text, error) => {
    const problem = await problemOf(() => fromJson(text));
    expect(problem?.message).toContain(error);
    expect(problem?.offset).toBeTypeOf("number");
    for (const size of [1, 20]) {
      expect(reason(await problemOf(() => streamedFromJson(text, size)))).toBe(reason(problem));
    }
  });
});

describe("an error in pretty JSON", () => {
  it("has the path of the field and the offset of the value", async () => {
    const { name, bytes } = fileAt("fds/files.img");
    const json = imageToJson(imageLayouts, bytes, { file: name, pretty: true });
    const flags = [...json.matchAll(/"O_RDWR \| O_LARGEFILE"/g)][1]?.index ?? 0;
    const wrong = `${json.slice(0, flags)}"O_RDWRR${json.slice(flags + '"O_RDWR'.length)}`;
    const problem = await problemOf(() => fromJson(wrong));
    expect(problem).toMatchObject({ code: "bad-value", path: "entries[3].reg.flags", offset: flags });
    expect(problem?.message).toBe(
      `JSON, entries[3].reg.flags, offset ${flags}: 'O_RDWRR' is not a flag of rfile.flags (did you mean O_RDWR?)`,
    );
  });
});

describe("damaged JSON", () => {
  const small = ["fds/fdinfo-2.img", "tcp/inventory.img", "ipc/ipcns-sem-9.img", "ipc/ipcns-msg-9.img"].map(fileAt);

  it.each(small)("is refused if it is cut at any byte: $path", async ({ name, bytes }) => {
    for (const form of FORMS) {
      const json = imageToJson(imageLayouts, bytes, { file: name, ...form });
      for (let end = 0; end < json.length; end++) {
        const problem = await problemOf(() => fromJson(json.slice(0, end)));
        expect(problem?.code, json.slice(0, end)).toMatch(/truncated|bad-json|bad-value/);
        expect(problem?.offset).toBeLessThanOrEqual(end);
      }
      for (const end of [1, 30, json.length >> 1, json.length - 1]) {
        const problem = await problemOf(() => fromJson(json.slice(0, end)));
        const streamed = await problemOf(() => streamedFromJson(json.slice(0, end), 7));
        expect(reason(streamed)).toBe(reason(problem));
      }
    }
  });

  it("has the same outcome at once and in chunks", async () => {
    const short = files.filter(
      ({ path, bytes }) =>
        /\/(?!pages|ip6?tables|nft|route|rule|ifaddr|tmpfs|netns-)[^/]+$/.test(path) && bytes.length < 1500,
    );
    const junk = fc.constantFrom(
      ...'"\\{}[],:0123456789-.eE \n\u00e9\ud83d\ude00$ux',
      "null",
      "18446744073709551615",
      '"$kept": {"wire": "AA"}',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...short),
        fc.constantFrom(...FORMS),
        fc.nat(),
        junk,
        fc.nat(9),
        async (file, form, at, text, cut) => {
          const json = imageToJson(imageLayouts, file.bytes, { file: file.name, ...form });
          const place = at % json.length;
          const damaged = json.slice(0, place) + text + json.slice(place + cut);
          const problem = await problemOf(() => fromJson(damaged));
          expect(reason(await problemOf(() => streamedFromJson(damaged, 13)))).toBe(reason(problem));
          if (problem !== undefined) expect(`${problem.offset ?? problem.path}`).not.toBe("");
        },
      ),
      { numRuns: share(600) },
    );
  });
});

describe("a damaged image", () => {
  it("has the same outcome at once and in chunks, and its JSON converts back to the same bytes", async () => {
    const short = files.filter(({ bytes }) => bytes.length > 8 && bytes.length < 1500);
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...short),
        damage,
        fc.constantFrom(...FORMS),
        async ({ name, bytes }, changes, form) => {
          const damaged = bytes.slice();
          for (const [at, byte] of changes) damaged[8 + (at % (damaged.length - 8))] = byte;
          let json: string | undefined;
          const read = (): string => (json = imageToJson(imageLayouts, damaged, { file: name, ...form }));
          const problem = await problemOf(read);
          const streamed = await problemOf(() => streamedToJson(damaged, 11, name, form));
          expect(streamed?.message).toBe(problem?.message);
          if (json !== undefined) expect(fromJson(json)).toEqual(damaged);
        },
      ),
      { numRuns: share(1500) },
    );
  });
});
