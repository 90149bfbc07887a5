import type { Format } from "../relations/format.ts";
import type { Id, Message, Value } from "../relations/message.ts";
import { type Occurrence, type Place, placeOf } from "../relations/place.ts";
import { keyOf, shown } from "./fields.ts";
import type { Report } from "./finding.ts";

/** A field that must agree with a field of another entry. */
interface Pending {
  readonly field: string;
  readonly id: Id;
  readonly value: Value;
  readonly place: Place;
}

/** Checks fields against those of the entries that they refer to, when all images have been read. */
export class SameChecks {
  readonly #format: Format;
  /** Values of a field, by the ids that its entry defines. Several entries can define one id. */
  readonly #values = new Map<string, Map<Id, Value[]>>();
  readonly #pending: Pending[] = [];
  /** Fields of other entries, each with the names of the keys beside it. */
  readonly #targets: ReadonlyMap<string, readonly string[]>;

  constructor(format: Format) {
    this.#format = format;
    const keys = Object.values(format.spaces).flatMap(({ keys: all = [], named = [] }) => [...all, ...named]);
    const keysBeside = (field: string): string[] => {
      const beside = keys.filter(({ path }) => parentOf(path) === parentOf(field));
      return [...new Set(beside.map(({ path }) => path.slice(parentOf(path).length + 1)))];
    };
    this.#targets = new Map(Object.values(format.same).map(({ field }) => [field, keysBeside(field)]));
  }

  take(one: Occurrence): void {
    const { shape, owner, value } = one;
    for (const name of this.#targets.get(shape.path) ?? []) this.#note(shape.path, owner, name, value);
    const rule = this.#format.same[shape.path] ?? this.#format.same[shape.field];
    const id = rule && owner.at(rule.of).at(-1)?.value;
    if (rule === undefined || id === undefined || typeof id === "object") return;
    this.#pending.push({ field: rule.field, id, value, place: placeOf(one) });
  }

  /** Reports fields with another value. An id that no entry defines is a fault of another kind. */
  check(report: Report): void {
    for (const { field, id, value, place } of this.#pending) {
      const values = this.#values.get(field)?.get(id);
      if (values === undefined || values.some((one) => keyOf(one) === keyOf(value))) continue;
      const message = `${shown(value)}, but ${field} of the id ${id} is ${values.map(shown).join(" or ")}`;
      report({ code: "unequal-fields", ...place, message });
    }
  }

  #note(field: string, owner: Message, name: string, value: Value): void {
    const byId = this.#values.get(field) ?? new Map<Id, Value[]>();
    this.#values.set(field, byId);
    for (const { value: id } of owner.values(name)) {
      if (typeof id === "object") continue;
      const known = byId.get(id);
      if (known === undefined) byId.set(id, [value]);
      else known.push(value);
    }
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("."));
}
