import { reachableFrom } from "../../model/reachable.ts";
import type { MessagePlan } from "../../plan/message.ts";
import type { TypePlan } from "../../plan/types.ts";

/** Tells which messages contain each other, directly or not: their modules cannot import each other at their top. */
export class Cycles {
  readonly #reached = new Map<string, ReadonlySet<string>>();
  readonly #nested: ReadonlyMap<string, readonly string[]>;

  constructor(messages: readonly MessagePlan[]) {
    this.#nested = new Map(messages.map(({ name, fields }) => [name, fields.flatMap(({ type }) => messageIn(type))]));
  }

  has(one: string, other: string): boolean {
    return this.#from(one).has(other) && this.#from(other).has(one);
  }

  #from(name: string): ReadonlySet<string> {
    const known = this.#reached.get(name) ?? reachableFrom([name], (one) => this.#nested.get(one) ?? []);
    this.#reached.set(name, known);
    return known;
  }
}

function messageIn(type: TypePlan): string[] {
  const value = type.kind === "map" ? type.value : type;
  return value.kind === "message" ? [value.name] : [];
}
