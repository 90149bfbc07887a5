import type { Display, NameSet } from "../model/model.ts";
import type { Location } from "../model/problem.ts";
import type { YamlPath, YamlSource } from "./source.ts";

type RawNumbers = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Content of display.yaml, as display.schema.json admits it. */
interface RawDisplay {
  readonly flags: RawNumbers;
  readonly more: RawNumbers;
  readonly dicts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly names: Readonly<Record<string, RawNames>>;
}

interface RawNames {
  readonly fields: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
  readonly pairs?: Readonly<Record<string, string>>;
  readonly bits?: Readonly<Record<string, number>>;
  readonly words?: readonly Readonly<Record<string, number>>[];
  readonly items?: readonly string[];
}

function nameSet(source: YamlSource, name: string, { fields, values, pairs, bits, words, items }: RawNames): NameSet {
  return {
    name,
    fields: fields.map((path, i) => ({ path, at: source.at(["names", name, "fields", i]) })),
    ...(values && { values: new Map(Object.entries(values)) }),
    ...(pairs && { pairs: new Map(Object.entries(pairs)) }),
    ...(bits && { bits: new Map(Object.entries(bits)) }),
    ...(words && { words: words.map((word) => new Map(Object.entries(word))) }),
    ...(items && { items }),
    at: source.at(["names", name], "key"),
  };
}

function numbers(maps: RawNumbers): Display["flags"] {
  return new Map(
    Object.entries(maps).map(([map, bits]) => [map, Object.entries(bits).map(([name, bit]) => ({ name, bit }))]),
  );
}

/** Yields the places of CRIU's own names, by group and name. */
function* placesIn(
  source: YamlSource,
  { flags = {}, dicts = {}, more = {} }: Partial<RawDisplay>,
): Generator<[string, Location]> {
  const at = (...path: YamlPath): Location => source.at(path, "key");
  for (const [section, maps] of [
    ["flags", flags],
    ["more", more],
  ] as const) {
    for (const [map, bits] of Object.entries(maps))
      for (const name of Object.keys(bits)) yield [`${section} ${map} ${name}`, at(section, map, name)];
  }
  for (const [dict, fields] of Object.entries(dicts)) {
    for (const [field, codes] of Object.entries(fields))
      for (const [code, name] of Object.entries(codes))
        yield [`codes ${dict}.${field} ${name}`, at("dicts", dict, field, code)];
  }
}

/** Reads the names of flag bits and codes from a YAML file of the right shape. */
export function readDisplay(source: YamlSource): Display {
  const { flags = {}, dicts = {}, more = {}, names = {} } = source.value as Partial<RawDisplay>;
  const codes = (all: Readonly<Record<string, string>>) =>
    new Map(Object.entries(all).map(([code, name]) => [Number(code), name]));
  return {
    flags: numbers(flags),
    more: numbers(more),
    names: Object.entries(names).map(([name, set]) => nameSet(source, name, set)),
    dicts: new Map(
      Object.entries(dicts).map(([dict, fields]) => [
        dict,
        new Map(Object.entries(fields).map(([field, all]) => [field, codes(all)])),
      ]),
    ),
    at: new Map(placesIn(source, source.value as Partial<RawDisplay>)),
  };
}
