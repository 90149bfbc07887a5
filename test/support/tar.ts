/* Makes tar archives byte by byte, also such as no program writes. */

/** Fields of a header; all but the name have defaults. */
export interface Fields {
  readonly name: string | Uint8Array;
  readonly type?: string;
  /** Content behind the header. */
  readonly content?: string | Uint8Array;
  /** Size in the header; by default that of the content. Text is written as it is. */
  readonly size?: number | string | Uint8Array;
  readonly target?: string;
  /** Eight bytes: `ustar` with its version, or GNU's. */
  readonly magic?: string;
  readonly prefix?: string;
  readonly checksum?: string;
  /** Bytes at places of the header. */
  readonly patches?: readonly (readonly [at: number, text: string])[];
}

const POSIX = "ustar\x0000";
export const GNU = "ustar  \0";

const BLOCK = 512;

/** Returns the bytes of a text, a byte a character. */
export function latin(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? Uint8Array.from(Buffer.from(text, "latin1")) : text;
}

/** Returns a header with its content. */
export function entry(fields: Fields): Uint8Array {
  const content = latin(fields.content ?? "");
  return Buffer.concat([header({ size: content.length, ...fields }), content, new Uint8Array(-content.length & 511)]);
}

/** Returns a header. */
export function header(fields: Fields): Uint8Array {
  const { name, type = "0", size = 0, target = "", magic = POSIX, prefix = "", patches = [] } = fields;
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string | Uint8Array): void => block.set(latin(text), at);
  put(0, name);
  put(100, "0000644\x000000000\x000000000\0");
  put(124, typeof size === "number" ? `${size.toString(8).padStart(11, "0")}\0` : size);
  put(136, "00000000000\0        ");
  put(156, type);
  put(157, target);
  put(257, magic);
  put(345, prefix);
  for (const [at, text] of patches) put(at, text);
  const sum = block.reduce((all, byte) => all + byte, 0);
  put(148, fields.checksum ?? `${sum.toString(8).padStart(6, "0")}\0 `);
  return block;
}

/** Returns an extended header of POSIX. */
export function pax(records: Readonly<Record<string, string>>, type = "x"): Uint8Array {
  return entry({ name: "PaxHeaders/x", type, content: Object.entries(records).map(record).join("") });
}

function record([key, value]: readonly [string, string]): string {
  const rest = ` ${key}=${value}\n`;
  let size = rest.length;
  while (`${size}${rest}`.length !== size) size++;
  return `${size}${rest}`;
}

/** Returns an archive with its end. */
export function archive(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([...parts, new Uint8Array(2 * BLOCK)]));
}
