import { degrees, hex } from "../../generator/model/coordinates.ts";
import { HEADS, plainFile } from "../../generator/model/criu-names.ts";
import type { HeadKind, Image, Model } from "../../generator/model/model.ts";
import { magicsOf, type RegistryMagic } from "../../generator/model/registry.ts";
import { didYouMean } from "../../generator/text/suggest.ts";
import { findPlaces, isSamePlace, type Place } from "../gazetteer/gazetteer.ts";
import { townOf } from "../gazetteer/towns.ts";

/** The content of a schema about one magic. */
export interface MagicFacts {
  readonly value: number;
  /** Owner of the magic: an image, a head or a reserved name. */
  readonly owner: RegistryMagic & { readonly about: string };
  /** `58°31'N 31°16'E`; absent if a digit is above 9. */
  readonly coordinates?: string;
  /** The town in the gazetteer, and its distance from the magic in kilometres. */
  readonly place?: Place & { readonly km: number };
  /** The images that begin with the magic, the owner first. */
  readonly images: readonly ImageFacts[];
  /** Head before the magic in files of format v1.1. */
  readonly head?: { readonly name: HeadKind; readonly value: number };
  /** For a head, the number of images that have it. */
  readonly before?: number;
  /** Release of CRIU that introduced the magic. */
  readonly since?: string;
  /** First release of the history; magics of that release may be older. */
  readonly oldest?: string;
}

/** An image that begins with the number. */
export interface ImageFacts {
  readonly name: string;
  readonly about: string;
  readonly file: string;
  /** Release of CRIU that introduced the image, and the last one that wrote it. */
  readonly since?: string;
  readonly until?: string;
  /** Former names of the file, each with the release that changed it; the oldest first. */
  readonly former?: readonly { readonly file: string; readonly before: string }[];
}

/** Collects the facts about a magic; returns undefined if the registry does not have it. */
export function factsOf(model: Model, value: number): MagicFacts | undefined {
  const found = magicsOf(model).find((magic) => magic.value === value);
  if (found === undefined) return undefined;
  const rows = model.images.filter(({ magic }) => magic === value);
  const images = rows.toSorted((a, b) => Number(a.name !== found.name) - Number(b.name !== found.name));
  const { about } = [...Object.values(model.heads), ...model.reserved, ...rows].find(
    ({ name }) => name === found.name,
  ) ?? {
    about: "",
  };
  const at = degrees(value);
  const place = townOf(found);
  return {
    value,
    owner: { ...found, about },
    ...(at !== undefined && { coordinates: at }),
    ...(place !== undefined && { place }),
    images: images.map((image) => imageFacts(model, image)),
    ...headFacts(model, found),
    ...releaseFacts(model, found),
  };
}

function imageFacts({ history }: Model, { name, about, file, until }: Image): ImageFacts {
  const since = history.images.get(name);
  const renamed = history.changed.filter((one) => one.name === name && plainFile(one.from) !== plainFile(one.to));
  const former = renamed.map(({ from, release }) => ({ file: from, before: release }));
  return {
    ...{ name, about, file },
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(former.length > 0 && { former }),
  };
}

function releaseFacts({ history }: Model, { kind, name }: RegistryMagic): Pick<MagicFacts, "since" | "oldest"> {
  const since = history.magics.get(`${kind === "head" ? HEADS.get(name) : name}_MAGIC`);
  const oldest = history.releases[0]?.name;
  return { ...(since !== undefined && { since }), ...(oldest !== undefined && { oldest }) };
}

function headFacts({ heads, images }: Model, { kind, name }: RegistryMagic): Pick<MagicFacts, "head" | "before"> {
  if (kind === "head")
    return { before: images.filter(({ head, magic }) => magic !== undefined && head === name).length };
  const head = kind === "image" ? images.find((image) => image.name === name)?.head : undefined;
  return head === undefined || head === "none" ? {} : { head: { name: head, value: heads[head].value } };
}

/** Numbers in the notation of C and JSON. */
const NUMBER = /^(?:0x[0-9a-f]+|\d+)$/i;

/**
 * Parses a number, or looks up the magic of a name: of an image, of CRIU's constants for it (`…_MAGIC`, `CR_FD_…`), of a
 * head, of a reserved number, or of a town.
 *
 * @throws {Error} if the name is unknown, has no magic or has several, or the number exceeds 32 bits
 */
export function numberOf(model: Model, text: string): number {
  if (!NUMBER.test(text)) return valueNamed(model, text);
  if (Number(text) <= 0xffffffff) return Number(text);
  throw new Error(`a magic has 32 bits, and \`${text}\` has more`);
}

function valueNamed(model: Model, text: string): number {
  const name = text
    .replace(/^CR_FD_/i, "")
    .replace(/_MAGIC$/i, "")
    .toUpperCase();
  const row = model.images.find((image) => image.name.toUpperCase() === name);
  if (row !== undefined && row.magic === undefined) throw new Error(`\`${row.name}\` is raw: it has no magic`);
  if (row?.magic !== undefined) return row.magic;
  const called = magicsCalled(model, name, text);
  const [one, ...others] = called;
  if (one === undefined) throw new Error(`nothing in the registry is called \`${text}\`; ${guess(model, name, text)}`);
  if (others.length === 0) return one.value;
  throw new Error(
    `\`${text}\` is the town of ${called.map((magic) => `${magic.name} (${hex(magic.value)})`).join(" and ")}`,
  );
}

/** Finds magics by name, or by town as the table spells it; if there is none, by any name of the town. */
function magicsCalled(model: Model, name: string, town: string): RegistryMagic[] {
  const all = magicsOf(model);
  const called = all.filter(
    (magic) => magic.name.toUpperCase() === name || magic.town?.toUpperCase() === town.toUpperCase(),
  );
  if (called.length > 0) return called;
  const places = findPlaces(town);
  return all.filter((magic) => places.some((place) => isSamePlace(townOf(magic), place)));
}

function guess(model: Model, name: string, town: string): string {
  const names = [...model.images, ...magicsOf(model)].map((one) => one.name);
  const near = didYouMean(name, names);
  if (near === undefined && findPlaces(town).length > 0)
    return `\`critgen magic suggest ${town}\` proposes a magic for it`;
  return near ?? "give the name of an image, a number such as 0x50273030, or a town of the table";
}
