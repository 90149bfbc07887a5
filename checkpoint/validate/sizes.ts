import type { RelationSize } from "criu-images/relations";
import type { Facts } from "../relations/conditions.ts";
import type { Format } from "../relations/format.ts";
import type { Id, Message } from "../relations/message.ts";
import { idOf, type Occurrence } from "../relations/place.ts";

/** Sizes of the things whose bytes runs are, such as segments of shared memory. */
export class Sizes {
  readonly #facts: Facts;
  /** Rules by the path of their first field. */
  readonly #rules = new Map<string, RelationSize[]>();
  readonly #sizes = new Map<RelationSize, Map<Id, bigint>>();

  constructor(format: Format, facts: Facts) {
    this.#facts = facts;
    for (const rule of Object.values(format.extents).flatMap(({ size = [] }) => size))
      this.#rules.set(rule.path, [...(this.#rules.get(rule.path) ?? []), rule]);
  }

  take({ shape, owner, entry }: Occurrence): void {
    for (const rule of this.#rules.get(shape.path) ?? []) {
      const id = owner.at(rule.of).at(-1)?.value;
      if (id === undefined || typeof id === "object" || !this.#facts.hold(rule, idOf(entry.file), owner)) continue;
      const sizes = this.#sizes.get(rule) ?? new Map<Id, bigint>();
      this.#sizes.set(rule, sizes);
      const size = sizeIn(owner, shape.name, rule);
      if (size > (sizes.get(id) ?? -1n)) sizes.set(id, size);
    }
  }

  /** Returns the largest size that one of the rules gives an id; `undefined` if none does. */
  of(rules: readonly RelationSize[], id: Id): bigint | undefined {
    const found = rules.flatMap((rule) => this.#sizes.get(rule)?.get(id) ?? []);
    return found.length === 0 ? undefined : found.reduce((a, b) => (a > b ? a : b));
  }
}

function sizeIn(owner: Message, first: string, { plus = [], minus = [] }: RelationSize): bigint {
  const sum = (names: readonly string[]): bigint => names.reduce((all, name) => all + numberAt(owner, name), 0n);
  return sum([first, ...plus]) - sum(minus);
}

function numberAt(message: Message, name: string): bigint {
  const value = message.values(name).at(-1)?.value;
  return value === undefined || typeof value === "object" ? 0n : BigInt(value);
}
