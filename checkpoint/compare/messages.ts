import { fieldsOf, type MessageLayout, type WireField } from "criu-images/layouts";
import type { FieldSchema, MessageSchema, PartSchema } from "criu-images/schema";
import type { Target } from "../relations/graph.ts";
import { below, isEmpty, isEqual, joinPath, listOf, type Owner, unknownBytes } from "./decoded.ts";
import type { Found } from "./found.ts";
import type { Described, Identities, List } from "./identities.ts";
import type { Rules, Sort } from "./rules.ts";
import { type Side, type Spot, spotKey } from "./side.ts";
import { textsOf } from "./text.ts";

/** A message in both checkpoints. */
export interface MessagePair extends Sort {
  readonly a: Owner;
  readonly b: Owner;
  readonly spotA: Spot;
  readonly spotB: Spot;
  readonly schema: MessageSchema;
  readonly layout: MessageLayout | undefined;
  /** Path without indexes, from the image. */
  readonly route: string;
  /** Path from the thing that it belongs to. */
  readonly path: string;
  /** Paths in the message that repeat an id. */
  readonly repeated: readonly string[];
  /** Whether numbers are shown in hexadecimal. */
  readonly isHex: boolean;
  /** Words for the thing that it belongs to. */
  readonly thing: string;
  /** Whether it is a thing that its own fields tell apart. */
  readonly isThing: boolean;
}

/** A field of two messages. */
interface FieldPair extends Sort {
  readonly name: string;
  readonly wire: WireField | undefined;
  readonly a: unknown;
  readonly b: unknown;
  /** Whether they are two numbers of one thing. */
  readonly isNumber?: boolean;
}

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

/** Both checkpoints, and what takes the differences. */
export interface Context {
  readonly rules: Rules;
  readonly a: Side;
  readonly b: Side;
  readonly identities: Identities;
  readonly found: (one: Found) => void;
  /** Compares two ids of one space; returns whether they are of the same thing. */
  readonly refer: (pair: MessagePair, name: string, a: Target, b: Target) => boolean;
  /** Takes a message that one checkpoint lacks, and the thing that it refers to. */
  readonly lone: (side: Side, one: Described, found: Found, route: string) => void;
}

/** Compares messages field by field. */
export class Messages {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Compares all fields of two messages. */
  compare(pair: MessagePair): void {
    const { schema, layout } = pair;
    const repeated = [...pair.repeated, ...this.#context.rules.repeated(schema.name)];
    const fields = layout && fieldsOf(layout).byName;
    for (const field of schema.fields)
      if (!repeated.includes(field.name)) this.#field({ ...pair, repeated }, field, fields?.get(field.name));
    const [a, b] = [unknownBytes(pair.a), unknownBytes(pair.b)];
    this.#value(pair, { ...sortOf(pair), name: "(unknown fields)", wire: undefined, a, b });
  }

  /** Compares the parts of an extra. */
  parts(pair: MessagePair, parts: readonly PartSchema[]): void {
    const [image = ""] = pair.route.split(".");
    for (const { property, type, extra = [] } of parts) {
      const route = `${pair.route}.${property}`;
      const sort = this.#context.rules.ofField(`${image}.extra`, route, pair);
      const [a, b] = [pair.a[property], pair.b[property]];
      if (typeof type !== "function") this.#value(pair, { ...sort, name: property, wire: undefined, a, b });
      else this.#messages({ ...pair, ...sort, schema: type(), layout: undefined, route }, property, route, extra);
    }
  }

  /** Compares the bytes after the entries of two images. */
  rest(pair: MessagePair): void {
    const sort = this.#context.rules.ofField(`${pair.route}.rest`, `${pair.route}.rest`, pair);
    this.#value(pair, { ...sort, name: "rest", wire: undefined, a: pair.a["rest"], b: pair.b["rest"] });
  }

  #field(pair: MessagePair, field: FieldSchema, wire: WireField | undefined): void {
    const { name, property, type, label } = field;
    const [a, b] = [pair.a[property], pair.b[property]];
    const [dotted, route] = [`${pair.schema.name}.${name}`, `${pair.route}.${name}`];
    const sort = this.#context.rules.ofField(dotted, route, pair);
    const isHex = pair.isHex || wire?.layout.hex === true;
    if (type.kind !== "message") {
      this.#scalar({ ...pair, isHex }, { ...sort, name, wire, a, b });
      return;
    }
    const layout = wire?.type === "message" ? wire.layout.message() : undefined;
    const nested = { ...pair, ...sort, isHex, route, schema: type.message(), layout };
    if (label === "repeated") this.#messages(nested, property, dotted, [], name);
    else if (a === undefined || b === undefined) this.#value(pair, { ...sort, name, wire, a, b });
    else this.#inner(nested, name, a as Owner, b as Owner);
  }

  #inner(pair: MessagePair, name: string, a: Owner, b: Owner): void {
    const prefix = `${name}.`;
    this.compare({
      ...{ ...pair, a, b, spotA: below(pair.spotA, name), spotB: below(pair.spotB, name) },
      path: joinPath(pair.path, name),
      repeated: pair.repeated.flatMap((path) => (path.startsWith(prefix) ? path.slice(prefix.length) : [])),
    });
  }

  /** Compares values that are no messages: ids by their things, others as they are. */
  #scalar(pair: MessagePair, field: FieldPair): void {
    const { name, a, b } = field;
    if (Array.isArray(a) || Array.isArray(b)) {
      if (!this.#hasKeys(pair, `${name}[0]`)) this.#value(pair, { ...field, a: this.#translated(pair, field) });
      return;
    }
    const isSame = this.#isSameThing(pair, name, name);
    if (isSame === undefined) this.#value(pair, field);
    else if (!isSame) this.#value(pair, field, (side, spot) => this.#thingText(side, below(spot, name)));
    else if (a !== b) this.#value(pair, { ...field, isNumber: true });
  }

  /** Tells whether a field defines ids with a meaning, which are compared as things of their own. */
  #hasKeys({ spotA, spotB }: MessagePair, step: string): boolean {
    const { a, b } = this.#context;
    return [...a.definitionsAt(below(spotA, step)), ...b.definitionsAt(below(spotB, step))].length > 0;
  }

  /** Returns the first list with the numbers that its things have in the second checkpoint. */
  #translated(pair: MessagePair, { name, a, b }: FieldPair): unknown {
    const others = listOf(b);
    const isSame = (i: number): boolean => this.#isSameThing(pair, name, `${name}[${i}]`) === true;
    return a && listOf(a).map((one, i) => (isSame(i) ? others[i] : one));
  }

  /** Compares the ids at a place; returns `undefined` if it has none without a meaning. */
  #isSameThing(pair: MessagePair, name: string, step: string): boolean | undefined {
    const { a, b, rules } = this.#context;
    const idsOf = (side: Side, spot: Spot): Target[] =>
      [side.referenceAt(spot) ?? [], ...side.definitionsAt(spot)]
        .flat()
        .filter(({ space }) => rules.isArbitrary(space));
    const [ofA, ofB] = [idsOf(a, below(pair.spotA, step)), idsOf(b, below(pair.spotB, step))];
    if (ofA.length === 0 && ofB.length === 0) return undefined;
    const same = ofA.map((one) => {
      const other = ofB.find(({ space }) => space === one.space);
      return other !== undefined && this.#context.refer(pair, name, one, other);
    });
    return same.length > 0 && same.every(Boolean);
  }

  #thingText(side: Side, spot: Spot): string | undefined {
    const target = side.referenceAt(spot);
    return target && side.label(side.node(target).key, target);
  }

  /** Tells a field if its values differ. */
  #value(pair: MessagePair, field: FieldPair, textOf?: (side: Side, spot: Spot) => string | undefined): void {
    const { topic, name, wire, a, b } = field;
    if (textOf === undefined && (isEqual(a, b) || (isEmpty(a) && isEmpty(b) && (a === undefined || b === undefined))))
      return;
    const { thing, spotA, spotB, isHex } = pair;
    const kind = a === undefined ? "added" : b === undefined ? "removed" : "changed";
    const [beforeText, afterText] = textsOf(a, b, wire, isHex);
    this.#context.found({
      ...{ kind, thing, topic, path: joinPath(pair.path, name), spotA, spotB },
      isNoise: field.isNumber === true || (field.isNoise && (this.#isNoisy(pair) || (!isEmpty(a) && !isEmpty(b)))),
      ...(a !== undefined && { before: a, beforeText: textOf?.(this.#context.a, spotA) ?? beforeText }),
      ...(b !== undefined && { after: b, afterText: textOf?.(this.#context.b, spotB) ?? afterText }),
    });
  }

  /** Tells whether all of an image is noise. */
  #isNoisy({ route }: MessagePair): boolean {
    return this.#context.rules.ofImage(route.split(".")[0] ?? "").isNoise;
  }

  /** Compares the messages of a field. */
  #messages(pair: MessagePair, property: string, field: string, parts: readonly PartSchema[], name = property): void {
    const hasThings = this.#context.rules.ownTopic(field, pair.route) !== undefined;
    const [a, b] = [listOf<Owner>(pair.a[property]), listOf<Owner>(pair.b[property])];
    this.list(pair, { a, b, stepTo: (index) => `${name}[${index}]`, field, name, parts, hasThings });
  }

  /** Compares lists of messages. */
  list(pair: MessagePair, list: ListPair): void {
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
    this.compare(inner);
    this.parts(inner, list.parts);
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

function sortOf({ topic, isNoise }: Sort): Sort {
  return { topic, isNoise };
}

/** Returns the place of an element: of an entry, if the list is that of an image. */
function spotIn(spot: Spot, step: string): Spot {
  const [, entry] = /^entries\[(\d+)\]$/.exec(step) ?? [];
  return entry === undefined ? below(spot, step) : { ...spot, entry: Number(entry), path: "" };
}

function described({ owners, schema, layout, spotOf }: List, index: number): Described {
  return { owner: owners[index] ?? {}, schema, layout, spot: spotOf(index) };
}
