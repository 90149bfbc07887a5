import type { Model } from "../model/model.ts";
import type { Location } from "../model/problem.ts";

/** First release of each definition; `null` if no release has it. */
export interface ReleasesPlan {
  readonly images: Readonly<Record<string, string | null>>;
  /** By `message.field`. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** By `enum.VALUE`. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** Plans the first release of each image, field and value. */
export function planReleases(model: Model): ReleasesPlan {
  const { history, images, messages, enums } = model;
  const unreleased = unreleasedOf(model);
  const releaseIn = (releases: ReadonlyMap<string, string>, path: string, at: Location): [string, string | null] => {
    return [path, releases.get(path) ?? unlistedAt(at, unreleased)];
  };
  const fields = messages.flatMap(({ name, at, fields }) =>
    fields.map((field) => releaseIn(history.fields, `${name}.${field.name}`, at)),
  );
  const values = enums.flatMap(({ name, at, values }) =>
    values.map((value) => releaseIn(history.enumValues, `${name}.${value.name}`, at)),
  );
  return {
    images: Object.fromEntries(images.map(({ name, at }) => releaseIn(history.images, name, at))),
    fields: Object.fromEntries(fields),
    values: Object.fromEntries(values),
  };
}

/** Returns the release of definitions that no listed release has: the schema's own, unless it is listed. */
export function unreleasedOf({ criu, history }: Model): string | null {
  return history.releases.some(({ name }) => name === criu) ? null : criu;
}

/** Returns the release of a definition that the history does not list. An extension's has none: CRIU does not have it. */
export function unlistedAt({ file }: Location, unreleased: string | null): string | null {
  return /^\.{0,2}\//.test(file) ? null : unreleased;
}
