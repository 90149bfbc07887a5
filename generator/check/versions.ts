import { isVersion } from "../model/fields.ts";
import type { IsLost } from "../model/lost.ts";
import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { messageNamed } from "../model/walk.ts";

/** Checks versions: at most one image holds the version, in a 32-bit integer, and no two versions share a number. */
export function* checkVersions(model: Model, isLost: IsLost): Generator<Problem> {
  const inventories = model.images.filter((image) => image.version !== undefined);
  for (const image of inventories.slice(1)) {
    const message = `\`${image.name}\` has a \`version\`, but \`${inventories[0]?.name}\` has one already`;
    yield { code: "bad-version", message, at: image.at };
  }
  for (const { layout, version, name, at } of inventories) {
    const owner = layout.entries?.message ?? "";
    const message = messageNamed(model, owner);
    const field = message?.fields.find((f) => f.name === version);
    if (field === undefined && isLost(message === undefined ? owner : `${owner}.${version}`)) continue;
    if (field === undefined || !isVersion(field))
      yield { code: "bad-version", message: `the entry of \`${name}\` has no 32-bit integer \`${version}\``, at };
  }
  const values = new Set<number>();
  for (const { name, value, at } of model.versions) {
    if (values.has(value))
      yield { code: "bad-version", message: `\`${name}\` has the value ${value} of another version`, at };
    values.add(value);
  }
}
