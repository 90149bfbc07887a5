import { isFault, lastOf, type PathFault, type ResolvedPath, resolvePath } from "../../model/field-path.ts";
import type { IsLost } from "../../model/lost.ts";
import type { Field, Model } from "../../model/model.ts";
import type { Location, Problem } from "../../model/problem.ts";
import type { FieldPath } from "../../model/relations.ts";
import { didYouMean } from "../../text/suggest.ts";

/** A model, and what may be missing from it only because it could not be read. */
export interface Context {
  readonly model: Model;
  readonly isLost: IsLost;
}

export function bad(message: string, hint: string, at: Location): Problem {
  return { code: "bad-relation", message, hint, at };
}

/** Resolves a path, or reports its first unknown name. Returns nothing if that name is lost. */
export function* fieldAt(context: Context, { path, at }: FieldPath): Generator<Problem, ResolvedPath | undefined> {
  const found = resolvePath(context.model, path);
  if (!isFault(found)) return found;
  yield* reportFault(context, found, at);
  return undefined;
}

/** Resolves a path that begins with an image. */
export function* imageFieldAt(context: Context, place: FieldPath): Generator<Problem, ResolvedPath | undefined> {
  const found = yield* fieldAt(context, place);
  if (found === undefined || found.image !== undefined) return found;
  yield bad(`\`${place.path}\` begins with a message`, "begin it with the image that has the field", place.at);
  return undefined;
}

/** Resolves a path to an integer field. */
export function* integerAt(
  context: Context,
  place: FieldPath,
  needsImage = false,
): Generator<Problem, ResolvedPath | undefined> {
  const found = yield* needsImage ? imageFieldAt(context, place) : fieldAt(context, place);
  if (found === undefined || isInteger(lastOf(found).field)) return found;
  yield bad(`\`${place.path}\` is no integer`, "ids are integers", place.at);
  return undefined;
}

/** Reports the first unknown name of a path, unless it is lost. */
export function* reportFault({ isLost }: Context, fault: PathFault, at: Location): Generator<Problem> {
  const [owner = ""] = fault.missing.split(".");
  if (isLost(fault.missing) || isLost(owner) || (owner === fault.missing && isLost("images.yaml"))) return;
  const { known } = fault;
  const hint = didYouMean(fault.given, known) ?? (known.length === 0 ? NOT_NESTED : `known: ${listed(known)}`);
  yield bad(fault.message, hint, at);
}

const NOT_NESTED = "a path goes through messages to a field";

/** Formats some of the names. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(", ");
  return names.length > 12 ? `${shown}, and ${names.length - 12} more` : shown;
}

/** Checks that an image exists. */
export function* checkImage({ model, isLost }: Context, name: string, at: Location): Generator<Problem> {
  const names = model.images.map((image) => image.name);
  if (names.includes(name) || isLost("images.yaml")) return;
  yield bad(`there is no image \`${name}\``, didYouMean(name, names) ?? "name a row of the table", at);
}

/** Returns whether a field can contain ids. */
export function isInteger({ type }: Field): boolean {
  return type.kind === "scalar" && /int|fixed/.test(type.scalar);
}
