import type { ImageSizes } from "criu-images/layouts";
import { wrapWords } from "../dissect/wrap.ts";
import type { ImageInfo } from "../info.ts";

/** What is known of an image file, in lines of `width` characters. */
export function* printInfo(info: ImageInfo, width: number): Generator<string> {
  const { magic, count, image, raw, number, town, head, version, byte_order, sizes } = info;
  yield row("image", image);
  if (raw) yield row("magic", "none: raw bytes, in which CRIU frames no messages");
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
    for (const [i, line] of wrapWords(message, width - NAMES).entries()) yield row(i === 0 ? "problem" : "", line);
  }
}

/** Columns of what stands before a text. */
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

/** What the bytes are; shares that the image does not have are left out. */
function* shares({ sizes }: ImageInfo): Generator<string> {
  const width = `${sizes.file}`.length;
  for (const [key, name] of SHARES) {
    const size = sizes[key];
    if (size) yield row("", `${`${size}`.padStart(width)} ${name}`);
  }
}
