import { checkMagics } from "../../generator/check/magics.ts";
import { checkSharedMagics } from "../../generator/check/shared-magics.ts";
import { hex } from "../../generator/model/coordinates.ts";
import type { Image, Model } from "../../generator/model/model.ts";
import { RULES } from "../rules/rules.ts";

/** The rules that a new magic must keep. */
const ON_MAGICS = RULES.filter(({ category }) => category === "magics");

/** A rule that a number breaks, and its message. */
interface Objection {
  readonly rule: string;
  readonly message: string;
}

/** Finds the findings on a new row with this number. */
export function* objectionsTo(model: Model, value: number): Generator<Objection, void> {
  const at = { file: "", line: 0, column: 0 };
  const row: Image = { name: hex(value), about: "", file: "", magic: value, head: "common", flags: [], layout: {}, at };
  const grown = { ...model, images: [...model.images, row] };
  const problems = [...checkMagics(grown), ...checkSharedMagics(grown)];
  const audited = { model: grown, problems, rules: [], trees: [], collisions: [], found: [] };
  for (const { id, check } of ON_MAGICS) {
    for (const { at: place, message } of check(audited)) if (place === at) yield { rule: id, message };
  }
}

/** Returns the messages of all objections to a number as the magic of a new image. */
export function whyNot(model: Model, value: number): string[] {
  return [...objectionsTo(model, value)].map(({ message }) => message);
}
