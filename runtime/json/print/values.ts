import type { ValueField, WireField } from "../../wire/fields.ts";
import type { ScalarField } from "../../wire/layout.ts";
import { readNumber, readSize } from "../../wire/numbers.ts";
import type { Reader } from "../../wire/reader.ts";
import { floatText } from "../text/integers.ts";
import { prettyText } from "../text/pretty.ts";
import { quotedPrintable } from "../text/quoted-printable.ts";
import { putBase64Lines } from "./base64.ts";
import { type Printer, put, putInteger } from "./printer.ts";
import { putText } from "./strings.ts";

/* Values of fields, from the wire to CRIU's JSON. */

/** Prints the next value; `index` is its position in a list. */
export function printValue(p: Printer, r: Reader, field: ValueField, hex: boolean, index = 0): void {
  const { type, name } = field;
  if (type === "string" || type === "bytes") {
    printBytes(p, r, field.layout, name);
    return;
  }
  const value = readNumber(p, r, type, name);
  if (p.quiet) return;
  switch (type) {
    case "bool":
      put(p, value === 1 ? "true" : "false");
      break;
    case "enum":
      printEnum(p, field, Number(value));
      break;
    case "float":
    case "double":
      putFloat(p, Number(value));
      break;
    default:
      if (p.pretty) printPretty(p, value, field.layout, hex, index);
      else putInteger(p, value);
  }
}

/** Prints a floating-point number; -0.0 in quotes if asked for, because JSON.stringify drops its sign. */
function putFloat(p: Printer, value: number): void {
  const text = floatText(value);
  put(p, p.quoteLarge && Object.is(value, -0) ? `"${text}"` : text);
}

function printEnum(p: Printer, { names }: WireField, value: number): void {
  const text = names.get(value);
  if (text === undefined) {
    putInteger(p, value);
    return;
  }
  put(p, '"');
  put(p, text);
  put(p, '"');
}

function printBytes(p: Printer, r: Reader, { type, conv }: ScalarField, name: string): void {
  const size = readSize(p, r, name);
  r.pos += size;
  if (p.quiet) return;
  if (type === "string") putText(p, r.bytes, r.pos - size, r.pos);
  else printData(p, r.bytes.subarray(r.pos - size, r.pos), conv !== undefined);
}

/** Prints bytes as base64, or as quoted-printable. */
export function printData(p: Printer, bytes: Uint8Array, quoted = false): void {
  if (p.quiet) return;
  if (quoted) {
    const text = quotedPrintable(bytes);
    putText(p, text, 0, text.length);
    return;
  }
  put(p, '"');
  putBase64Lines(p, bytes);
  put(p, '"');
}

/** Prints an integer of pretty JSON; `hex` if an enclosing message asks for hexadecimal. */
function printPretty(p: Printer, value: number | bigint, field: ScalarField, hex: boolean, index: number): void {
  const text = prettyText(value, field, hex, index);
  if (text === undefined) putInteger(p, value);
  else put(p, text);
}
