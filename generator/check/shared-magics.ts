import { isAccepted } from "../model/accept.ts";
import { hex } from "../model/coordinates.ts";
import type { Image, Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { byteSwapped, magicsOf, type RegistryMagic } from "../model/registry.ts";

/**
 * Checks that each magic belongs to one definition, and that none is another with its bytes swapped. The table can
 * accept both.
 */
export function* checkSharedMagics(model: Model): Generator<Problem> {
  const imageNamed = imagesByName(model);
  const earlier = new Map<number, RegistryMagic[]>();
  for (const magic of magicsOf(model)) {
    const known = earlier.get(magic.value) ?? [];
    yield* firstOpen(model, known, (other) => shared(imageNamed, magic, other));
    known.push(magic);
    earlier.set(magic.value, known);
    yield* firstOpen(model, earlier.get(byteSwapped(magic.value)) ?? [], (other) => swapped(magic, other));
  }
}

/**
 * Yields accepted problems, then the first open one: a magic that many definitions share is reported once for each of
 * them.
 */
export function* firstOpen<T>(
  model: Model,
  others: Iterable<T>,
  problemOf: (other: T) => Acceptable | undefined,
): Generator<Acceptable> {
  for (const other of others) {
    const problem = problemOf(other);
    if (problem === undefined) continue;
    yield problem;
    if (!isAccepted(model, { rule: problem.code, subjects: problem.subjects })) return;
  }
}

/** A problem that the table can accept. */
export type Acceptable = Problem & Required<Pick<Problem, "subjects">>;

function imagesByName({ images }: Model): (name: string) => Image | undefined {
  const byName = new Map(images.map((image) => [image.name, image]));
  return (name) => byName.get(name);
}

function shared(
  imageNamed: (name: string) => Image | undefined,
  { name, kind, value, at }: RegistryMagic,
  other: RegistryMagic,
): Acceptable {
  const subjects = [name, other.name];
  const hint = `give \`${name}\` a magic of its own`;
  if (other.kind === "head" && kind !== "head") {
    const message = `\`${name}\` has the number of the ${other.name} head, ${hex(value)}`;
    return { code: "magic-is-head", message, hint, at, subjects };
  }
  const entries = [name, other.name].map((one) => imageNamed(one)?.layout.entries?.message);
  const isRelated = kind === "image" && other.kind === "image" && entries[0] !== undefined && entries[0] === entries[1];
  if (!isRelated) {
    const message = `\`${name}\` has the magic of \`${other.name}\`, ${hex(value)}`;
    return { code: "duplicate-magic", message, hint, at, subjects };
  }
  // Their entries are the same messages, so the shared magic was intended.
  const message = `\`${name}\` shares the magic of \`${other.name}\` without declaring it`;
  const alias = `write \`magic: ${other.name}\` and remove the town`;
  return { code: "undeclared-alias", message, hint: alias, at, subjects };
}

function swapped({ name, value, at }: RegistryMagic, other: RegistryMagic): Acceptable {
  const isOwn = byteSwapped(value) === value;
  const of = isOwn ? "itself" : `that of \`${other.name}\``;
  const message = `the magic of \`${name}\`, ${hex(value)}, is ${of} with its bytes swapped`;
  const subjects = isOwn ? [name] : [name, other.name];
  return { code: "byte-swapped", message, hint: `give \`${name}\` another magic`, at, subjects };
}
