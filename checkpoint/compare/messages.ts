import { fieldsOf, type WireField } from "criu-images/layouts";
import type { FieldSchema, PartSchema } from "criu-images/schema";
import type { Target } from "../relations/graph.ts";
import type { Context, MessagePair } from "./context.ts";
import { below, isEmpty, isEqual, joinPath, listOf, type Owner, unknownBytes } from "./decoded.ts";
import { type ListPair, Lists } from "./lists.ts";
import type { Sort } from "./rules.ts";
import type { Side, Spot } from "./side.ts";
import { textsOf } from "./text.ts";

/** A field of two messages. */
interface FieldPair extends Sort {
  readonly name: string;
  readonly wire: WireField | undefined;
  readonly a: unknown;
  readonly b: unknown;
  /** Whether they are two numbers of one thing. */
  readonly isNumber?: boolean;
}

/** Compares messages field by field. */
export class Messages {
  readonly #context: Context;

  readonly #lists: Lists;

  constructor(context: Context) {
    this.#context = context;
    this.#lists = new Lists(context, (pair, parts) => {
      this.compare(pair);
      this.parts(pair, parts);
    });
  }

  /** Compares the entries of two images. */
  list(pair: MessagePair, list: ListPair): void {
    this.#lists.compare(pair, list);
  }

  /** Compares all fields of two messages. */
  compare(pair: MessagePair): void {
    const { schema, layout } = pair;
    const repeated = [...pair.repeated, ...this.#context.rules.repeated(schema.name)];
    const fields = layout && fieldsOf(layout).byName;
    const own = { ...pair, repeated };
    for (const field of schema.fields)
      if (!repeated.includes(field.name)) this.#field(own, field, fields?.get(field.name));
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
    if (a === undefined && b === undefined) return;
    const [dotted, route] = [`${pair.schema.name}.${name}`, `${pair.route}.${name}`];
    const sort = this.#context.rules.ofField(dotted, route, pair);
    const isHex = pair.isHex || wire?.layout.hex === true;
    if (type.kind !== "message") {
      const inner = isHex === pair.isHex ? pair : { ...pair, isHex };
      const hasIds = this.#context.rules.hasIds(dotted, route);
      if (hasIds) this.#ids(inner, { ...sort, name, wire, a, b });
      else this.#value(inner, { ...sort, name, wire, a, b });
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

  /** Compares values that can be ids: by their things if they are, or else as they are. */
  #ids(pair: MessagePair, field: FieldPair): void {
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
    const [beforeText, afterText] = textsOf(a, b, wire, { isHex, isLittle: this.#context.rules.isLittle });
    this.#context.found({
      ...{ kind, thing, topic, path: joinPath(pair.path, name) },
      // An absent field has the place of its message.
      ...{ spotA: a === undefined ? spotA : below(spotA, name), spotB: b === undefined ? spotB : below(spotB, name) },
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
    this.#lists.compare(pair, { a, b, stepTo: (index) => `${name}[${index}]`, field, name, parts, hasThings });
  }
}

function sortOf({ topic, isNoise }: Sort): Sort {
  return { topic, isNoise };
}
