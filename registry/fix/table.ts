import { distance } from "fastest-levenshtein";
import { removeKey, setKey, valueAt } from "../../upstream/import/yaml-map.ts";
import { nearestPlaces } from "../gazetteer/gazetteer.ts";
import { nameKey } from "../gazetteer/key.ts";
import { pointOf, TOLERANCE } from "../gazetteer/towns.ts";
import type { Fixer } from "./report.ts";

/* Fixes of images.yaml. */

/** Removes an acceptance that accepts nothing, and its rule if it was the only one. */
export const needlessAcceptance: Fixer = ({ code, hint, subjects: [subjects, rule] = [] }, text) => {
  if (code !== "needless-acceptance" || hint !== "remove it from `accept`") return undefined;
  if (subjects === undefined || rule === undefined) return undefined;
  const without = removeKey(text, ["accept", rule], subjects);
  const left = Object.keys((valueAt(without, ["accept", rule]) as object | undefined) ?? {});
  return left.length > 0 ? without : removeKey(without, ["accept"], rule);
};

/** Declares a shared magic: the row names the owner of the number, and has no town of its own. */
export const undeclaredAlias: Fixer = ({ code, subjects: [name, owner] = [] }, text) => {
  if (code !== "undeclared-alias" || name === undefined || owner === undefined) return undefined;
  if (valueAt(text, ["images", name]) === undefined) return undefined;
  const shared = setKey(text, ["images", name], "magic", owner);
  return valueAt(shared, ["images", name, "town"]) === undefined ? shared : removeKey(shared, ["images", name], "town");
};

/** Mends the spelling of an unknown town, if only one town at the place of its magic is spelled nearly like that. */
export const unknownTown: Fixer = ({ code, subjects: [name] = [] }, text) => {
  if (code !== "unknown-town" || name === undefined) return undefined;
  const [town, magic] = ["town", "magic"].map((key) => valueAt(text, ["images", name, key]));
  const point = typeof magic === "number" ? pointOf(magic) : undefined;
  if (typeof town !== "string" || point === undefined) return undefined;
  const there = nearestPlaces(point.lat, point.lon, TOLERANCE).map((place) => place.name);
  const alike = [...new Set(there)].filter((other) => isAlike(town, other));
  const [right, ...others] = alike;
  return right === undefined || others.length > 0 ? undefined : setKey(text, ["images", name], "town", right);
};

/** Returns whether two names differ in at most a third of their letters. */
function isAlike(a: string, b: string): boolean {
  const [one, other] = [nameKey(a), nameKey(b)];
  return distance(one, other) <= Math.max(1, Math.floor(other.length / 3));
}
