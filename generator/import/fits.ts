import type { CriuTree } from "../criu/tree.ts";
import type { Model } from "../model/model.ts";
import { compareReleases } from "../model/releases.ts";

type Named = Pick<Model, "images" | "messages" | "enums" | "display"> | CriuTree;

/**
 * Tells whether what the built-in schema says in words is true of a tree: it speaks of no release that came later, and
 * of nothing that the tree does not have.
 */
export function fitsTree(tree: CriuTree, builtIn: Model): (text: string) => boolean {
  const own = namesIn(tree);
  const others = new Set([...namesIn(builtIn)].filter((name) => !own.has(name)));
  return (text) => {
    const words = text.match(/\bv\d+(?:\.\d+)+|\w+/g) ?? [];
    return !words.some((word) => (/^v\d+\./.test(word) ? compareReleases(word, tree.name) > 0 : others.has(word)));
  };
}

/** All names of images, messages, fields, values and bits that are no plain words. */
function namesIn({ images, messages, enums, display }: Named): Set<string> {
  const names = [
    ...images.map(({ name }) => name),
    ...messages.flatMap(({ name, fields }) => [name, ...fields.map((field) => field.name)]),
    ...enums.flatMap(({ name, values }) => [name, ...values.map((value) => value.name)]),
    ...[...display.flags.values()].flatMap((bits) => bits.map(({ name }) => name)),
  ];
  return new Set(names.map((name) => name.slice(name.lastIndexOf(".") + 1)).filter((name) => name.includes("_")));
}
