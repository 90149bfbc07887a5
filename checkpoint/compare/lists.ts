import type { PartSchema } from "criu-images/schema";
import type { Context, MessagePair } from "./context.ts";
import { below, joinPath, type Owner } from "./decoded.ts";
import type { Described, List } from "./identities.ts";
import { type Side, type Spot, spotKey } from "./side.ts";

/** Two lists of messages in one field, or in one image. */
export interface ListPair {
  readonly a: readonly Owner[];
  readonly b: readonly Owner[];
  /** Step from the pair to an element. */
  readonly stepTo: (index: number) => string;
  /** `message.field`, or the image. */
  readonly field: string;
  /** Name of the list in paths; empty for the entries of an image. */
  readonly name: string;
  readonly parts: readonly PartSchema[];
  /** Whether elements are things of their own. */
  readonly hasThings: boolean;
}

type ElementPlace = Pick<MessagePair, "thing" | "path" | "isThing">;

/** Compares lists of messages: matches their elements, and tells those that one list lacks. */
export class Lists {
  readonly #context: Context;
  readonly #compare: (pair: MessagePair, parts: readonly PartSchema[]) => void;

  /** @param compare compares two elements, and the parts after them */
  constructor(context: Context, compare: (pair: MessagePair, parts: readonly PartSchema[]) => void) {
    this.#context = context;
    this.#compare = compare;
  }

  /** Compares the elements of two lists. */
  compare(pair: MessagePair, list: ListPair): void {
    const { a, b, identities, rules } = this.#context;
    const fields = rules.identityOf(list.field, pair.route);
    const of = (owners: readonly Owner[], spot: Spot): List => ({
      ...{ owners, schema: pair.schema, layout: pair.layout },
      spotOf: (index) => spotIn(spot, list.stepTo(index)),
    });
    const [ofA, ofB] = [of(list.a, pair.spotA), of(list.b, pair.spotB)];
    const matched = identities.match(ofA, ofB, fields, (side, spot) => side.done.has(spotKey(spot)));
    for (const [i, j] of matched.pairs) this.#element(pair, list, described(ofA, i), described(ofB, j), i);
    for (const i of matched.onlyA) this.#lone("removed", a, pair, list, described(ofA, i), i);
    for (const j of matched.onlyB) this.#lone("added", b, pair, list, described(ofB, j), j);
  }

  #element(pair: MessagePair, list: ListPair, a: Described, b: Described, index: number): void {
    const place = this.#place(this.#context.a, pair, list, a, index);
    const inner = { ...pair, ...place, a: a.owner, b: b.owner, spotA: a.spot, spotB: b.spot, repeated: [] };
    const sides = [
      [this.#context.a, a.spot],
      [this.#context.b, b.spot],
    ] as const;
    for (const [side, spot] of sides) {
      side.done.add(spotKey(spot));
      if (!side.labels.has(spotKey(spot))) side.labels.set(spotKey(spot), place.thing);
    }
    this.#compare(inner, list.parts);
  }

  /** Returns words for an element: the thing that it is, or its path in the thing around it. */
  #place(side: Side, pair: MessagePair, list: ListPair, one: Described, index: number): ElementPlace {
    const fields = this.#context.rules.identityOf(list.field, pair.route);
    const { name, text, isWhole } = this.#context.identities.step(side, one, fields, index);
    if (!list.hasThings || fields === undefined || fields.length === 0) {
      const isOnly = list.name === "" && list.a.length < 2 && list.b.length < 2;
      const path = isOnly ? pair.path : joinPath(pair.path, `${list.name}[${text}]`);
      return { thing: pair.thing, path, isThing: false };
    }
    if (isWhole === true) return { thing: text, path: "", isThing: true };
    const words = name === "" ? text : `${name} ${text}`;
    return { thing: pair.thing === "" ? words : `${pair.thing}, ${words}`, path: "", isThing: true };
  }

  #lone(kind: "added" | "removed", side: Side, pair: MessagePair, list: ListPair, one: Described, index: number): void {
    side.done.add(spotKey(one.spot));
    const { thing, path } = this.#place(side, pair, list, one, index);
    const { topic, isNoise, route } = pair;
    const spot = kind === "added" ? { spotB: one.spot } : { spotA: one.spot };
    this.#context.lone(side, one, { kind, topic, isNoise, thing, path, ...spot }, route);
  }
}

/** Returns the place of an element: of an entry, if the list is that of an image. */
function spotIn(spot: Spot, step: string): Spot {
  const [, entry] = /^entries\[(\d+)\]$/.exec(step) ?? [];
  return entry === undefined ? below(spot, step) : { ...spot, entry: Number(entry), path: "" };
}

function described({ owners, schema, layout, spotOf }: List, index: number): Described {
  return { owner: owners[index] ?? {}, schema, layout, spot: spotOf(index) };
}
