import { isFault, lastOf, type ResolvedPath, resolveAround } from "../../model/field-path.ts";
import type { Message } from "../../model/model.ts";
import { namedValues } from "../../model/named-values.ts";
import type { Location, Problem } from "../../model/problem.ts";
import type { Conditions, Term } from "../../model/relations.ts";
import { didYouMean } from "../../text/suggest.ts";
import { bad, type Context, reportFault } from "./paths.ts";

/**
 * Checks that the fields, bits and values of conditions exist.
 *
 * @param around messages whose fields a condition can name without an image, the innermost first
 */
export function* checkConditions(
  context: Context,
  when: Conditions,
  around: readonly Message[],
  at: Location,
): Generator<Problem> {
  for (const term of [...when.if, ...when.unless]) {
    if ("path" in term) yield* checkTerm(context, term, around, at);
  }
}

/** A term that names a field. */
type FieldTerm = Extract<Term, { readonly path: string }>;

function* checkTerm(context: Context, term: FieldTerm, around: readonly Message[], at: Location): Generator<Problem> {
  const found = yield* besideOrIn(context, term.path, around, at);
  if (found === undefined || term.kind === "set") return;
  const names = (term.kind === "has" ? term.bits : [term.value]).filter((name) => !/^[-\d]/.test(name));
  const { field, owner } = lastOf(found);
  const known = [...namedValues(context.model, owner.name, field).keys()];
  for (const name of names) {
    if (known.includes(name) || context.isLost("display.yaml")) continue;
    const hint =
      didYouMean(name, known) ?? (known.length === 0 ? "its values have no names" : `known: ${known.join(", ")}`);
    yield bad(`\`${owner.name}.${field.name}\` has no bit or value \`${name}\``, hint, at);
  }
}

/** Resolves a path that begins with an image, or with a field of a message around. */
export function* besideOrIn(
  context: Context,
  path: string,
  around: readonly Message[],
  at: Location,
): Generator<Problem, ResolvedPath | undefined> {
  const [first] = path.split(".");
  if (around.length === 0 && !context.model.images.some(({ name }) => name === first)) {
    yield bad(`the condition \`${path}\` names no image`, "write it as IMAGE.field", at);
    return undefined;
  }
  const found = resolveAround(context.model, path, around);
  if (!isFault(found)) return found;
  yield* reportFault(context, found, at);
  return undefined;
}
