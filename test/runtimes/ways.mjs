/*
 * Reads an image in all other ways of the package; each must return the same as decoding. program.mjs calls it on every
 * runtime.
 */
import { canonical, concat, mustBe } from "./canonical.mjs";

/** Converts `TCP_STREAM` and `IP6TABLES` to the package's names: `TcpStream`, `Ip6Tables`. */
export function typeOf(image) {
  return image
    .split(/_|(?<=\d)(?=[A-Z])/)
    .map((word) => word[0] + word.slice(1).toLowerCase())
    .join("");
}

/** Checks that a file name is parsed to an id, and the id formatted to that name. */
export function proveName(criu, file) {
  const { image, id } = criu.imageOfFile(file);
  const type = typeOf(image);
  const { descriptor } = criu.codecs.find((codec) => codec.descriptor.image === image);
  mustBe(criu.formatName(descriptor, id) === file, `${file} is ${image} ${id}`);
  if (id === undefined) return;
  mustBe(criu[`parse${type}ImageName`](file) === id, `${id} is in ${file}`);
  mustBe(criu[`format${type}ImageName`](id) === file, `${id} makes ${file}`);
}

/** Reads the bytes at an odd offset of a larger buffer, the entries one by one, and the image in big-endian. */
export function proveWhole(criu, image, { bytes, file, text }) {
  const amid = new Uint8Array(bytes.length + 11).fill(0xff);
  amid.set(bytes, 3);
  const view = amid.subarray(3, 3 + bytes.length);
  mustBe(canonical(criu.decodeAnyImage(view, { file })) === text, `${file} is the same amid other bytes`);
  const one = criu[`iterate${typeOf(image.image)}Image`](bytes);
  mustBe(canonical({ ...one, entries: [...one.entries] }) === text, `${file} one by one`);
  const big = criu.encodeAnyImage(image, { byteOrder: "big" });
  const turned = criu.decodeAnyImage(big, { file });
  mustBe(canonical({ ...turned, byteOrder: "little" }) === text, `${file} is the same in big-endian`);
}

/** Reads small chunks, large chunks, and a stream of the web. */
export async function proveStreams(criu, image, { bytes, path, text }) {
  const streams = [cut(bytes, 7), cut(bytes, 4096), new Blob([bytes]).stream()];
  for (const chunks of streams) {
    const { entries, rest, ...head } = await criu[`stream${typeOf(image.image)}Image`](chunks);
    const parts = await collect(rest);
    const read = { ...head, entries: await collect(entries), ...("rest" in image && { rest: concat(parts) }) };
    mustBe(canonical(read) === text, `${path} is the same from a stream`);
  }
  return streams.length;
}

function* cut(bytes, size) {
  for (let pos = 0; pos < bytes.length; pos += size) yield bytes.slice(pos, pos + size);
}

async function collect(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Checks that columns hold the same values as the entries. */
export function proveColumns(columns, entries, path) {
  mustBe(columns.$length === entries.length, `${path} has a row for each entry`);
  const fields = Object.keys(columns).filter((name) => !name.startsWith("$"));
  for (const [i, entry] of entries.entries()) {
    for (const [bit, field] of fields.entries()) {
      const value = typeof entry[field] === "boolean" ? Number(entry[field]) : entry[field];
      const found = ((columns.$present[i] >>> bit) & 1) === 1 ? columns[field][i] : undefined;
      mustBe(found === value, `${path} has the same ${field} in row ${i} and entry ${i}`);
    }
  }
  return columns;
}
