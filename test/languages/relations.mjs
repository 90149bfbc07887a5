/* Relations of the package of TypeScript, in the form of the packages in other languages: lists in place of names. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Writes the relations of a compiled package to a file, as JSON.
 *
 * @param modules folder of the package's modules
 */
export async function writeRelations(modules, path) {
  const relations = await import(pathToFileURL(join(modules, "relations.js")).href);
  writeFileSync(path, JSON.stringify(withoutEmpty(listsOf(relations))));
}

function listsOf(all) {
  return {
    files: filesOf(all.FILES),
    alone: all.ALONE,
    spaces: byName(all.SPACES, ([name, space]) => spaceOf(name, space)),
    references: byName(all.REFERENCES, ([path, cases]) => ({ path, cases: cases.map(withTests) })),
    equal: byName(all.EQUAL, ([path, others]) => ({ path, others })),
    same: byName(all.SAME, ([path, other]) => ({ path, ...other })),
    chosen: byName(all.CHOSEN, ([path, fields]) => ({
      path,
      choices: byName(fields, ([value, choice]) => ({ value: Number(value), ...choice })),
    })),
    unique: all.UNIQUE,
    ranges: byName(all.RANGES, ([path, range]) => ({ path, ...withTests(range) })),
    limits: byName(all.LIMITS, ([path, max]) => ({ path, [typeof max === "string" ? "field" : "max"]: max })),
    counts: byName(all.COUNTS, ([path, counts]) => ({ path, counts: counts.map(withTests) })),
    units: byName(all.UNITS, ([name, unit]) => ({ name, ...unit })),
    extents: byName(all.EXTENTS, ([image, extents]) => extentsOf(image, extents)),
    identity: byName(all.IDENTITY, ([path, others]) => ({ path, others })),
    noise: all.NOISE,
    topics: byName(all.TOPICS, ([name, one]) => ({ name, ...one })),
    privacy: byName(all.PRIVACY, ([name, one]) => ({ name, ...one })),
    navigation: byName(all.NAVIGATION, ([space, { files, entries, fields }]) => ({
      ...{ space, files: Object.values(files), entries: Object.values(entries) },
      fields: byName(fields, ([name, field]) => ({ name, ...field })),
    })),
  };
}

function byName(all, record) {
  return Object.entries(all).map(record);
}

function filesOf(files) {
  return byName(files, ([image, always]) => (always === null ? { image } : { image, always: withTests(always) }));
}

function spaceOf(name, { keys = [], named = [], files = {}, except = [], ...space }) {
  return {
    ...{ name, ...space, keys: keys.map(withTests), named: named.map(withTests), files: filesOf(files) },
    except: except.filter((one) => typeof one === "number"),
    exceptFields: except.filter((one) => typeof one === "string"),
  };
}

function extentsOf(image, { where, aligned, within, size = [], ...extents }) {
  return {
    ...{ image, ...extents, where: where.map(withTests), size: size.map(withTests) },
    ...(aligned && { aligned: withTests(aligned) }),
    ...(within && { within: withTests(within) }),
  };
}

/** Names the kind of each condition. A value of 0 is left out, as Go does. */
function withTests({ if: all, unless, ...rest }) {
  const terms = (list) =>
    list?.map(({ value, bits, ...term }) => ({
      ...term,
      test: value !== undefined ? "equals" : bits !== undefined ? "has" : "set",
      ...(value && { value }),
      ...(bits && { bits }),
    }));
  return { ...rest, if: terms(all), unless: terms(unless) };
}

/** Leaves out empty lists. */
function withoutEmpty(value) {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, one]) => !(Array.isArray(one) && one.length === 0));
  return Object.fromEntries(present.map(([name, one]) => [name, withoutEmpty(one)]));
}
