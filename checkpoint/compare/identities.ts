import { fieldsOf, type MessageLayout } from "criu-images/layouts";
import type { MessageSchema } from "criu-images/schema";
import type { Target } from "../relations/graph.ts";
import { below, isEmpty, listOf, type Owner, valueAt } from "./decoded.ts";
import { type Matched, match, type Texts } from "./match.ts";
import type { Pairs } from "./pairs.ts";
import type { Rules } from "./rules.ts";
import type { Side, Spot } from "./side.ts";
import { valueText } from "./text.ts";

/** A message, its schema, and its place. */
export interface Described {
  readonly owner: Owner;
  readonly schema: MessageSchema;
  readonly layout: MessageLayout | undefined;
  readonly spot: Spot;
}

/** Messages of one checkpoint: entries of an image, or those of a list. */
export interface List {
  readonly owners: readonly Owner[];
  readonly schema: MessageSchema;
  readonly layout: MessageLayout | undefined;
  readonly spotOf: (index: number) => Spot;
}

/** Words for what tells a message apart in its list. */
export interface Step {
  readonly name: string;
  readonly text: string;
  /** Whether the text alone tells the thing. */
  readonly isWhole?: boolean;
}

/** Most fields in the name of a thing. */
const NAMES = 4;

/** Tells what entries and messages are, by the relations. */
export class Identities {
  readonly #rules: Rules;
  readonly #a: Side;
  readonly #b: Side;
  readonly #pairs: Pairs;

  constructor(rules: Rules, a: Side, b: Side, pairs: Pairs) {
    this.#rules = rules;
    this.#a = a;
    this.#b = b;
    this.#pairs = pairs;
  }

  /**
   * Matches messages of two lists.
   *
   * @param fields what tells them apart; `undefined`: their content
   */
  match(a: List, b: List, fields: readonly string[] | undefined, isDone: (side: Side, spot: Spot) => boolean): Matched {
    const indexes = (side: Side, { owners, spotOf }: List): number[] =>
      [...owners.keys()].filter((index) => !isDone(side, spotOf(index)));
    return match(
      indexes(this.#a, a),
      indexes(this.#b, b),
      this.#texts(this.#a, a, fields),
      this.#texts(this.#b, b, fields),
    );
  }

  #texts(side: Side, { owners, schema, layout, spotOf }: List, fields: readonly string[] | undefined): Texts {
    const at = (index: number): Described => ({ owner: owners[index] ?? {}, schema, layout, spot: spotOf(index) });
    const isByContent = fields === undefined || owners.some((_, index) => this.#hasArbitraryKey(side, at(index)));
    return {
      key: (index) => this.key(side, at(index), fields ?? []),
      ...(isByContent && { content: (index: number) => this.#content(side, at(index)) }),
    };
  }

  #hasArbitraryKey(side: Side, { schema, spot }: Described): boolean {
    const definitions = schema.fields.flatMap(({ name }) => side.definitionsAt(below(spot, name)));
    return definitions.some(({ space }) => this.#rules.isArbitrary(space));
  }

  /** Returns what tells a message apart: its identity, and ids with a meaning that it defines. */
  key(side: Side, one: Described, fields: readonly string[]): string {
    const own = fields.map((path) => this.#token(side, one, path));
    const ids =
      fields.length > 0 ? [] : one.schema.fields.flatMap(({ name }) => side.definitionsAt(below(one.spot, name)));
    const stable = ids.filter(({ space }) => !this.#rules.isArbitrary(space)).map(({ space, id }) => `${space} ${id}`);
    return [...own, ...stable].join("\0");
  }

  #token(side: Side, { owner, schema, spot }: Described, path: string): string {
    const target = side.referenceAt(below(spot, path));
    if (target !== undefined && this.#rules.isArbitrary(target.space)) return this.thing(side, target);
    const value = valueAt(owner, schema, path)?.value;
    return Array.isArray(value) ? value.join(",") : String(value);
  }

  /** Returns a text that is equal for ids of the same thing in both checkpoints. */
  thing(side: Side, target: Target): string {
    if (side.graph.isException(target)) return "exception";
    const { key } = side.node(target);
    if (side === this.#b) return this.#pairs.ofB(key) === undefined ? `b ${key}` : `both ${key}`;
    const partner = this.#pairs.ofA(key);
    return partner === undefined ? `a ${key}` : `both ${partner}`;
  }

  /** Returns all values of a message, with things in place of ids. */
  #content(side: Side, { owner, schema, spot }: Described): string {
    const texts = schema.fields.map(({ name, property, type, label }) => {
      const value = owner[property];
      if (value === undefined) return "";
      if (type.kind !== "message") return this.#scalars(side, below(spot, name), value);
      const inner = (one: unknown, step: string): string =>
        this.#content(side, {
          owner: one as Owner,
          schema: type.message(),
          layout: undefined,
          spot: below(spot, step),
        });
      if (label !== "repeated") return inner(value, name);
      return listOf(value)
        .map((one, i) => inner(one, `${name}[${i}]`))
        .join(";");
    });
    return `{${texts.join("|")}}`;
  }

  #scalars(side: Side, spot: Spot, value: unknown): string {
    if (value instanceof Uint8Array) return `${value.length} ${hashOf(value)}`;
    if (Array.isArray(value))
      return value.map((one, i) => this.#scalars(side, { ...spot, path: `${spot.path}[${i}]` }, one)).join(",");
    const ids = [side.referenceAt(spot) ?? [], ...side.definitionsAt(spot)].flat();
    const target = ids.find(({ space }) => this.#rules.isArbitrary(space));
    if (target === undefined) return String(value);
    const token = this.thing(side, target);
    return token.startsWith("both") || token === "exception" ? token : "?";
  }

  /** Lists the ids without a meaning that the fields of a message refer to. */
  targets(side: Side, { schema, spot }: Described): Target[] {
    const all = schema.fields.flatMap(({ name }) => side.referenceAt(below(spot, name)) ?? []);
    return all.filter(({ space }) => this.#rules.isArbitrary(space));
  }

  /** Returns the first values of a message as a text, without ids, and without what is 0. */
  summary(side: Side, { owner, schema, layout, spot }: Described): string {
    const fields = layout && fieldsOf(layout).byName;
    const texts = schema.fields.flatMap(({ name, property, type }) => {
      const value = owner[property];
      const place = below(spot, name);
      const isId = side.referenceAt(place) !== undefined || side.definitionsAt(place).length > 0;
      if (isEmpty(value) || type.kind === "message" || isId) return [];
      const wire = fields?.get(name);
      return `${name} ${valueText(value, wire, { isHex: wire?.layout.hex === true, isLittle: this.#rules.isLittle })}`;
    });
    return texts.slice(0, NAMES).join(", ");
  }

  /** Returns words for what tells a message apart: `fd 3`, or its index if nothing does. */
  step(side: Side, one: Described, fields: readonly string[] | undefined, index: number): Step {
    if (fields === undefined || fields.length === 0) return { name: "", text: `${index}` };
    const [only] = fields;
    const thing = fields.length === 1 && only !== undefined ? this.#thing(side, one, only) : undefined;
    if (thing !== undefined) return { name: "", text: thing, isWhole: true };
    const texts = fields.map((path) => this.#stepText(side, one, path));
    if (fields.length === 1 && only !== undefined)
      return { name: this.#stepName(side, one, only), text: texts[0] ?? "" };
    return { name: "", text: fields.map((path, i) => `${path} ${texts[i]}`).join(" ") };
  }

  /** Returns the name of the ids that a field defines, such as `area`, or of the field. */
  #stepName(side: Side, { spot }: Described, path: string): string {
    const stable = side.definitionsAt(below(spot, path)).find(({ space }) => !this.#rules.isArbitrary(space));
    return stable?.space ?? path.split(".").at(-1) ?? path;
  }

  /** Returns words for the thing that a field refers to by an id without a meaning. */
  #thing(side: Side, { spot }: Described, path: string): string | undefined {
    const target = side.referenceAt(below(spot, path));
    const isThing = target !== undefined && this.#rules.isArbitrary(target.space);
    return isThing ? side.label(side.node(target).key, target) : undefined;
  }

  #stepText(side: Side, one: Described, path: string): string {
    const thing = this.#thing(side, one, path);
    if (thing !== undefined) return thing;
    const { owner, schema, layout } = one;
    const found = valueAt(owner, schema, path);
    const field = path.includes(".") || layout === undefined ? undefined : fieldsOf(layout).byName.get(path);
    return found === undefined ? "" : valueText(found.value, field, { isHex: false, isLittle: this.#rules.isLittle });
  }
}

/** Hashes bytes (FNV-1a). Equal hashes only pair messages, which are compared then. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
