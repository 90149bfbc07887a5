import { lastOf } from "../../model/field-path.ts";
import type { Problem } from "../../model/problem.ts";
import { inMessage, kindOf } from "./fields.ts";
import { bad, type Context, fieldAt, imageFieldAt } from "./paths.ts";

/** Checks fields that agree with those of another entry: all exist, and have one kind of type. */
export function* checkSame(context: Context): Generator<Problem> {
  for (const { path, at, other, of } of context.model.relations.same) {
    const found = yield* fieldAt(context, { path, at });
    const there = yield* imageFieldAt(context, other);
    if (found !== undefined) yield* inMessage(context, lastOf(found).owner, { path: of, at: other.at });
    if (found === undefined || there === undefined || kindOf(lastOf(found).field) === kindOf(lastOf(there).field))
      continue;
    yield bad(`\`${other.path}\` has another type than \`${path}\``, "they cannot be equal", other.at);
  }
}
