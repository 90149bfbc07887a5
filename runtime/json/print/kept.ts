import { KEPT } from "../text/kept.ts";
import { base64Size, putBase64 } from "./base64.ts";
import { type Printer, put, putClose, putName, room } from "./printer.ts";

/** Bytes for names and line ends around kept data, and for the text after it. */
const ROOM = 4096;

/** Prints data that CRIU's JSON has no place for, as property `index` of its object. */
export function printKept(
  p: Printer,
  kept: Readonly<Record<string, Uint8Array | string>>,
  index: number,
  depth: number,
): void {
  // Kept data can be as long as the message twice: growing for one after the other would take much more.
  room(
    p,
    Object.values(kept).reduce((size, value) => size + base64Size(value.length), ROOM),
  );
  putName(p, KEPT, index, depth);
  put(p, "{");
  let count = 0;
  for (const [name, value] of Object.entries(kept)) {
    putName(p, name, count++, depth + 1);
    put(p, '"');
    if (typeof value === "string") put(p, value);
    else putBase64(p, value);
    put(p, '"');
  }
  putClose(p, "}", count, depth);
}
