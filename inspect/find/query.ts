/** A search over a checkpoint. */
export interface Query {
  /** Text in lower case; a value that has it is found. */
  readonly text: string;
  /** The text as JSON has it, without quotes. */
  readonly json: string;
  /** Number that the text stands for; a field with it is found, and an area with this address. */
  readonly number?: bigint;
}

/** Parses a search; returns `undefined` if it is empty. */
export function parseQuery(given: string): Query | undefined {
  const text = given.trim().toLowerCase();
  if (text === "") return undefined;
  const number = /^(?:0x[\da-f]{1,16}|-?\d{1,20})$/.test(text) ? BigInt(text) : undefined;
  return { text, json: JSON.stringify(text).slice(1, -1), ...(number !== undefined && { number }) };
}

/** Returns whether a text has that of a query. */
export function hasText({ text }: Query, value: string | undefined): boolean {
  return value?.toLowerCase().includes(text) ?? false;
}

const NUMBER = /^-?\d+$/;

/**
 * Returns whether the value of a field is found. A number is found by its value; text by a part of it; a number with another
 * form, such as a flag or an address of the network, by its value or by a part of that form.
 *
 * @param value as JSON text
 * @param raw number as JSON text, if `value` is another form of it
 */
export function hasValue({ number, json }: Query, value: string | undefined, raw: string | undefined): boolean {
  if (value === undefined) return false;
  const digits = raw ?? value;
  const isNumber = NUMBER.test(digits);
  if (isNumber && number !== undefined) return BigInt(digits) === number;
  return !(isNumber && raw === undefined) && value.toLowerCase().includes(json);
}
