import { degrees, hex } from "../../generator/model/coordinates.ts";
import type { RegistryMagic } from "../../generator/model/registry.ts";
import { isSamePlace, type Place } from "../../registry/gazetteer/gazetteer.ts";
import { townOf } from "../../registry/gazetteer/towns.ts";
import type { ImageFacts, MagicFacts } from "../../registry/magic/facts.ts";
import { REACH, titleOf, townOfRow, type Wanted } from "../../registry/magic/place.ts";
import type { FreeTown, Refusal, Suggestion } from "../../registry/magic/suggest.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Writes the facts about a magic for a terminal. */
export function factsText(facts: MagicFacts, { colors: pc }: Terminal): string {
  const { owner, value, images, coordinates, place, head, before, since, oldest } = facts;
  const nearest = place && `${titleOf(place)}, ${kilometres(place.km)} from there`;
  const rows: [string, string | undefined][] = [
    ["place", [owner.town, coordinates].filter(Boolean).join(", ") || undefined],
    ["nearest", nearest],
    ["bytes", `${bytesOf(value).join(" ")}; ${bytesOf(value).reverse().join(" ")} in big-endian images`],
    ["head", head && `${head.name}, ${hex(head.value)}`],
    ["since", since && (since === oldest ? `${since} or earlier` : since)],
    ["before", before === undefined ? undefined : `the magics of ${before} images`],
    ...images.map((image): [string, string] => [
      image.name === owner.name ? "file" : "alias",
      `${image.name === owner.name ? "" : `${image.name}: `}${image.file}${lifetime(image, since)}`,
    ]),
  ];
  const lines = rows.flatMap(([label, text]) => (text === undefined ? [] : [`  ${pc.dim(label.padEnd(7))}  ${text}`]));
  return [`${pc.bold(titleOfOwner(owner))}  ${pc.cyan(hex(value))}`, `  ${owner.about}`, ...lines].join("\n");
}

function titleOfOwner({ name, kind }: RegistryMagic): string {
  return { head: `the ${name} head`, reserved: `${name} (reserved)`, image: name }[kind];
}

/**
 * Writes the release that introduced an image, if its magic is older; the former names of its file; and the last
 * release that wrote it.
 */
function lifetime({ since, until, former = [] }: ImageFacts, sinceNumber: string | undefined): string {
  const from = since === sinceNumber ? undefined : since && `since ${since}`;
  const names = former.map(({ file, before }) => `${file} before ${before}`);
  const to = until === "never" ? "never written" : until && `last written by ${until}`;
  const told = [from, ...names, to].filter(Boolean);
  return told.length === 0 ? "" : ` (${told.join(", ")})`;
}

/** Returns the bytes of a magic in hex, in the order of a little-endian machine. */
export function bytesOf(value: number): string[] {
  return hex(value).slice(2).match(/../g)?.reverse() ?? [];
}

function kilometres(km: number): string {
  return km < 1 ? "less than 1 km" : `${Math.round(km)} km`;
}

/** Writes the answer for a number that is in no row. */
export function unownedText(
  value: number,
  reasons: readonly string[],
  near: (Place & { km: number }) | undefined,
): string {
  const at = degrees(value);
  const nearby = near && `near ${titleOf(near)}, ${kilometres(near.km)} from there`;
  const lines = [
    `${hex(value)} is in no row${at === undefined ? "" : `: ${at}`}${nearby === undefined ? "" : `, ${nearby}`}.`,
    ...(reasons.length === 0 ? ["It is free, and no rule objects to it."] : ["The audit objects to it:"]),
    ...reasons.map((reason) => `  ${reason}`),
  ];
  return lines.join("\n");
}

/** Writes a free magic, and the keys to paste into its row. */
export function suggestionText(wanted: Wanted, { value, km }: Suggestion, { colors: pc }: Terminal): string {
  const town = wanted.place === undefined ? "no town is near" : titleOf(wanted.place);
  const moved = km === 0 ? [] : [`${kilometres(km)} from there: the audit objects to all nearer ones.`];
  return [`${town}: ${degrees(value)}`, ...moved, "", `  ${pc.bold(rowText(value, wanted.place))}`].join("\n");
}

/** Writes the keys of a row of the table. */
export function rowText(value: number, place: Place | undefined): string {
  return `magic: ${hex(value)}${place === undefined ? "" : `, town: ${yamlWord(townOfRow(place))}`}`;
}

/** Quotes a town if YAML needs it, inside of braces too. */
function yamlWord(town: string): string {
  const isPlain = /^\p{L}[\p{L}\p{M}\p{N} .'’()-]*$/u.test(town) && !/^(true|false|null)$/i.test(town);
  return isPlain ? town : JSON.stringify(town);
}

/** Explains that a town has a magic already, and lists free towns. */
export function takenText(place: Place, taken: readonly RegistryMagic[], free: readonly FreeTown[]): string {
  const owners = taken.map(
    ({ name, value, town }) => `${name} (${hex(value)}${town === place.name ? "" : `, ${town}`})`,
  );
  const isIt = taken.some((magic) => isSamePlace(townOf(magic), place));
  const why = isIt ? "is already the town of" : "shares its name with the town of";
  return [`${titleOf(place)} ${why} ${owners.join(" and ")}.`, ...freeText(free)].join("\n");
}

/** Explains by rule that no magic near a place is free, and lists free towns. */
export function noneText(refusals: readonly Refusal[], free: readonly FreeTown[]): string {
  const reasons = refusals.map(({ rule, numbers, example }) => `  ${numbers} by ${rule}, for example: ${example}`);
  const head = `The audit objects to every magic within ${REACH} km of there:`;
  return [head, ...reasons, ...freeText(free)].join("\n");
}

function freeText(free: readonly FreeTown[]): string[] {
  const lines = free.map((town) => `  ${hex(town.value)}  ${townOfRow(town)}`);
  return lines.length === 0 ? ["No free town of 10,000 people is near."] : ["Free towns near:", ...lines];
}
