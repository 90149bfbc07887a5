import type { RelationCase } from "criu-images/relations";
import { around, type Facts } from "./conditions.ts";
import type { Format } from "./format.ts";
import { canonical, type Id, type Value } from "./message.ts";
import { idOf, type Occurrence, type Place, placeOf } from "./place.ts";

/** A field that defines an id. */
export interface Definition {
  readonly place: Place;
  /** Whether several fields can define the id. */
  readonly isNamed: boolean;
}

/** A field that refers to an id. */
export interface Reference {
  readonly space: string;
  readonly id: Id;
  /** Whether the id may belong to something outside of the checkpoint. */
  readonly isWeak: boolean;
  /** Id of the file with the key, if ids are unique in one file only; `null`: its name has none. */
  readonly within?: Id | null;
  /** The field, as relations.yaml names it. */
  readonly rule: string;
  readonly place: Place;
}

/** Ids by file; those of the whole checkpoint are under `undefined`. */
type Scope = Id | null | undefined;

/** The ids that images define, and the references to them. */
export class Spaces {
  readonly #format: Format;
  readonly #facts: Facts;
  readonly #onReference: (reference: Reference) => void;
  readonly #ids = new Map<string, Map<Scope, Map<Id, Definition[]>>>();
  /** Keys and references that wait for images their conditions need. */
  readonly #laterKeys: (() => void)[] = [];
  readonly #laterReferences: (() => void)[] = [];

  constructor(format: Format, facts: Facts, onReference: (reference: Reference) => void) {
    this.#format = format;
    this.#facts = facts;
    this.#onReference = onReference;
  }

  /** Takes a value: notes it, and collects the ids that it defines or refers to. */
  take(one: Occurrence): void {
    const { shape, value, owner, entry } = one;
    const file = idOf(entry.file);
    if (shape.isNoted) this.#facts.note(shape.path, file, value);
    if (typeof value === "object") return;
    for (const { space, key, isNamed } of shape.keys) {
      const add = (): void => {
        if (this.#facts.hold(key, file, owner, value))
          this.#define(space, value, { place: placeOf(one), isNamed }, file);
      };
      if (this.#facts.areForeign(key)) this.#laterKeys.push(add);
      else add();
    }
    if (shape.reference !== undefined) this.#refer(one, shape.reference.cases, value);
  }

  /** Takes what waited, after the last image. */
  finish(): void {
    for (const add of [...this.#laterKeys, ...this.#laterReferences]) add();
  }

  /** Returns the fields that define an id. */
  definitions(space: string, id: Id, within?: Scope): readonly Definition[] {
    return this.#ids.get(space)?.get(within)?.get(id) ?? [];
  }

  /** Returns whether a file with keys of a space was read. */
  hasScope(space: string, within: Scope): boolean {
    return this.#ids.get(space)?.has(within) === true;
  }

  /** Lists the ids of a space: of the whole checkpoint, or of each file. */
  *ids(space: string): Generator<readonly [Id, readonly Definition[]]> {
    for (const ids of this.#ids.get(space)?.values() ?? []) yield* ids;
  }

  /** Lists the ids that need neither key nor file. */
  exceptions(space: string): Set<Value> {
    const { except = [] } = this.#format.spaces[space] ?? {};
    return new Set(except.flatMap((one) => (typeof one === "number" ? [one] : this.#facts.all(one))));
  }

  #refer(one: Occurrence, cases: readonly RelationCase[], id: Id): void {
    const file = idOf(one.entry.file);
    const add = (): void => {
      const found = cases.find((when) => this.#facts.hold(when, file, one.owner, id));
      const space = found && this.#format.spaces[found.to];
      if (found === undefined || space === undefined) return;
      this.#onReference({
        space: found.to,
        id: found.without === undefined ? id : withoutBits(id, found.without),
        isWeak: found.weak === true,
        ...(space.scope === "file" && { within: withinOf(found, one) }),
        rule: one.shape.reference?.rule ?? one.shape.field,
        place: placeOf(one),
      });
    };
    if (cases.some((when) => this.#facts.areForeign(when))) this.#laterReferences.push(add);
    else add();
  }

  #define(space: string, id: Id, definition: Definition, file: Id | undefined): void {
    const scopes = this.#ids.get(space) ?? new Map<Scope, Map<Id, Definition[]>>();
    this.#ids.set(space, scopes);
    const scope = this.#format.spaces[space]?.scope === "file" ? (file ?? null) : undefined;
    const ids = scopes.get(scope) ?? new Map<Id, Definition[]>();
    scopes.set(scope, ids);
    const known = ids.get(id);
    if (known === undefined) ids.set(id, [definition]);
    else known.push(definition);
  }
}

/** Clears bits that do not belong to an id. */
function withoutBits(id: Id, bits: number): Id {
  return canonical(BigInt(id) & ~BigInt(bits));
}

/** Returns the id of the file with the key: that of the field `of`, or of the file itself. */
function withinOf({ of }: RelationCase, { owner, entry }: Occurrence): Id | null {
  if (of === undefined) return idOf(entry.file) ?? null;
  const { values, otherwise } = around(owner, of);
  const value = values.at(-1) ?? otherwise;
  return typeof value === "object" ? null : canonical(value);
}
