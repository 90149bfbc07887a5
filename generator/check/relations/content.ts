import type { Problem } from "../../model/problem.ts";
import type { FieldPath, Topic } from "../../model/relations.ts";
import { didYouMean } from "../../text/suggest.ts";
import { bad, type Context, fieldAt } from "./paths.ts";

/**
 * Checks classes of content: all of it exists, and belongs to one class.
 *
 * @param rawOnly whether images as a whole must be raw
 */
export function* checkClasses(context: Context, classes: readonly Topic[], rawOnly: boolean): Generator<Problem> {
  const known = new Map<string, Topic>();
  for (const one of classes) {
    for (const content of one.content) {
      const other = known.get(content.path);
      if (other !== undefined)
        yield bad(`\`${content.path}\` is \`${other.name}\` already`, "content has one class", content.at);
      known.set(content.path, one);
      yield* checkContent(context, content, rawOnly);
    }
  }
}

/** Checks a field, an image as `IMAGE`, or the bytes `IMAGE.extra` and `IMAGE.rest`. */
export function* checkContent(context: Context, content: FieldPath, rawOnly: boolean): Generator<Problem> {
  const [name = "", bytes, more] = content.path.split(".");
  const image = context.model.images.find((one) => one.name === name);
  const isBytes = bytes === "extra" || bytes === "rest";
  if (image === undefined && bytes === undefined) {
    if (context.isLost("images.yaml")) return;
    const named = context.model.images.filter(({ magic }) => !rawOnly || magic === undefined);
    const hint = rawOnly ? "name a raw image, or a field" : "name an image, or a field";
    const names = named.map((one) => one.name);
    yield bad(`there is no image \`${name}\``, didYouMean(name, names) ?? hint, content.at);
  } else if (image !== undefined && bytes === undefined) {
    if (rawOnly && image.magic !== undefined)
      yield bad(`\`${name}\` is no raw image`, "name its fields, its extra or its rest", content.at);
  } else if (image !== undefined && isBytes && more === undefined) {
    if (image.layout[bytes] === undefined) yield bad(`\`${name}\` has no ${bytes}`, "remove it here", content.at);
  } else yield* fieldAt(context, content);
}
