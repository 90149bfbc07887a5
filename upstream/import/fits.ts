import type { Model } from "../../generator/model/model.ts";
import { compareReleases } from "../../generator/model/releases.ts";
import type { CriuTree } from "../criu/tree.ts";

type Named = Pick<Model, "images" | "messages" | "enums" | "display"> | CriuTree;

/**
 * Returns a check of texts of the built-in schema: a text is true of the tree if it mentions no later release, and no
 * name that the tree lacks.
 */
export function fitsTree(tree: CriuTree, builtIn: Model): (text: string) => boolean {
  const own = namesIn(tree);
  const others = new Set([...namesIn(builtIn)].filter((name) => !own.has(name)));
  return (text) => {
    const words = text.match(/\bv\d+(?:\.\d+)+|\w+/g) ?? [];
    return !words.some((word) => (/^v\d+\./.test(word) ? compareReleases(word, tree.name) > 0 : others.has(word)));
  };
}

/** Returns all names of images, messages, fields, values and bits that contain an underscore; others may be words. */
function namesIn({ images, messages, enums, display }: Named): Set<string> {
  const names = [
    ...images.map(({ name }) => name),
    ...messages.flatMap(({ name, fields }) => [name, ...fields.map((field) => field.name)]),
    ...enums.flatMap(({ name, values }) => [name, ...values.map((value) => value.name)]),
    ...[...display.flags.values()].flatMap((bits) => bits.map(({ name }) => name)),
  ];
  return new Set(names.map((name) => name.slice(name.lastIndexOf(".") + 1)).filter((name) => name.includes("_")));
}
