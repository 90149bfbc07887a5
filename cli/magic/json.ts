import { degrees, hex } from "../../generator/model/coordinates.ts";
import type { RegistryMagic } from "../../generator/model/registry.ts";
import type { Place } from "../../registry/gazetteer/gazetteer.ts";
import type { MagicFacts } from "../../registry/magic/facts.ts";
import { townOfRow, type Wanted } from "../../registry/magic/place.ts";
import type { FreeTown, Refusal, Suggestion } from "../../registry/magic/suggest.ts";
import { bytesOf, rowText } from "./text.ts";

/** Writes the facts about a magic. */
export function factsJson({ value, owner, coordinates, place, images, head, before, since }: MagicFacts): string {
  const { name, kind, town, about } = owner;
  const hexed = head && { name: head.name, magic: hex(head.value) };
  const number = { magic: hex(value), bytes: bytesOf(value).join(""), coordinates, town, place };
  return toJson({ ...number, owner: name, kind, about, since, images, head: hexed, before });
}

/** Writes the answer for a number that is in no row. */
export function unownedJson(value: number, reasons: readonly string[], near: Place | undefined): string {
  return toJson({ magic: hex(value), coordinates: degrees(value), owner: null, place: near, reasons });
}

/** Writes a free magic, and the keys to paste into its row. */
export function suggestionJson({ place }: Wanted, { value, km }: Suggestion): string {
  const town = place && townOfRow(place);
  return toJson({ magic: hex(value), town, coordinates: degrees(value), place, km, row: rowText(value, place) });
}

/** Writes the magics of a town that has some, and free towns. */
export function takenJson(place: Place, taken: readonly RegistryMagic[], free: readonly FreeTown[]): string {
  const owners = taken.map(({ name, value }) => ({ name, magic: hex(value) }));
  return toJson({ magic: null, place, taken: owners, free: free.map(freeTownJson) });
}

/** Writes why no magic near a place is free, rule by rule, and lists free towns. */
export function noneJson({ place }: Wanted, reasons: readonly Refusal[], free: readonly FreeTown[]): string {
  return toJson({ magic: null, place, reasons, free: free.map(freeTownJson) });
}

function freeTownJson({ value, ...town }: FreeTown): object {
  return { ...town, magic: hex(value) };
}

/** Formats JSON with distances rounded to 100 metres. */
function toJson(facts: object): string {
  const rounded = (key: string, value: unknown) => (key === "km" ? Math.round(Number(value) * 10) / 10 : value);
  return JSON.stringify(facts, rounded, 2);
}
