import { gzipSync } from "node:zlib";
import { memoryBytes, openStore, SourceError, type Store, type StoreOptions } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { archive, entry, type Fields, GNU, header, latin, pax } from "../../support/tar.ts";

/* Archives as a stranger may make them, each with its end: an error with its code, or the entries and the oddities. */

interface Case {
  readonly bytes: Uint8Array;
  readonly options?: StoreOptions;
  /** Code of the error, and a part of its message. */
  readonly error?: readonly [code: string, part: string];
  /** Kinds of all entries by name; a text is the content of a file. */
  readonly files?: Readonly<Record<string, string>>;
  /** Codes of the problems. */
  readonly problems?: readonly string[];
}

const FILE = entry({ name: "a", content: "one" });
const ONE = { a: "one" };

/** Returns an archive with one odd entry behind a plain one. */
const odd = (fields: Fields): Uint8Array => archive(FILE, entry(fields));

/** Returns an archive with an extended header in front of a plain entry. */
const described = (content: string): Uint8Array => archive(entry({ name: "x", type: "x", content }), FILE);

const sparse = (records: Readonly<Record<string, string>>, content = "data"): Uint8Array =>
  archive(pax(records), entry({ name: "s", content }));

const oldSparse = (patches: NonNullable<Fields["patches"]>, content = "data"): Uint8Array =>
  archive(entry({ name: "s", type: "S", magic: GNU, content, patches }));

const octal = (value: number): string => `${value.toString(8).padStart(11, "0")}\0`;

/** A map of so many empty pieces as an extended header can have. */
const MANY = Array.from({ length: 250_000 }, () => "0,0").join(",");

const CASES: Readonly<Record<string, Case>> = {
  "a name that leads out": { bytes: odd({ name: "../b" }), files: ONE, problems: ["unsafe-name"] },
  "a name that leads out later": { bytes: odd({ name: "b/../../c" }), files: ONE, problems: ["unsafe-name"] },
  "an absolute name": { bytes: odd({ name: "/etc/passwd", content: "x" }), files: ONE, problems: ["unsafe-name"] },
  "an absolute name in an extended header": {
    bytes: archive(FILE, pax({ path: "/etc/passwd" }), entry({ name: "b" })),
    files: ONE,
    problems: ["unsafe-name"],
  },
  "a long name that leads out": {
    bytes: archive(FILE, entry({ name: "L", type: "L", content: "../b\0", magic: GNU }), entry({ name: "b" })),
    files: ONE,
    problems: ["unsafe-name"],
  },
  "a prefix that leads out": { bytes: odd({ name: "b", prefix: ".." }), files: ONE, problems: ["unsafe-name"] },
  "a name with a zero": {
    bytes: archive(FILE, pax({ path: "b\0c" }), entry({ name: "b" })),
    files: ONE,
    problems: ["unsafe-name"],
  },
  "no name": { bytes: archive(FILE, entry({ name: "" })), files: ONE },
  "the top as a name": { bytes: odd({ name: "./", type: "5" }), files: ONE },
  "dots and double slashes": { bytes: odd({ name: ".//b/.//c", content: "x" }), files: { ...ONE, "b/c": "x" } },
  "a name that is not UTF-8": {
    bytes: odd({ name: "b\xff\xe4", content: "x" }),
    files: { ...ONE, "b\udcff\udce4": "x" },
  },
  "names of properties of all objects": {
    bytes: archive(entry({ name: "__proto__", content: "x" }), entry({ name: "constructor", content: "y" })),
    files: Object.fromEntries([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]),
  },
  "control characters in a name": {
    bytes: odd({ name: "\x1b[2Jb\n", content: "x" }),
    files: { ...ONE, "\x1b[2Jb\n": "x" },
  },
  "the same name twice": { bytes: odd({ name: "a", content: "two" }), files: { a: "two" }, problems: ["duplicate"] },
  "the same name in other words": {
    bytes: odd({ name: "./a", content: "two" }),
    files: { a: "two" },
    problems: ["duplicate"],
  },
  "a file in the place of a folder": {
    bytes: archive(entry({ name: "b/", type: "5" }), entry({ name: "b", content: "x" })),
    files: { b: "x" },
    problems: ["duplicate"],
  },
  "the same folder twice": {
    bytes: archive(entry({ name: "b/", type: "5" }), entry({ name: "b/", type: "5" })),
    files: { b: "folder" },
  },
  "a link out": { bytes: odd({ name: "b", type: "2", target: "/etc/passwd" }), files: { ...ONE, b: "link" } },
  "a file below a link": {
    bytes: archive(entry({ name: "b", type: "2", target: "/etc" }), entry({ name: "b/passwd", content: "x" })),
    files: { b: "link", "b/passwd": "x" },
    problems: ["below-file"],
  },
  "a file below a file": {
    bytes: archive(FILE, entry({ name: "a/b/c", content: "x" })),
    files: { ...ONE, "a/b/c": "x" },
    problems: ["below-file"],
  },
  "a hard link to an earlier file": {
    bytes: odd({ name: "b", type: "1", target: "./a" }),
    files: { ...ONE, b: "one" },
  },
  "a hard link out": {
    bytes: odd({ name: "b", type: "1", target: "../../etc/passwd" }),
    files: { ...ONE, b: "link" },
    problems: ["no-target"],
  },
  "a hard link to itself": {
    bytes: odd({ name: "b", type: "1", target: "b" }),
    files: { ...ONE, b: "link" },
    problems: ["no-target"],
  },
  "a hard link with a size but no content": {
    bytes: archive(FILE, header({ name: "b", type: "1", target: "a", size: 3 }), entry({ name: "c", content: "x" })),
    files: { ...ONE, b: "one", c: "x" },
  },
  devices: {
    bytes: archive(entry({ name: "b", type: "3" }), entry({ name: "c", type: "4" }), entry({ name: "d", type: "6" })),
    files: { b: "device", c: "device", d: "pipe" },
  },
  "an unknown type": {
    bytes: odd({ name: "b", type: "Z", content: "x" }),
    files: { ...ONE, b: "x" },
    problems: ["unknown-type"],
  },
  "a volume's label": { bytes: archive(entry({ name: "label", type: "V", magic: GNU }), FILE), files: ONE },
  "the rest of a file of another volume": {
    bytes: odd({ name: "b", type: "M" }),
    error: ["unsupported", "join the volumes"],
  },
  "GNU's old long names": { bytes: odd({ name: "b", type: "N" }), error: ["unsupported", "--format=pax"] },
  "an archive of nothing": {
    bytes: new Uint8Array(10_240),
    error: ["unknown-form", "neither a folder nor an archive"],
  },
  "a header with a wrong checksum": {
    bytes: archive(FILE, header({ name: "b", checksum: "000001\0 " })),
    error: ["damaged", "offset 1024: the checksum of the header is wrong"],
  },
  "a header of random bytes": {
    bytes: archive(FILE, latin("x".repeat(512))),
    error: ["damaged", "offset 1024: the checksum"],
  },
  "a size that is no number": {
    bytes: archive(FILE, header({ name: "b", size: "0000000000z\0" })),
    error: ["damaged", "the size"],
  },
  "a negative size": {
    bytes: archive(FILE, header({ name: "b", size: latin(`\xff${"\xff".repeat(11)}`) })),
    error: ["damaged", "the size of the entry is not valid"],
  },
  "a size beyond all numbers": {
    bytes: archive(FILE, header({ name: "b", size: latin(`\x80${"\x7f".repeat(11)}`) })),
    error: ["damaged", "the size of the entry is not valid"],
  },
  "a size beyond the archive": {
    bytes: archive(FILE, header({ name: "b", size: latin(`\x80${"\0".repeat(5)}\x7f${"\0".repeat(5)}`) })),
    error: ["truncated", 'in the middle of the entry "b" at offset 1024'],
  },
  "a size in an extended header beyond the archive": {
    bytes: archive(pax({ size: "9999999999" }), entry({ name: "b", content: "x" })),
    error: ["truncated", 'the entry "b"'],
  },
  "a size in an extended header that is no number": {
    bytes: archive(pax({ size: "-1" }), entry({ name: "b", content: "x" })),
    error: ["damaged", 'the number "-1" is not valid'],
  },
  "an extended header without a length": {
    bytes: described("path=b\n"),
    error: ["damaged", "a record of the extended header"],
  },
  "a record that is longer than its header": {
    bytes: described("999 path=b\n"),
    error: ["damaged", "a record of the extended"],
  },
  "a record of length 0": { bytes: described("0 path=b\n"), error: ["damaged", "a record of the extended header"] },
  "a record without a key": { bytes: described("6 abc\n"), error: ["damaged", "a record of the extended header"] },
  "an extended header of a gigabyte": {
    bytes: archive(header({ name: "x", type: "x", size: 2 ** 30 })),
    error: ["damaged", "an extended header has 1073741824 bytes"],
  },
  "an extended header at the end": { bytes: archive(FILE, pax({ path: "b" })), files: ONE },
  "an archive cut in a header": {
    bytes: archive(FILE, entry({ name: "b" })).subarray(0, 1300),
    error: ["truncated", "ends after 1300 bytes, in the middle of a header at offset 1024"],
  },
  "an archive cut in a file": {
    bytes: archive(entry({ name: "b", content: "x".repeat(5000) })).subarray(0, 2000),
    error: ["truncated", 'ends after 2000 bytes, in the middle of the entry "b" at offset 0: copy it again'],
  },
  "an archive cut between entries": { bytes: archive(FILE).subarray(0, 1024), files: ONE, problems: ["no-end"] },
  "an archive cut in the padding": { bytes: archive(FILE).subarray(0, 515), files: ONE, problems: ["no-end"] },
  "other data behind the end": {
    bytes: new Uint8Array(Buffer.concat([archive(FILE), latin("more")])),
    files: ONE,
    problems: ["trailing-data"],
  },
  "an archive behind the end": {
    bytes: new Uint8Array(Buffer.concat([archive(FILE), archive(entry({ name: "b" }))])),
    files: ONE,
    problems: ["trailing-data"],
  },
  "more entries than allowed": {
    bytes: archive(...Array.from({ length: 11 }, (_, i) => entry({ name: `f${i}` }))),
    options: { limits: { entries: 10 } },
    error: ["too-large", "more than 10 entries"],
  },
  "longer names than allowed": {
    bytes: archive(pax({ path: "b".repeat(3000) }), entry({ name: "b" })),
    options: { limits: { entries: 10 } },
    error: ["too-large", "raise `limits.entries`"],
  },
  "a sparse file without a size": { bytes: sparse({ "GNU.sparse.map": "0,4" }), error: ["damaged", "has no size"] },
  "a sparse file whose pieces overlap": {
    bytes: sparse({ "GNU.sparse.map": "0,2,1,2", "GNU.sparse.size": "9" }),
    error: ["damaged", "overlap"],
  },
  "a sparse file with a piece behind its end": {
    bytes: sparse({ "GNU.sparse.map": "8,4", "GNU.sparse.size": "9" }),
    error: ["damaged", "go beyond its end"],
  },
  "a sparse file with more pieces than content": {
    bytes: sparse({ "GNU.sparse.map": "0,9", "GNU.sparse.size": "9" }),
    error: ["damaged", "more bytes than are stored"],
  },
  "a sparse file with an odd map": {
    bytes: sparse({ "GNU.sparse.map": "0,4,5", "GNU.sparse.size": "9" }),
    error: ["damaged", "overlap, or go beyond"],
  },
  "a sparse file whose map has no end": {
    bytes: sparse({ "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9" }, "5".repeat(4000)),
    error: ["damaged", "the map of a sparse file is not valid"],
  },
  "sparse files with more than a million pieces": {
    bytes: archive(
      ...Array.from({ length: 5 }, () => [
        pax({ "GNU.sparse.map": MANY, "GNU.sparse.size": "9" }),
        entry({ name: "s", content: "data" }),
      ]).flat(),
    ),
    error: ["too-large", "the sparse files have more than 1048576 pieces"],
  },
  "a sparse file of a later form": {
    bytes: sparse({ "GNU.sparse.major": "2", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9" }),
    error: ["unsupported", "GNU's form 2"],
  },
  "an old sparse file whose pieces go beyond its content": {
    bytes: oldSparse([
      [386, octal(0) + octal(9)],
      [483, octal(9)],
    ]),
    error: ["damaged", "more bytes than are stored"],
  },
  "an old sparse file whose map has no end": {
    bytes: archive(
      header({
        name: "s",
        type: "S",
        magic: GNU,
        patches: [
          [386, octal(0) + octal(1)],
          [482, "\x01"],
          [483, octal(9)],
        ],
      }),
    ).subarray(0, 512),
    error: ["damaged", "the map of a sparse file is cut"],
  },
  "a sparse file of an exabyte, of which nothing is read": {
    bytes: sparse({ "GNU.sparse.map": "0,4", "GNU.sparse.size": "1152921504606846" }),
    files: { s: "1152921504606846 bytes" },
  },
  "gzip of an archive that goes on and on": {
    bytes: new Uint8Array(gzipSync(archive(entry({ name: "b", content: new Uint8Array(1 << 20) })))),
    options: { limits: { unpacked: 1000, ratio: 10 } },
    error: ["too-large", "raise `limits.unpacked` or `limits.ratio`"],
  },
  "gzip that goes on behind the archive": {
    bytes: new Uint8Array(gzipSync(Buffer.concat([archive(FILE), new Uint8Array(1 << 20)]))),
    options: { limits: { unpacked: 5000, ratio: 10 } },
    error: ["too-large", "raise `limits.unpacked`"],
  },
  "gzip that is cut": {
    bytes: new Uint8Array(gzipSync(archive(FILE))).subarray(0, -20),
    error: ["damaged", "the gzip data is damaged or truncated"],
  },
  "gzip with a wrong checksum": {
    bytes: new Uint8Array(gzipSync(archive(FILE))).map((byte, i, all) => (i === all.length - 6 ? byte ^ 1 : byte)),
    error: ["damaged", "the gzip data is damaged or truncated"],
  },
  "gzip of gzip": {
    bytes: new Uint8Array(gzipSync(gzipSync(archive(FILE)))),
    error: ["unknown-form", "gzip of no archive"],
  },
  "gzip of a text": { bytes: new Uint8Array(gzipSync("text")), error: ["unknown-form", "gzip of no archive"] },
  "zstd that needs a window of terabytes": {
    bytes: latin("\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00x"),
    error: ["too-large", "takes 2199023255552 bytes of memory, more than the limit of 67108864: raise `limits.window`"],
  },
  "zstd in one part of a gigabyte": {
    bytes: latin("\x28\xb5\x2f\xfd\xa0\x00\x00\x00\x40\x01\x00\x00x"),
    error: ["too-large", "takes 1073741824 bytes of memory"],
  },
  "zstd whose second frame needs a large window": {
    bytes: latin("\x28\xb5\x2f\xfd\x20\x01\x09\x00\x00x\x28\xb5\x2f\xfd\x00\xf8\x01\x00\x00x"),
    error: ["too-large", "raise `limits.window`"],
  },
  "zstd that is cut": { bytes: latin("\x28\xb5\x2f\xfd\x20\x09"), error: ["damaged", "unexpected end of file"] },
  "zstd with a block of an unknown type": {
    bytes: latin("\x28\xb5\x2f\xfd\x20\x01\x0f\x00\x00x"),
    error: ["damaged", "the zstd data is damaged or truncated"],
  },
  "xz that needs a dictionary of 128 MiB": {
    bytes: latin("\xfd7zXZ\0\0\x04\xe6\xd6\xb4\x46\x02\0\x21\x01\x1e\0\0\0\x9b\x07\x51\x66"),
    error: ["too-large", "takes 134217728 bytes of memory"],
  },
  "xz that is cut": { bytes: latin("\xfd7zXZ\0\0\x04\xe6\xd6\xb4\x46"), error: ["damaged", "the xz data is damaged"] },
  "xz of nothing": { bytes: latin("\xfd7zXZ\0"), error: ["damaged", "the xz data is damaged or truncated"] },
  "bzip2 that is cut": { bytes: latin("BZh9"), error: ["damaged", "unpacked bytes (it ends within a block)"] },
  "bzip2 with a wrong block": {
    bytes: latin("BZh91AY&SYxxxxxxxxxxxx"),
    error: ["damaged", "(a block is no bzip2): compare"],
  },
  "an empty file": { bytes: new Uint8Array(), error: ["unknown-form", "neither a folder nor an archive"] },
  "a zip archive": { bytes: latin("PK\x03\x04"), error: ["unknown-form", "a zip archive: unpack it"] },
  lz4: { bytes: latin("\x04\x22\x4d\x18"), error: ["unknown-form", "`lz4 -d`"] },
};

async function shown(store: Store): Promise<Record<string, string>> {
  const files: [string, string][] = [];
  for (const { name, kind, size } of store.files.values()) {
    if (kind !== "file") files.push([name, kind]);
    else if (size > 1 << 20) files.push([name, `${size} bytes`]);
    else files.push([name, Buffer.from(await store.bytes(name).read(0, size)).toString("latin1")]);
  }
  return Object.fromEntries(files);
}

describe("a hostile archive", () => {
  it.each(Object.entries(CASES))("ends well: %s", async (_, { bytes, options, error, files, problems = [] }) => {
    const opened = openStore(memoryBytes(bytes), options);
    if (error !== undefined) {
      const [code, part] = error;
      const found = await opened.then(
        () => undefined,
        (problem: unknown) => problem,
      );
      expect(found).toBeInstanceOf(SourceError);
      expect(found).toMatchObject({ code, message: expect.stringContaining(part) });
      return;
    }
    const store = await opened;
    expect(await shown(store)).toStrictEqual(files);
    expect(store.problems.map(({ code }) => code)).toStrictEqual(problems);
    await store.close();
  });
});
