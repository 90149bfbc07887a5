import { codecs, decodeAnyImage, encodeAnyImage, formatName, type ImageId, identifyImage } from "criu-images";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BuildOptions, beginning, concat, framed, plainImage, shorts, words } from "../support/build.ts";
import { data, desc, EXTRAS, zeros } from "../support/extras.ts";
import { images, layouts } from "../support/facts.ts";
import { messageOf, type Plain } from "../support/reference.ts";

// Bytes come from the facts, not from the code under test: each row of CRIU's, in both byte orders and both versions.
const FORMS: readonly Required<BuildOptions>[] = [true, false].flatMap((littleEndian) =>
  [true, false].map((heads) => ({ littleEndian, heads })),
);

/** Returns a valid file name for the image. */
function nameOf(image: string): string {
  const descriptor = codecs.find((codec) => codec.descriptor.image === image)?.descriptor;
  if (descriptor === undefined) throw new Error(`no image ${image}`);
  const id: ImageId | undefined = descriptor.file.includes("%s")
    ? "dump"
    : descriptor.file.includes("%")
      ? 42
      : undefined;
  return formatName(descriptor, id);
}

function sample(message: string, count: number): Plain[] {
  return fc.sample(messageOf(message), { numRuns: count, seed: 7 });
}

/** Reads the bytes, compares the values with the expected ones, and writes them again. */
function roundTrip(image: string, bytes: Uint8Array, expected: Plain): void {
  const file = nameOf(image);
  const read = decodeAnyImage(bytes, { file });
  expect(read).toMatchObject({ image, ...expected });
  expect(encodeAnyImage(read)).toEqual(bytes);
}

describe("each row of CRIU's", () => {
  const plain = images.filter(({ name }) => typeof layouts[name]?.entry === "string" && !(name in EXTRAS));

  it.each(plain)("$name decodes plain entries, and encodes them to the same bytes", ({ name }) => {
    const entries = sample(layouts[name]?.entry ?? "", 3);
    const [first = {}] = sample(layouts[name]?.first ?? "pagemap_head", 1);
    const hasFirst = layouts[name]?.first !== undefined;
    for (const form of FORMS) {
      const byteOrder = form.littleEndian ? "little" : "big";
      roundTrip(name, plainImage(name, entries, first, form), { entries, byteOrder, ...(hasFirst && { first }) });
    }
  });

  it.each(plain)("$name can be without entries", ({ name }) => {
    for (const form of FORMS) roundTrip(name, beginning(name, form), { entries: [] });
  });

  it.each(Object.keys(EXTRAS))("%s decodes the extras of its messages, and encodes them to the same bytes", (name) => {
    for (const form of FORMS) {
      const parts = (EXTRAS[name] ?? []).map((extra) => extra(form.littleEndian));
      const frames = parts.map(({ entry, bytes }) =>
        concat(framed(layouts[name]?.entry ?? "", entry, form.littleEndian), bytes),
      );
      const entries = parts.map(({ entry, extra }) => ({ ...entry, ...(extra !== undefined && { extra }) }));
      roundTrip(name, concat(beginning(name, form), ...frames), { entries });
    }
  });

  it("GHOST_FILE holds a file as its rest, or in chunks as extras", () => {
    const whole = { uid: 1, gid: 2, mode: 3 };
    const chunk = { len: 6n, off: 4096n };
    for (const form of FORMS) {
      const le = form.littleEndian;
      const start = beginning("GHOST_FILE", form);
      roundTrip("GHOST_FILE", concat(start, framed("ghost_file_entry", whole, le), data(9)), {
        first: whole,
        entries: [],
        rest: data(9),
      });
      roundTrip("GHOST_FILE", concat(start, framed("ghost_file_entry", whole, le)), { first: whole, rest: data(0) });
      const chunked = { ...whole, chunks: true };
      const chunks = concat(framed("ghost_chunk_entry", chunk, le), data(6));
      roundTrip("GHOST_FILE", concat(start, framed("ghost_file_entry", chunked, le), chunks, chunks), {
        first: chunked,
        entries: [
          { ...chunk, extra: data(6) },
          { ...chunk, extra: data(6) },
        ],
      });
    }
  });

  it.each(["PAGES_OLD", "SHM_PAGES_OLD"])("%s keeps its rest", (name) => {
    const d = codecs.find((codec) => codec.descriptor.image === name);
    for (const form of FORMS) {
      const bytes = concat(beginning(name, form), data(50));
      const image = d?.decode(bytes);
      expect(image).toMatchObject({ image: name, entries: [], rest: data(50) });
      expect(image && d?.encode(image)).toEqual(bytes);
    }
  });

  it.each(images.filter(({ name }) => layouts[name]?.raw))("$name is raw, and accepts any bytes", ({ name }) => {
    for (const bytes of [data(100), data(0), concat(beginning("CORE"), data(3)), words(true, 0)]) {
      roundTrip(name, bytes, { rest: bytes });
    }
  });

  it("has a test above", () => {
    const seen = [...plain.map(({ name }) => name), ...Object.keys(EXTRAS), "GHOST_FILE", "PAGES_OLD", "SHM_PAGES_OLD"];
    const raw = images.filter(({ name }) => layouts[name]?.raw).map(({ name }) => name);
    expect([...seen, ...raw].sort()).toEqual(images.map(({ name }) => name).sort());
  });
});

describe("a pad", () => {
  it("is kept and encoded again if it is not zeros", () => {
    for (const littleEndian of [true, false]) {
      const bytes = concat(
        beginning("IPCNS_SEM", { littleEndian }),
        framed("ipc_sem_entry", { desc, nsems: 1 }, littleEndian),
        shorts(littleEndian, 5),
        data(6),
      );
      roundTrip("IPCNS_SEM", bytes, { entries: [{ desc, nsems: 1, extra: [5], $padding: data(6) }] });
    }
  });

  it("is kept in each message of an extra", () => {
    const bytes = concat(
      beginning("IPCNS_MSG"),
      framed("ipc_msg_entry", { desc, qbytes: 1, qnum: 2 }),
      concat(framed("ipc_msg", { mtype: 1n, msize: 7 }), data(7), zeros(1)),
      concat(framed("ipc_msg", { mtype: 1n, msize: 7 }), data(7), data(1)),
    );
    roundTrip("IPCNS_MSG", bytes, {
      entries: [
        {
          extra: [
            { msize: 7, extra: data(7) },
            { msize: 7, extra: data(7), $padding: data(1) },
          ],
        },
      ],
    });
  });
});

describe("the row of an image", () => {
  it("is found by the magic if the magic has one owner, and by the file name if it has several", () => {
    expect(identifyImage(beginning("CORE"))).toBe("CORE");
    expect(identifyImage(beginning("CORE", { littleEndian: false, heads: false }))).toBe("CORE");
    expect(identifyImage(beginning("PAGEMAP"))).toBe("PAGEMAP");
    expect(identifyImage(beginning("PAGEMAP"), "pagemap-shmem-7.img")).toBe("SHMEM_PAGEMAP");
    expect(identifyImage(beginning("PAGEMAP"), "pages-shmem--1.img")).toBe("SHM_PAGES_OLD");
    expect(identifyImage(beginning("SIGNAL"), "signal-p-3.img")).toBe("PSIGNAL");
    expect(identifyImage(beginning("BINFMT_MISC"))).toBe("BINFMT_MISC");
    expect(identifyImage(beginning("BINFMT_MISC"), "binfmt-misc-3.img")).toBe("BINFMT_MISC_OLD");
    expect(identifyImage(beginning("MM"), "core-1.img")).toBe("MM");
  });

  it("is found by the file name alone if the name is a raw image's, even if the bytes begin with a magic", () => {
    expect(identifyImage(beginning("PAGEMAP"), "pages-1.img")).toBe("PAGES");
    expect(identifyImage(new Uint8Array(), "pages-1.img")).toBe("PAGES");
  });

  it("is refused with the found word if no row has the magic", () => {
    expect(() => identifyImage(words(true, 0xdeadbeef))).toThrow("expected the magic of an image, found 0xdeadbeef");
    expect(() => identifyImage(words(true, 0xdeadbeef), "core-1.img")).toThrow(
      "expected 0x55053847 (CORE), found 0xdeadbeef",
    );
    expect(() => identifyImage(new Uint8Array(3))).toThrow("found 3 bytes");
  });
});
