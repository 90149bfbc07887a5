import { childOf, entriesOf, itemsOf } from "../yaml/nodes.ts";
import { type KnownNames, reference } from "./known.ts";
import type { Occurrence } from "./name.ts";
import { imageIn } from "./table.ts";

/** Yields the images that critgen.yaml names; patterns name none. */
export function* namesInConfig(contents: unknown, known: KnownNames): Generator<Occurrence> {
  for (const holder of [contents, ...itemsOf(childOf(contents, "packages"))]) {
    for (const item of itemsOf(childOf(holder, "images"))) yield* imageIn(item, known);
    for (const { name, key } of entriesOf(childOf(holder, "budget"))) {
      if (known.images.has(name)) yield reference("image", name, key);
    }
  }
}
