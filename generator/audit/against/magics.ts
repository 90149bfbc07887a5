import type { Format, FormatMagic } from "../../diff/format.ts";

/**
 * A registry of numbers as other projects keep it, made from CRIU's: some have the versions of the format among them,
 * which are no magics; none has a second name for a number, and these are taken over from the table.
 */
export function withAliases(numbers: ReadonlyMap<string, number>, table: Format): Format["magics"] {
  const versions = new Set(table.versions?.map(({ value }) => value));
  const own = [...numbers].filter(([, value]) => !versions.has(value));
  const aliases = [...table.magics].filter(([, { alias }]) => alias !== undefined);
  return new Map<string, FormatMagic>([...own.map(([name, value]) => [name, { value }] as const), ...aliases]);
}
