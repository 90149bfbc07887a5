/*
 * Serializes a decoded value so that equal texts prove equal values on two runtimes: with the order of fields, bigints,
 * bytes, types of arrays, lone surrogates and minus zero.
 */

/** Serializes a value. */
export function canonical(value) {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value); // a lone surrogate becomes \udc80
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (value instanceof Uint8Array) return `${kind}<${hex(value)}>`;
  if (ArrayBuffer.isView(value)) return `${kind}[${Array.from(value, canonical).join()}]`;
  return `{${Object.entries(value)
    .map(([name, part]) => `${name}:${canonical(part)}`)
    .join()}}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Returns the SHA-256 of a text, by functions that all runtimes have. */
export async function digest(text) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** Returns whether two byte arrays are equal. */
export function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Joins chunks into one array. */
export function concat(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let pos = 0;
  for (const part of parts) {
    whole.set(part, pos);
    pos += part.length;
  }
  return whole;
}

/** Throws if a condition does not hold. */
export function mustBe(holds, what) {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}
