import { fieldsOf, type ImageLayout, type MessageLayout, type WireField } from "criu-images/layouts";
import type {
  RelationCase,
  RelationChoice,
  RelationConditions,
  RelationCount,
  RelationKey,
  RelationRange,
} from "criu-images/relations";
import { type Format, imageOf } from "./format.ts";

/** A key of a space of ids. */
export interface KeyRule {
  readonly space: string;
  readonly key: RelationKey;
  /** Whether several fields can define one id. */
  readonly isNamed: boolean;
}

/** A field of an image, and the relations that begin with it. */
export interface FieldShape {
  readonly name: string;
  /** `message.field` */
  readonly field: string;
  /** `IMAGE.field.field` */
  readonly path: string;
  readonly keys: readonly KeyRule[];
  /** Spaces that it refers to, and the name of the rule. */
  readonly reference: { readonly rule: string; readonly cases: readonly RelationCase[] } | undefined;
  readonly equal: readonly string[];
  readonly chosen: Readonly<Record<number, RelationChoice>> | undefined;
  readonly limit: number | string | undefined;
  readonly counts: readonly RelationCount[];
  readonly isUnique: boolean;
  readonly range: RelationRange | undefined;
  /** Whether conditions of other images, or exceptions of spaces, need its values. */
  readonly isNoted: boolean;
  /** Fields of its message that relations need; `undefined` if there are none. */
  readonly inner: Shape | undefined;
}

/** The fields of a message that relations need. */
export type Shape = ReadonlyMap<WireField, FieldShape>;

/** Returns the shapes of messages by image; each is made when it is first needed. */
export class Shapes {
  readonly #format: Format;
  readonly #keys = new Map<string, KeyRule[]>();
  /** Paths of rules, and the beginnings of these paths. */
  readonly #paths = new Set<string>();
  /** Paths whose values conditions of other images, and exceptions of spaces, need. */
  readonly noted: Set<string> = new Set();
  /** Paths of ranges that runs lie in. */
  readonly #before = new Set<string>();
  /** Names in conditions, which are searched in all messages around a field. */
  readonly #names = new Set<string>();
  readonly #made = new Map<string, Shape | undefined>();
  readonly #reaching = new Map<string, boolean>();

  constructor(format: Format) {
    this.#format = format;
    for (const [space, { keys = [], named = [], except = [] }] of Object.entries(format.spaces)) {
      for (const key of keys) this.#addKey({ space, key, isNamed: false });
      for (const key of named) this.#addKey({ space, key, isNamed: true });
      for (const one of except) if (typeof one === "string") this.#note(one);
    }
    const rules = [format.references, format.equal, format.chosen, format.limits, format.counts, format.ranges];
    for (const path of [...rules.flatMap(Object.keys), ...format.unique]) this.#addPath(path);
    for (const when of conditionsOf(format)) this.#addConditions(when);
    for (const { of } of Object.values(format.references).flat()) this.#addNames(of ?? "");
    for (const one of Object.values(format.equal).flat()) this.#addNames(one);
    for (const { field } of Object.values(format.chosen).flatMap(Object.values<RelationChoice>)) this.#addNames(field);
    for (const limit of Object.values(format.limits)) if (typeof limit === "string") this.#addNames(limit);
    for (const { pairs } of Object.values(format.units)) if (pairs !== undefined) this.#note(pairs);
    for (const { from, to } of Object.values(format.ranges)) this.#addNames(`${from}.${to}`);
    for (const [path, { field, of }] of Object.entries(format.same)) {
      for (const one of [path, field]) this.#addPath(one);
      this.#addNames(of);
    }
    for (const { path, plus = [], minus = [], of } of Object.values(format.extents).flatMap(({ size = [] }) => size)) {
      this.#addPath(path);
      this.#addNames([...plus, ...minus, of].join("."));
    }
    for (const { file, address, count, blocks = [], within } of Object.values(format.extents)) {
      this.#addNames([file, address, ...count].join("."));
      for (const { sizes, total, units, padded } of blocks)
        for (const field of [sizes, total, units, padded]) this.#addNames(field?.path ?? "");
      if (within !== undefined) this.#before.add(within.path);
    }
  }

  /** Paths of keys. */
  get keys(): Iterable<string> {
    return this.#keys.keys();
  }

  /** Paths whose images are read before those that need them. */
  get before(): readonly string[] {
    return [...this.noted, ...this.#before];
  }

  /** Returns the shape of the first message or of the entries of an image. */
  of({ image }: ImageLayout, layout: MessageLayout): Shape | undefined {
    return this.#shape(image, layout);
  }

  #shape(way: string, layout: MessageLayout): Shape | undefined {
    const key = `${way} ${layout.message}`;
    if (!this.#made.has(key)) {
      const fields = fieldsOf(layout).inOrder.flatMap((field): [WireField, FieldShape][] => {
        const shape = this.#field(way, layout, field);
        return shape === undefined ? [] : [[field, shape]];
      });
      this.#made.set(key, fields.length === 0 ? undefined : new Map(fields));
    }
    return this.#made.get(key);
  }

  #field(way: string, { message }: MessageLayout, field: WireField): FieldShape | undefined {
    const { name } = field;
    const path = `${way}.${name}`;
    const rule = `${message}.${name}`;
    if (!this.#isNeeded(rule, path, field)) return undefined;
    const { references, equal, chosen, limits, counts, ranges, unique } = this.#format;
    const at = <T>(rules: Readonly<Record<string, T>>): T | undefined => rules[path] ?? rules[rule];
    const cases = at(references);
    const inner = once(() => (field.type === "message" ? this.#shape(path, field.layout.message()) : undefined));
    return {
      name,
      field: rule,
      path,
      keys: this.#keys.get(path) ?? [],
      reference: cases && { rule: references[path] === undefined ? rule : path, cases },
      equal: at(equal) ?? [],
      chosen: at(chosen),
      limit: at(limits),
      counts: at(counts) ?? [],
      isUnique: unique.includes(path),
      range: ranges[path],
      isNoted: this.noted.has(path),
      get inner() {
        return inner();
      },
    };
  }

  #isNeeded(rule: string, path: string, field: WireField): boolean {
    if (this.#paths.has(rule) || this.#paths.has(path) || this.#names.has(field.name)) return true;
    return field.type === "message" && this.#reaches(field.layout.message());
  }

  /** Returns whether a field of a message, or of those in it, is needed wherever the message is. */
  #reaches(layout: MessageLayout): boolean {
    const known = this.#reaching.get(layout.message);
    if (known !== undefined) return known;
    const all = new Map([[layout.message, layout]]);
    for (const [message, { fields }] of all) {
      for (const field of fields) {
        if (this.#paths.has(`${message}.${field.name}`) || this.#names.has(field.name)) {
          this.#reaching.set(layout.message, true);
          return true;
        }
        if (field.type === "message") all.set(field.message().message, field.message());
      }
    }
    this.#reaching.set(layout.message, false);
    return false;
  }

  #addKey(rule: KeyRule): void {
    const { path } = rule.key;
    const known = this.#keys.get(path) ?? [];
    this.#keys.set(path, known);
    known.push(rule);
    this.#addPath(path);
  }

  #note(path: string): void {
    this.noted.add(path);
    this.#addPath(path);
  }

  #addPath(path: string): void {
    const names = path.split(".");
    for (let i = 2; i <= names.length; i++) this.#paths.add(names.slice(0, i).join("."));
  }

  #addConditions({ if: all = [], unless = [] }: RelationConditions): void {
    for (const { field } of [...all, ...unless]) {
      if (field === undefined) continue;
      if (imageOf(this.#format, field) === undefined) this.#addNames(field);
      else this.#note(field);
    }
  }

  #addNames(path: string): void {
    for (const name of path.split(".")) this.#names.add(name);
  }
}

/** Returns a function that asks another one at its first call alone. */
function once<T>(ask: () => T): () => T {
  let known: { readonly answer: T } | undefined;
  return () => {
    known ??= { answer: ask() };
    return known.answer;
  };
}

/** Lists all conditions of a format. */
function conditionsOf(format: Format): RelationConditions[] {
  const spaces = Object.values(format.spaces);
  return [
    ...Object.values(format.files),
    ...spaces.flatMap(({ keys = [], named = [], files = {} }) => [...keys, ...named, ...Object.values(files)]),
    ...Object.values(format.references).flat(),
    ...Object.values(format.ranges),
    ...Object.values(format.counts).flat(),
    ...Object.values(format.extents).flatMap(({ where, aligned = {}, within = {} }) => [...where, aligned, within]),
  ].filter((when) => when !== null);
}
