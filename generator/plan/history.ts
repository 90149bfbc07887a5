import { HEADS, plainFile, versionDefine } from "../model/criu-names.ts";
import type { Model } from "../model/model.ts";
import { namedNumbers, type Places, placesOf, placingMessages } from "../model/places.ts";
import type { Location } from "../model/problem.ts";
import { unlistedAt, unreleasedOf } from "./releases.ts";

/** A definition, and its first release; `null` for definitions of the schema alone. */
interface SincePlan {
  readonly name: string;
  readonly since: string | null;
}

interface OwnerPlan {
  readonly name: string;
  readonly definitions: readonly SincePlan[];
}

interface PlacesPlan {
  readonly name: string;
  readonly images: readonly string[];
}

/** Named numbers of a placing field. */
interface ValuesPlan {
  readonly name: string;
  readonly bits: boolean;
  readonly values: readonly { readonly name: string; readonly number: number; readonly since: string | null }[];
}

export interface HistoryPlan {
  readonly releases: Model["history"]["releases"];
  readonly heads: readonly SincePlan[];
  readonly versions: readonly SincePlan[];
  readonly images: readonly SincePlan[];
  readonly fields: readonly OwnerPlan[];
  readonly enumValues: readonly OwnerPlan[];
  readonly places: readonly PlacesPlan[];
  /** Messages with placing fields. */
  readonly placing: readonly PlacesPlan[];
  readonly placingValues: readonly ValuesPlan[];
  readonly notes: readonly { readonly name: string; readonly note: string }[];
  readonly formerFiles: Model["history"]["formerFiles"];
}

/** Plans the history: the first release of each definition in the format. */
export function planHistory(model: Model): HistoryPlan {
  const { history, heads, images, messages, enums, versions } = model;
  const unreleased = unreleasedOf(model);
  const { later, noneFor, owners } = sincesOf(history.releases[0]?.name, unreleased);
  return {
    releases: history.releases,
    heads: Object.keys(heads).flatMap((kind) =>
      later(history.magics, [`${HEADS.get(kind)}_MAGIC`]).map(({ since }) => ({ name: kind, since })),
    ),
    // The version 0 marks an inventory without a version.
    versions: versions
      .filter(({ value }) => value !== 0)
      .flatMap(({ name }) => later(history.magics, [versionDefine(name) ?? ""]).map(({ since }) => ({ name, since }))),
    images: images.flatMap((image) => later(history.images, [image.name], "", noneFor(image))),
    fields: owners(
      history.fields,
      messages.map(({ name, fields, at }) => ({ name, names: namesOf(fields), at })),
    ),
    enumValues: owners(
      history.enumValues,
      enums.map(({ name, values, at }) => ({ name, names: namesOf(values), at })),
    ),
    ...placingIn(model, unreleased),
    notes: [...history.notes].map(([name, note]) => ({ name, note })),
    // If a row still has the name, the row is more informative.
    formerFiles: history.formerFiles.filter(({ file }) => !images.some((image) => plainFile(image.file) === file)),
  };
}

/**
 * Returns functions that list the first releases of definitions.
 *
 * @param first the first release of the history: its definitions are left out
 * @param unreleased release of definitions that no listed release has
 */
function sincesOf(first: string | undefined, unreleased: string | null) {
  type Releases = ReadonlyMap<string, string>;
  const later = (releases: Releases, names: readonly string[], owner = "", none = unreleased): SincePlan[] =>
    names.flatMap((name) => {
      const since = releases.get(owner === "" ? name : `${owner}.${name}`);
      return since !== undefined && since === first ? [] : [{ name, since: since ?? none }];
    });
  const noneFor = ({ at }: { readonly at: Location }): string | null => unlistedAt(at, unreleased);
  const owners = (
    releases: Releases,
    all: readonly { readonly name: string; readonly names: readonly string[]; readonly at: Location }[],
  ): OwnerPlan[] =>
    all
      .map(({ name, names, at }) => ({ name, definitions: later(releases, names, name, noneFor({ at })) }))
      .filter(({ definitions }) => definitions.length > 0);
  return { later, noneFor, owners };
}

/** Lists placing fields, their placing values, and the messages that contain them. */
function placingIn(model: Model, unreleased: string | null): Pick<HistoryPlan, "places" | "placing" | "placingValues"> {
  const places = placesOf(model);
  const views: PlacesPlan[] = [];
  const placingValues: ValuesPlan[] = [];
  for (const { name: message, fields } of model.messages) {
    for (const field of fields) {
      const name = `${message}.${field.name}`;
      const images = places.get(name) ?? [];
      const { owner, bits, numbers } = namedNumbers(message, field, model);
      if (images.length > 0) views.push({ name, images });
      for (const value of numbers) views.push(...saidOf(`${name}.${value.name}`, places));
      if (images.length === 0 || field.type.kind === "enum" || numbers.length === 0) continue;
      const since = sinceNames(model.history, owner, name, unreleased);
      placingValues.push({ name, bits, values: numbers.map((one) => ({ ...one, since: since(one.name) })) });
    }
  }
  const placing = [...placingMessages(model.messages, places)].map(([name, images]) => ({ name, images }));
  return { places: views, placing, placingValues };
}

function saidOf(name: string, places: Places): PlacesPlan[] {
  const images = places.get(name);
  return images === undefined ? [] : [{ name, images }];
}

/**
 * Returns the first release of names of bits or codes. If the history lists none of them, it is that of their field.
 */
function sinceNames(
  { names, fields }: Model["history"],
  owner: string,
  field: string,
  unreleased: string | null,
): (name: string) => string | null {
  const isTold = [...names.keys()].some((path) => path.startsWith(`${owner}.`));
  return (name) => names.get(`${owner}.${name}`) ?? (isTold ? undefined : fields.get(field)) ?? unreleased;
}

function namesOf(all: readonly { readonly name: string }[]): string[] {
  return all.map(({ name }) => name);
}
