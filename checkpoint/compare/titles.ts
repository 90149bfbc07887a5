import { fieldsOf } from "criu-images/layouts";
import type { Owner } from "./decoded.ts";
import type { Described } from "./identities.ts";
import type { Rules } from "./rules.ts";
import { type Spelling, valueText } from "./text.ts";

/** Most fields in the name of a thing. */
const NAMES = 4;

/** Names things by the paths, addresses and names in their entries. */
export class Titles {
  readonly #rules: Rules;
  readonly #spelling: Spelling;

  constructor(rules: Rules) {
    this.#rules = rules;
    this.#spelling = { isHex: false, isLittle: rules.isLittle };
  }

  /** Returns the name of a thing: the paths, addresses and names in its entry. */
  of({ owner, schema, layout }: Described, route: string): string {
    const names = [...new Set(this.#names({ owner, schema, layout, route }))];
    return names.length > 0 ? names.slice(0, NAMES).join(" ") : this.#kind({ owner, schema, layout });
  }

  /** Returns the value that chooses one of several messages, such as the type of a file. */
  #kind({ owner, schema, layout }: Omit<Described, "spot">): string {
    const field = schema.fields.find(({ name }) => this.#rules.format.chosen[`${schema.name}.${name}`] !== undefined);
    const value = field && owner[field.property];
    if (field === undefined || value === undefined) return "";
    return valueText(value, layout && fieldsOf(layout).byName.get(field.name), this.#spelling);
  }

  #names({ owner, schema, layout, route }: Omit<Described, "spot"> & { readonly route: string }): string[] {
    const fields = layout && fieldsOf(layout).byName;
    return schema.fields.flatMap(({ name, property, type, label }) => {
      const value = owner[property];
      if (value === undefined) return [];
      const below = `${route}.${name}`;
      const wire = fields?.get(name);
      if (type.kind !== "message") {
        const isName = this.#rules.isName(`${schema.name}.${name}`, below);
        return isName && !(value instanceof Uint8Array && value.length === 0)
          ? valueText(value, wire, this.#spelling)
          : [];
      }
      if (label === "repeated") return [];
      const inner = wire?.type === "message" ? wire.layout.message() : undefined;
      return this.#names({ owner: value as Owner, schema: type.message(), layout: inner, route: below });
    });
  }
}
