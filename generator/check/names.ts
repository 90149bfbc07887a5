import type { Model } from "../model/model.ts";
import { pascalCase } from "../model/names.ts";
import type { Location, Problem } from "../model/problem.ts";
import { reservedNames } from "../model/reserved.ts";

interface Named {
  readonly name: string;
  readonly at: Location;
}

/** No two things come out under one name, as names that differ only in case or underscores would. */
export function* checkNames(model: Model): Generator<Problem> {
  const types = [...model.messages, ...model.enums];
  const images = model.images.map(({ name, at }) => ({ name: `${name}_IMAGE`, at }));
  yield* collisions([...types, ...images]);
  yield* reserved(types);
}

function* collisions(things: readonly Named[]): Generator<Problem> {
  const taken = new Map<string, Named>();
  for (const thing of things) {
    const name = pascalCase(thing.name);
    const other = taken.get(name);
    taken.set(name, thing);
    if (other === undefined) continue;
    const message = `\`${thing.name}\` and \`${other.name}\` (${other.at.file}:${other.at.line}) would both be \`${name}\` in TypeScript`;
    yield { code: "name-collision", message, hint: "rename one of them", at: thing.at };
  }
}

function* reserved(things: readonly Named[]): Generator<Problem> {
  const names = reservedNames();
  for (const { name, at } of things) {
    const type = pascalCase(name);
    const taken = [type, ...["read", "write", "decode", "encode"].map((verb) => verb + type)].find((n) => names.has(n));
    if (taken === undefined) continue;
    const message = `\`${name}\` would be \`${taken}\` in TypeScript, which every package has already`;
    yield { code: "reserved-name", message, hint: "rename it", at };
  }
}
