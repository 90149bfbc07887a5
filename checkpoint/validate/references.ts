import type { Facts } from "../relations/conditions.ts";
import type { Format } from "../relations/format.ts";
import type { Id, Value } from "../relations/message.ts";
import type { Place } from "../relations/place.ts";
import type { Reference, Spaces } from "../relations/spaces.ts";
import type { Coverage } from "./coverage.ts";
import type { Report } from "./finding.ts";
import { placeText } from "./lists.ts";

/** Collects references, and checks them when all ids are known. */
export class References {
  readonly #format: Format;
  /** References without a definition so far. */
  readonly #open: Reference[] = [];
  /** First reference to each id of spaces without keys. */
  readonly #referred = new Map<string, Map<Id, Place>>();

  constructor(format: Format) {
    this.#format = format;
  }

  take(reference: Reference, spaces: Spaces): void {
    const { space, id, within, place, isWeak } = reference;
    if (!hasKeys(this.#format, space)) {
      const known = this.#referred.get(space) ?? new Map<Id, Place>();
      this.#referred.set(space, known);
      if (!known.has(id)) known.set(id, place);
    } else if (!isWeak && spaces.definitions(space, id, within).length === 0) this.#open.push(reference);
  }

  /** Lists the ids of a space, each with a field that needs its files: its key, or a reference if there are no keys. */
  *ids(space: string, spaces: Spaces): Generator<readonly [Id, Place | undefined]> {
    if (!hasKeys(this.#format, space)) yield* this.#referred.get(space) ?? [];
    else for (const [id, [first]] of spaces.ids(space)) yield [id, first?.place];
  }

  /** Reports references to ids that no image defines. */
  check(spaces: Spaces, coverage: Coverage, facts: Facts, report: Report): void {
    const lacking = new Set<string>();
    const exceptions = new Map<string, ReadonlySet<Value>>();
    for (const { space, id, within, place } of this.#open) {
      const rule = this.#format.spaces[space];
      const except = exceptions.get(space) ?? spaces.exceptions(space);
      exceptions.set(space, except);
      if (
        rule === undefined ||
        !coverage.knowsExceptions(rule, facts) ||
        except.has(id) ||
        spaces.definitions(space, id, within).length > 0
      )
        continue;
      const state = coverage.keysOf(rule);
      const isAbsent = state === "absent" || (within !== undefined && !spaces.hasScope(space, within));
      if (state === "partial" || (isAbsent && rule.optional === true)) continue;
      if (state !== "absent") report({ code: "unknown-id", ...place, message: `no ${space} has the id ${id}` });
      else if (!lacking.has(space)) {
        lacking.add(space);
        const message = `no image of the checkpoint defines the ids of ${space}, such as ${id}`;
        report({ code: "missing-keys", ...place, message });
      }
    }
  }
}

function hasKeys({ spaces }: Format, space: string): boolean {
  const { keys, named } = spaces[space] ?? {};
  return keys !== undefined || named !== undefined;
}

/** Reports ids that two keys define. */
export function checkKeys(format: Format, spaces: Spaces, report: Report): void {
  for (const space of Object.keys(format.spaces)) {
    const except = spaces.exceptions(space);
    for (const [id, definitions] of spaces.ids(space)) {
      const [first, ...more] = definitions.filter(({ isNamed }) => !isNamed);
      if (first === undefined || except.has(id)) continue;
      for (const { place } of more) {
        const message = `${placeText(first.place)} defines the ${space} ${id}, too`;
        report({ code: "duplicate-id", ...place, message });
      }
    }
  }
}
