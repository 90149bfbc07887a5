import type { Extra, Image, Model } from "../model/model.ts";
import { pascalCase } from "../model/names.ts";
import type { Location, Problem } from "../model/problem.ts";
import { reservedNames } from "../model/reserved.ts";
import { partsOf } from "../model/walk.ts";

interface Named {
  readonly name: string;
  readonly at: Location;
}

/** What comes out of a schema has names, and no two things have one. */
export function* checkNames(model: Model): Generator<Problem> {
  const types = [...model.messages, ...model.enums];
  const nameless = types.filter(({ name }) => !/^[A-Z]/.test(pascalCase(name)));
  for (const { name, at } of nameless) {
    yield { code: "bad-name", message: `\`${name}\` has no letter that a name in TypeScript could begin with`, at };
  }
  const images = model.images.map(({ name, at }) => ({ name: `${name}_IMAGE`, at }));
  const more = model.images.flatMap((image) => exportsOf(image).map((name) => ({ name, at: image.at })));
  const named = [...types.filter((type) => !nameless.includes(type)), ...images];
  yield* collisions([...named, ...more]);
  yield* reserved(named);
  for (const { layout } of model.images) {
    yield* checkParts(layout.extra);
    for (const { part } of partsOf(layout.extra, "")) if (part.kind === "messages") yield* checkParts(part.extra);
  }
}

/** What an image's modules export beside its own type: columns, and records of messages with what follows them. */
function exportsOf({ name, layout }: Image): string[] {
  const records = [...partsOf(layout.extra, "")].flatMap(({ part }) =>
    part.kind === "messages" && part.extra !== undefined ? [`${name}_IMAGE_${part.message}`] : [],
  );
  return [`${name}_COLUMNS`, `${name}_IMAGE_ENTRY`, ...new Set(records)];
}

function* collisions(things: readonly Named[]): Generator<Problem> {
  const taken = new Map<string, Named>();
  const reported = new Set<Location>();
  for (const thing of things) {
    const name = pascalCase(thing.name);
    const other = taken.get(name);
    taken.set(name, thing);
    if (other === undefined || reported.has(thing.at)) continue;
    reported.add(thing.at);
    const message = `\`${thing.name}\` and \`${other.name}\` (${other.at.file}:${other.at.line}) would both be \`${name}\` in TypeScript`;
    yield { code: "name-collision", message, hint: "rename one of them", at: thing.at };
  }
}

function* reserved(things: readonly Named[]): Generator<Problem> {
  const names = reservedNames();
  for (const { name, at } of things) {
    const type = pascalCase(name);
    const taken = [type, ...["decode", "encode", "read", "write"].map((verb) => verb + type)].find((n) => names.has(n));
    if (taken === undefined) continue;
    const message = `\`${name}\` would be \`${taken}\` in TypeScript, which every package has already`;
    yield { code: "reserved-name", message, hint: "rename it", at };
  }
}

/** Parts become properties: each has a name of its own, and none that every object has. */
function* checkParts(extra: Extra | undefined): Generator<Problem> {
  if (extra?.kind !== "named") return;
  const names = new Set<string>();
  for (const { name, part } of extra.parts) {
    const { at } = part;
    if (names.has(name))
      yield { code: "duplicate-name", message: `there are two parts \`${name}\``, hint: "rename one of them", at };
    else if (name in Object.prototype) {
      yield {
        code: "reserved-name",
        message: `\`${name}\` is a name that every JavaScript object has`,
        hint: "rename it",
        at,
      };
    }
    names.add(name);
  }
}
