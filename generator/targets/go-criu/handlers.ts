import type { PackagePlan } from "../../plan/package.ts";
import { owners } from "./magics.ts";
import type { Imports } from "./messages.ts";

/** Types of entries by image. Images whose messages have several types have none. */
interface HandlersView {
  readonly imports: readonly string[];
  readonly handlers: readonly { readonly image: string; readonly type: string }[];
  readonly mixed: readonly string[];
}

export function handlersView(plan: PackagePlan, { typeOf, lines }: Imports): HandlersView {
  const images = owners(plan);
  const handlers = images.flatMap(({ name, first, entries }) =>
    first === undefined && entries !== undefined ? [{ image: name, type: typeOf(entries.message) }] : [],
  );
  const mixed = images.flatMap(({ name, first }) => (first === undefined ? [] : [name]));
  return { imports: lines(), handlers, mixed };
}
