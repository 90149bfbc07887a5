import { placeKey, type SourcePlace } from "../../generator/model/format/at.ts";
import type { Format } from "../../generator/model/format/format.ts";
import { fieldText } from "../../generator/model/format/proto-text.ts";

/** The meaning of a number in a project: a field, a value of an enum, a bit, a code or a magic. */
export interface Meaning {
  /** Kind of thing: `field`, `enum value`, `bit`, `code`, `magic`. */
  readonly what: string;
  /** Message, enum or map that the number belongs to; empty for magics. */
  readonly owner: string;
  readonly number: number;
  readonly name: string;
  /** The thing for people, such as `optional uint32 pid = 2`. */
  readonly text: string;
  readonly at: SourcePlace | undefined;
}

/** Lists the meanings of all numbers of a format. The second name of a magic is no meaning of its own. */
export function* meaningsOf({ messages, enums, display, magics, at }: Partial<Format>): Generator<Meaning> {
  for (const { name: owner, fields } of messages ?? []) {
    for (const field of fields) {
      const { number, name } = field;
      yield { what: "field", owner, number, name, text: fieldText(field), at: field.at };
    }
  }
  for (const { name: owner, values } of enums ?? []) {
    for (const { number, name, at: place } of values)
      yield { what: "enum value", owner, number, name, text: `${name} = ${number}`, at: place };
  }
  const shown = (what: string, group: string, owner: string, name: string, number: number): Meaning => {
    const text = `${name} = 0x${number.toString(16)}`;
    return { what, owner, number, name, text, at: at?.get(placeKey("display name", group, name)) };
  };
  for (const [map, bits] of display?.flags ?? [])
    for (const { name, bit } of bits) yield shown("bit", `flags ${map}`, map, name, bit);
  for (const [dict, fields] of display?.dicts ?? []) {
    for (const [field, codes] of fields) {
      const owner = `${dict}.${field}`;
      for (const [code, name] of codes) yield shown("code", `codes ${owner}`, owner, name, code);
    }
  }
  for (const [key, numbers] of display?.more ?? [])
    for (const { name, bit } of numbers) yield shown("name in C", `more ${key}`, key, name, bit);
  for (const [name, { value, alias }] of magics ?? []) {
    if (alias !== undefined || value === 0) continue;
    const text = `${name} = 0x${value.toString(16).padStart(8, "0")}`;
    yield { what: "magic", owner: "", number: value, name, text, at: at?.get(placeKey("magic", name, name)) };
  }
}
