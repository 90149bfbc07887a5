import type { ImageSizes } from "criu-images/layouts";
import { printable } from "../../generator/text/printable.ts";
import type { FolderInfo } from "../../inspect/info/folder.ts";
import type { ImageInfo } from "../../inspect/info/image.ts";
import { wrap } from "../terminal/wrap.ts";

/** Prints the facts about an image file, in lines of `width` characters. */
export function* printInfo(info: ImageInfo, width: number): Generator<string> {
  const { magic, count, image, raw, number, town, head, version, byte_order, sizes } = info;
  yield row("image", image);
  if (raw) yield row("magic", "none: raw bytes without framing");
  else {
    yield row(
      "magic",
      `${number}${town ? ` (${town})` : ""}${magic !== null && magic !== image ? `, as ${magic}` : ""}`,
    );
    yield row("head", head ?? "none");
    yield row("version", version ?? "any");
    yield row("byte order", `${byte_order}-endian`);
    yield row("count", `${count}`);
  }
  yield row("size", `${sizes.file} bytes`);
  if (!raw) yield* shares(info);
  for (const { message } of info.problems) {
    for (const [i, line] of wrap(message, { width: width - NAMES, cut: true }).entries())
      yield row(i === 0 ? "problem" : "", line);
  }
}

/** Width of the names before texts, in characters. */
const NAMES = 12;

function row(name: string, text: string): string {
  return `${name.padEnd(NAMES)}${text}`;
}

const SHARES: readonly (readonly [keyof ImageSizes, string])[] = [
  ["beginning", "head and magic"],
  ["framing", "sizes of messages"],
  ["messages", "messages"],
  ["extras", "extras"],
  ["rest", "rest of the file"],
  ["unread", "not read"],
];

/** Prints the sizes of the pieces that the image has. */
function* shares({ sizes }: ImageInfo): Generator<string> {
  const width = `${sizes.file}`.length;
  for (const [key, name] of SHARES) {
    const size = sizes[key];
    if (size) yield row("", `${`${size}`.padStart(width)} ${name}`);
  }
}

/** Prints the content of a checkpoint's folder, in lines of `width` characters. */
export function* printFolder(info: FolderInfo, width: number): Generator<string> {
  const { version, parent, images, unknown, others, missing, problems } = info;
  yield row("version", version ?? "not known");
  if (parent !== undefined) yield row("parent", printable(parent));
  const sum = (of: (kind: FolderInfo["images"][number]) => number): number =>
    images.reduce((all, kind) => all + of(kind), 0);
  yield row("images", `${sum(({ files }) => files)} files, ${sum(({ sizes }) => sizes.file)} bytes`);
  yield* table(images);
  const strangers = unknown.map(({ file, number }) => `${file}${number === undefined ? "" : `, magic ${number}`}`);
  yield* texts("unknown", strangers, width);
  yield* texts(
    "others",
    others.map(({ file, kind, sizes }) => `${file}, ${kind ?? `${sizes?.file ?? 0} bytes`}`),
    width,
  );
  yield* texts("missing", missing, width);
  if (info.hint !== undefined) yield* texts("hint", [info.hint], width);
  yield* texts(
    "problem",
    problems.map(({ file, message }) => `${file}: ${message}`),
    width,
  );
}

/** Prints images by type, in columns: files, entries and bytes. */
function* table(images: FolderInfo["images"]): Generator<string> {
  const cells = images.map(({ image, files, magic, count, sizes }) => [
    image,
    `${files}`,
    magic === null ? "-" : `${count}`,
    `${sizes.file}`,
  ]);
  const rows = [["", "files", "entries", "bytes"], ...cells];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  for (const [name = "", ...numbers] of images.length === 0 ? [] : rows) {
    const right = numbers.map((cell, i) => cell.padStart(widths[i + 1] ?? 0));
    yield row("", [name.padEnd(widths[0] ?? 0), ...right].join("  "));
  }
}

/** Prints texts, each on a new line, after their common name. */
function* texts(name: string, all: readonly string[], width: number): Generator<string> {
  for (const [i, line] of all.flatMap((text) => wrap(printable(text), { width: width - NAMES, cut: true })).entries()) {
    yield row(i === 0 ? name : "", line);
  }
}
