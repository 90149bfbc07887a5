import type { Format, FormatMagic } from "../../generator/model/format/format.ts";

/**
 * Makes the registry of another project comparable with the table's. Some projects count the versions of the format as
 * magics: they are dropped. No project has a second name for a number: these come from the table.
 */
export function withAliases(numbers: ReadonlyMap<string, number>, table: Format): Format["magics"] {
  const versions = new Set(table.versions?.map(({ value }) => value));
  const own = [...numbers].filter(([, value]) => !versions.has(value));
  const aliases = [...table.magics].filter(([, { alias }]) => alias !== undefined);
  return new Map<string, FormatMagic>([...own.map(([name, value]) => [name, { value }] as const), ...aliases]);
}
