/* Tables and exported names of both copies: the same but for what is listed here. */
import { deepEqual, equal } from "node:assert/strict";
import { run } from "./module.mjs";

/** Magics that are gone: a version of the format is none. */
const GONE = ["CRTOOLS_IMAGES_V1_1"];

/** Magics that are new. */
const NEW = ["PIDFD"];

/** Types of entries that are new, by magic. */
const NEW_TYPES = { PIDFD: "*pidfd.PidfdEntry", SIGNAL: "*siginfo.SiginfoEntry" };

const PACKAGES = ["./crit", "./crit/cli", "./magic"];

export function compareTables(probes, copies) {
  const [before, after] = probes.map((probe) => probe([{ Op: "magics" }])[0].value);
  deepEqual(after.ByName, { ...without(before.ByName, GONE), ...pick(after.ByName, NEW) });
  deepEqual(after.ByValue, Object.fromEntries(Object.entries(after.ByName).map(([name, value]) => [value, name])));
  const names = Object.keys({ ...before.ByName, ...after.ByName });
  const [old, own] = probes.map((probe) => typesOf(probe, names));
  deepEqual(own, { ...old, ...NEW_TYPES });
  const [exportedBefore, exportedAfter] = copies.map((copy) => PACKAGES.map((name) => exported(copy, name)).join("\n"));
  equal(exportedAfter, exportedBefore);
}

function without(values, names) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function pick(values, names) {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

/** Returns the types of entries by magic, of those that have one. */
function typesOf(probe, names) {
  const results = probe(names.map((magic) => ({ Op: "type", JSON: JSON.stringify({ magic }) })));
  return Object.fromEntries(
    names.flatMap((name, i) => (results[i].value === undefined ? [] : [[name, results[i].value]])),
  );
}

/** Returns the declarations that a package exports, without their documentation. */
function exported({ copy }, name) {
  const lines = run("go", ["doc", "-all", name], copy).split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("    ") && !/^\s*\/\//.test(line)).join("\n");
}
