/*
 * A text that says all of a decoded value, so that two runtimes read the same where the text is the same: order of
 * fields, bigints, bytes, kinds of arrays, lone surrogates, minus zero. And its digest.
 */

/** The text of a value. */
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

/** SHA-256 of a text, by what all runtimes have. */
export async function digest(text) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** Whether two runs of bytes are the same. */
export function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Chunks as one. */
export function concat(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let pos = 0;
  for (const part of parts) {
    whole.set(part, pos);
    pos += part.length;
  }
  return whole;
}

/** Throws where something that must hold does not. */
export function mustBe(holds, what) {
  if (!holds) throw new Error(`it does not hold that ${what}`);
}
