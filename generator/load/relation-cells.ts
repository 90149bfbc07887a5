import type { Conditions, Term } from "../model/relations.ts";

/*
 * The small language of the cells in relations.yaml. schema/relations.schema.json contains the same patterns, for
 * editors.
 */

const PATH = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*`;
const NUMBER = String.raw`-?\d+|0x[\da-f]+`;
const NAME = String.raw`[A-Za-z_]\w*`;
const BIT = String.raw`(?:${NAME}|\d+)`;
const TERM = String.raw`(?:(?:has )?(?:${NUMBER})|${PATH}(?: = (?:${NUMBER}|${NAME})| has ${BIT}(?:\|${BIT})*)?)`;
const IF = `(?: if (?<if>${TERM}(?: and ${TERM})*))?`;
const UNLESS = `(?: unless (?<unless>${TERM}(?: or ${TERM})*))?`;

/** `process`, `process? unless 0`, `device of ns_id`, `file if status has VMA_FILE_PRIVATE`, `note without 0x100 if has 0x100` */
export const CASE: RegExp = new RegExp(
  String.raw`^(?<to>[a-z][a-z\d-]*)(?<weak>\?)?(?: of (?<of>${PATH}))?(?: without (?<without>${NUMBER}))?${IF}${UNLESS}$`,
);

/** `always`, `optional`, `always unless IMAGE.state = DEAD` */
export const PRESENCE: RegExp = new RegExp(`^(?<to>always|optional)${IF}${UNLESS}$`);

/** `tc`, `tc?` */
export const CHOSEN: RegExp = new RegExp(`^(?<path>${PATH})(?<optional>\\?)?$`);

/** `4`, `4 if family = INET6` */
export const COUNT: RegExp = new RegExp(String.raw`^(?<to>\d+)${IF}${UNLESS}$`);

/** `here`, `parent if flags has PE_PARENT` */
export const WHERE: RegExp = new RegExp(`^(?<to>here|parent|none)${IF}${UNLESS}$`);

/** `unit if flags has ALIGNED` */
export const ALIGNED: RegExp = new RegExp(`^(?<to>unit)${IF}${UNLESS}$`);

/** `sizes`, `total?`, `blocks.sizes = 6.1`: a field, and the numbers that it has in a format that no release writes. */
export const BLOCK_FIELD: RegExp = new RegExp(
  String.raw`^(?<path>${PATH})(?<optional>\?)?(?: = (?<numbers>\d+(?:\.\d+)*))?$`,
);

/** `IMAGE.kind of id` */
export const SAME: RegExp = new RegExp(`^(?<path>${PATH}) of (?<of>${PATH})$`);

/** `IMAGE.size of id`, `IMAGE.areas.offset + end - start of id if shared` */
export const SIZE: RegExp = new RegExp(`^(?<path>${PATH})(?<sum>(?: [+-] ${NAME})*) of (?<of>${PATH})${IF}${UNLESS}$`);

/** `IMAGE.id`, `IMAGE.id unless type = OTHER` */
export const KEY: RegExp = new RegExp(`^(?<path>${PATH})${IF}${UNLESS}$`);

/** `start to end unless status has VMA_AREA_GUARD` */
export const RANGE: RegExp = new RegExp(String.raw`^(?<from>[A-Za-z_]\w*) to (?<to>[A-Za-z_]\w*)${IF}${UNLESS}$`);

const PARTS = new RegExp(
  String.raw`^(?:(?<has>has )?(?<number>${NUMBER})|(?<path>${PATH})(?: = (?<value>${NUMBER}|${NAME})| has (?<bits>${BIT}(?:\|${BIT})*))?)$`,
);

/** Returns the named parts of a cell that fits a pattern, and its conditions. */
export function readCell(pattern: RegExp, text: string): { parts: Readonly<Record<string, string>>; when: Conditions } {
  const groups = pattern.exec(text)?.groups ?? {};
  const parts = Object.fromEntries(Object.entries(groups).filter(([, part]) => part !== undefined));
  return { parts, when: { if: terms(groups["if"], " and "), unless: terms(groups["unless"], " or ") } };
}

function terms(text: string | undefined, between: string): Term[] {
  return text === undefined ? [] : text.split(between).map(term);
}

function term(text: string): Term {
  const { has, number, path = "", value, bits } = PARTS.exec(text)?.groups ?? {};
  if (number !== undefined) return { kind: has === undefined ? "itself" : "itself-has", value: integer(number) };
  if (value !== undefined) return { kind: "equals", path, value };
  if (bits !== undefined) return { kind: "has", path, bits: bits.split("|") };
  return { kind: "set", path };
}

/** Converts an integer in decimal or hex, perhaps negative. */
export function integer(text: string): bigint {
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}
