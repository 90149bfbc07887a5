import type { Problem } from "../../model/problem.ts";
import type { FieldPath, PrivacyClass } from "../../model/relations.ts";
import { didYouMean } from "../../text/suggest.ts";
import { bad, type Context, fieldAt } from "./paths.ts";

/** Checks classes of privacy: their content exists, and belongs to one class. */
export function* checkPrivacy(context: Context): Generator<Problem> {
  const classes = new Map<string, PrivacyClass>();
  for (const one of context.model.relations.privacy) {
    for (const content of one.content) {
      const other = classes.get(content.path);
      if (other !== undefined)
        yield bad(`\`${content.path}\` is \`${other.name}\` already`, "content has one class", content.at);
      classes.set(content.path, one);
      yield* checkContent(context, content);
    }
  }
}

/** Checks a field, a raw image as `IMAGE`, or the bytes `IMAGE.extra` and `IMAGE.rest`. */
function* checkContent(context: Context, content: FieldPath): Generator<Problem> {
  const [name = "", bytes, more] = content.path.split(".");
  const image = context.model.images.find((one) => one.name === name);
  const isBytes = bytes === "extra" || bytes === "rest";
  if (image === undefined && bytes === undefined) {
    if (context.isLost("images.yaml")) return;
    const names = context.model.images.filter(({ magic }) => magic === undefined).map((one) => one.name);
    yield bad(`there is no image \`${name}\``, didYouMean(name, names) ?? "name a raw image, or a field", content.at);
  } else if (image !== undefined && bytes === undefined) {
    if (image.magic !== undefined)
      yield bad(`\`${name}\` is no raw image`, "name its fields, its extra or its rest", content.at);
  } else if (image !== undefined && isBytes && more === undefined) {
    if (image.layout[bytes] === undefined) yield bad(`\`${name}\` has no ${bytes}`, "remove it here", content.at);
  } else yield* fieldAt(context, content);
}
