/*
 * Provokes errors with each of the package's codes, and reads values that are rare in real images: invalid UTF-8, and
 * fields of a newer release. program.mjs calls it on every runtime.
 */
import { canonical, concat, mustBe, sameBytes } from "./canonical.mjs";

/** All codes of the package; add new ones here. */
const CODES = [
  ...["truncated", "overrun", "bad-varint", "bad-tag", "too-deep", "missing-field", "bad-magic", "swapped-head"],
  ...["missing-head", "unexpected-head", "unknown-version", "bad-length", "bad-value", "bad-name"],
];

/** Returns all attempts with their outcomes. @throws if a code of the package is missing from them */
export function proveErrors(criu, images) {
  const tried = [...damaged(criu, images), ...byHand(criu, images)];
  const seen = new Set(tried.flatMap(([, outcomes]) => outcomes.map(({ code }) => code)));
  for (const code of CODES) mustBe(seen.has(code), `something was refused as ${code}`);
  proveUnknown(criu);
  return tried;
}

/** Yields the outcomes for a small image of each type, cut and damaged at each byte. */
function* damaged(criu, images) {
  const kinds = new Map();
  for (const [path, bytes] of images) {
    const file = path.slice(path.lastIndexOf("/") + 1);
    const { descriptor } = criu.codecs.find((codec) => codec.descriptor.image === criu.identifyImage(bytes, file));
    if (descriptor.magic !== undefined && bytes.length < 1000) kinds.set(descriptor.image, [path, file, bytes]);
  }
  mustBe(kinds.size > 25, "there are small images of most kinds");
  for (const [path, file, bytes] of kinds.values()) {
    const outcomes = [];
    for (let at = 0; at < bytes.length; at++) {
      const tries = [bytes.subarray(0, at), ...[0x01, 0x87, 0xff].map((change) => changed(bytes, at, change))];
      for (const wrong of tries) outcomes.push(outcomeOf(criu, () => criu.decodeAnyImage(wrong, { file })));
    }
    yield [`${path}, damaged`, outcomes];
  }
}

function changed(bytes, at, change) {
  return bytes.with(at, bytes[at] ^ change);
}

/** Yields the outcomes of attempts that cause the other codes. */
function* byHand(criu, images) {
  const pagemap = images.get([...images.keys()].find((path) => /\/pagemap-\d+\.img$/.test(path)));
  const inventory = images.get("fds/inventory.img");
  const bare = pagemap.subarray(4);
  const head = (word) => concat([new Uint8Array(Uint32Array.of(word).buffer), bare]);
  const names = { nodename: textOf(criu), domainname: "" };
  const entry = { vaddr: 2n ** 64n - 1n, compat_nr_pages: 0xffffffff };
  mustBe(criu.decodePagemapEntry(criu.encodePagemapEntry(entry)).vaddr === entry.vaddr, "64 bits are kept");
  const [version] = criu.decodeInventoryImage(inventory).entries;
  const unknown = criu.encodeInventoryImage({ image: "INVENTORY", entries: [{ ...version, img_version: 99 }] });
  const groups = new Uint8Array(101).fill(0x7b); // tag of a group in field 15, repeated
  const fifo = { image: "FIFO_DATA", entries: [{ pipe_id: 1, bytes: 2, extra: Uint8Array.of(1) }] };
  const attempts = {
    "the head of another kind": ["swapped-head", () => criu.decodePagemapImage(head(criu.HEADS.service))],
    "no head": ["missing-head", () => criu.decodePagemapImage(bare, { version: "v1.1" })],
    "a head": ["unexpected-head", () => criu.decodePagemapImage(pagemap, { version: "v1.0" })],
    "a new version": ["unknown-version", () => criu.openCheckpoint({ names: [], read: () => unknown })],
    "groups in groups": ["too-deep", () => criu.decodeUtsnsEntry(groups)],
    "half a pair of surrogates": ["bad-value", () => criu.encodeUtsnsEntry({ ...names, nodename: "\ud83d" })],
    "no text": ["missing-field", () => criu.encodeUtsnsEntry({ nodename: "" })],
    "more than 64 bits": ["bad-value", () => criu.encodePagemapEntry({ ...entry, vaddr: 2n ** 64n })],
    "an id below 0": ["bad-name", () => criu.formatCoreImageName(-1)],
    "too few bytes behind a message": ["bad-length", () => criu.encodeFifoDataImage(fifo)],
  };
  for (const [what, [code, work]] of Object.entries(attempts)) {
    const outcome = outcomeOf(criu, work);
    mustBe(outcome.code === code, `${what} is refused as ${code}: ${canonical(outcome)}`);
    yield [what, [outcome]];
  }
}

/** Returns a decoded text with invalid UTF-8, after a check that it is encoded to the same bytes. */
function textOf(criu) {
  const value = [0x61, 0xff, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0x80, 0xe2, 0x82];
  const bytes = Uint8Array.from([0x0a, value.length, ...value, 0x12, 0]);
  const { nodename } = criu.decodeUtsnsEntry(bytes);
  mustBe(canonical(nodename) === '"a\\udcffé😀\\udced\\udca0\\udc80\\udce2\\udc82"', "bytes become lone surrogates");
  mustBe(sameBytes(criu.encodeUtsnsEntry({ nodename, domainname: "" }), bytes), "and bytes again");
  return nodename;
}

/** Checks that unknown fields keep their positions. */
function proveUnknown(criu) {
  const known = criu.encodeUtsnsEntry({ nodename: "a", domainname: "b" });
  const bytes = concat([Uint8Array.of(0xf8, 1, 5), known, Uint8Array.of(0xf9, 1, 1, 2, 3, 4, 5, 6, 7, 8)]);
  const message = criu.decodeUtsnsEntry(bytes);
  mustBe(message.$unknown?.length === 2, "two runs of unknown fields");
  mustBe(sameBytes(criu.encodeUtsnsEntry(message), bytes), "unknown fields are written back");
}

/** Returns the result of `work`, or the properties of its ImageError. @throws for any other error */
function outcomeOf(criu, work) {
  try {
    return { returned: work() };
  } catch (error) {
    mustBe(error instanceof criu.ImageError && error instanceof Error, `this is an ImageError: ${error}`);
    return { name: error.name, message: error.message, ...error };
  }
}
