import { PRIVACY, type RelationPrivacy } from "criu-images/relations";

/** A class of private content of relations.yaml, with its name. */
export interface PrivacyClass extends RelationPrivacy {
  readonly name: string;
}

const BY_PATH: ReadonlyMap<string, PrivacyClass> = new Map(
  Object.entries(PRIVACY).flatMap(([name, one]) => one.content.map((path) => [path, { name, ...one }] as const)),
);

/** Class of content without one: nothing is known about it. */
export const UNKNOWN: PrivacyClass = { name: "unknown", about: "Content without a class", form: "opaque", content: [] };

/**
 * Finds the class of a field.
 *
 * @param field `message.field`
 * @param route its path from its image, which takes precedence: `IMAGE.field.field`
 */
export function classOf(field: string, route: string): PrivacyClass | undefined {
  return BY_PATH.get(route) ?? BY_PATH.get(field);
}
