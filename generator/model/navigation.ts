import { lastOf, type ResolvedPath } from "./field-path.ts";
import type { Model } from "./model.ts";
import type { Case, Space } from "./relations.ts";

/** Returns the spaces that a field of an image refers to. */
export function spacesOf({ relations }: Model, path: string, found: ResolvedPath): Space[] {
  const { field, owner } = lastOf(found);
  const rule = [path, `${owner.name}.${field.name}`];
  const cases = rule.map((name) => relations.references.find((one) => one.path === name)?.cases).find(Boolean);
  const names = new Set((cases ?? []).map(({ to }: Case) => to));
  return relations.spaces.filter(({ name }) => names.has(name));
}

/** Returns the image that the path of a field begins with. */
export function imageIn(path: string): string {
  return path.split(".")[0] ?? "";
}

/** Returns the images whose entries define ids of a space, each once. */
export function keyImages({ keys, named }: Pick<Space, "keys" | "named">): string[] {
  return [...new Set([...keys, ...named].map(({ path }) => imageIn(path)))];
}
