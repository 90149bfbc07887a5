/*
 * The small language of the table's cells. schema/images.schema.json contains the same patterns, for editors.
 */

const NAME = String.raw`[A-Za-z_][\w.]*`;
const FIELD = String.raw`[A-Za-z_]\w*`;
const WHEN = `(?: (?<when>if|unless) (?<condition>${FIELD}))?`;

/** `some_message`, `some_message if flag` */
export const ENTRIES: RegExp = new RegExp(`^(?<message>${NAME})${WHEN}$`);

/** `bytes`, `bytes unless flag` */
export const REST: RegExp = new RegExp(`^bytes${WHEN}$`);

/** `bytes(size)`, `u16(count) pad 8`, `bytes(size) pad 4 unless flag` */
export const RUN: RegExp = new RegExp(
  String.raw`^(?<type>bytes|u16|u32|u64)\((?<length>${FIELD})\)(?: pad (?<pad>[1-9]\d{0,3}))?${WHEN}$`,
);

/** `some_message(count)` */
export const MESSAGES: RegExp = new RegExp(String.raw`^(?<message>${NAME})\((?<count>${FIELD})\)${WHEN}$`);
