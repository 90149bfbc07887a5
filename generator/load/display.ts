import type { Display } from "../model/model.ts";
import type { YamlSource } from "./source.ts";

type RawNumbers = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What display.schema.json lets through. */
interface RawDisplay {
  readonly flags: RawNumbers;
  readonly more: RawNumbers;
  readonly dicts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

function numbers(maps: RawNumbers): Display["flags"] {
  return new Map(
    Object.entries(maps).map(([map, bits]) => [map, Object.entries(bits).map(([name, bit]) => ({ name, bit }))]),
  );
}

/** Reads the names of flag bits and codes out of a YAML file that has the right shape. */
export function readDisplay(source: YamlSource): Display {
  const { flags = {}, dicts = {}, more = {} } = source.value as Partial<RawDisplay>;
  const codes = (names: Readonly<Record<string, string>>) =>
    new Map(Object.entries(names).map(([code, name]) => [Number(code), name]));
  return {
    flags: numbers(flags),
    more: numbers(more),
    dicts: new Map(
      Object.entries(dicts).map(([dict, fields]) => [
        dict,
        new Map(Object.entries(fields).map(([field, names]) => [field, codes(names)])),
      ]),
    ),
  };
}
