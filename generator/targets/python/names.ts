import { kebabCase, pascalCase } from "../../model/names.ts";
import type { Reference } from "../../plan/reference.ts";
import { KEYWORDS } from "./reserved.ts";

/** A definition of the schema by its name for generated code. */
type Coded = Pick<Reference, "code">;

/** Converts `SomeName` → `some_name`. A keyword gets an underscore. */
function snakeCase(name: string): string {
  return plain(kebabCase(name).replaceAll("-", "_"));
}

/** Adds an underscore to a keyword. */
export function plain(name: string): string {
  return KEYWORDS.has(name) ? `${name}_` : name;
}

/** Module of a message, and its names. */
export interface MessageNames {
  readonly module: string;
  readonly type: string;
  readonly read: string;
  readonly write: string;
}

export function messageNames({ code }: Coded): MessageNames {
  const module = snakeCase(code);
  return { module, type: pascalCase(code), read: `read_${module}`, write: `write_${module}` };
}

export function enumNames({ code }: Coded): { readonly module: string; readonly type: string } {
  return { module: snakeCase(code), type: pascalCase(code) };
}

export function imageNames({ code }: Coded): { readonly module: string; readonly type: string } {
  return { module: snakeCase(code), type: `${pascalCase(code)}Image` };
}

/** Returns the class of the named parts of a record. */
export function extraName(record: string): string {
  return `${record}Extra`;
}

/** Returns a name for each wanted one, the same if possible: never used, and never that of another. */
export function freeNames(wanted: readonly string[], isUsed: (name: string) => boolean): Map<string, string> {
  const given = new Set<string>();
  return new Map(
    wanted.map((one) => {
      let name = one;
      while (isUsed(name) || given.has(name) || (name !== one && wanted.includes(name))) name += "_";
      given.add(name);
      return [one, name];
    }),
  );
}
