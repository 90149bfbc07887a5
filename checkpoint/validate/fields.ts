import type { Facts } from "../relations/conditions.ts";
import { Message, type Value } from "../relations/message.ts";
import { idOf, type Occurrence, placeBeside, placeOf } from "../relations/place.ts";
import type { Report } from "./finding.ts";

/** Reports a value that does not fit the other fields of its message, or is too large. */
export function checkFields(one: Occurrence, facts: Facts, report: Report): void {
  checkEqual(one, report);
  checkChoice(one, report);
  checkLimit(one, report);
  if (one.index === 0) checkCount(one, facts, report);
}

function checkEqual(one: Occurrence, report: Report): void {
  for (const path of one.shape.equal) {
    for (const other of one.owner.at(path)) {
      if (isSame(other.value, one.value)) continue;
      const message = `${shown(other.value)}, but ${one.shape.name} is ${shown(one.value)}`;
      report({ code: "unequal-fields", ...placeBeside(one, path, other), message });
    }
  }
}

function checkChoice(one: Occurrence, report: Report): void {
  const { chosen: choices, name } = one.shape;
  if (choices === undefined || typeof one.value === "object") return;
  const chosen = choices[Number(one.value)];
  const chooses = chosen === undefined ? "" : `, which chooses ${chosen.field}`;
  for (const path of new Set(Object.values(choices).map(({ field }) => field))) {
    const [other] = path === chosen?.field ? [] : one.owner.at(path);
    if (other === undefined) continue;
    const message = `${path} cannot be present: ${name} is ${shown(one.value)}${chooses}`;
    report({ code: "wrong-choice", ...placeBeside(one, path, other), message });
  }
  if (chosen === undefined || chosen.optional === true || one.owner.at(chosen.field).length > 0) return;
  const message = `${name} is ${shown(one.value)}${chooses}, but that is absent`;
  report({ code: "missing-choice", ...placeOf(one), message });
}

function checkLimit(one: Occurrence, report: Report): void {
  const { value, shape } = one;
  const beside = typeof shape.limit === "string" ? one.owner.at(shape.limit).at(-1)?.value : shape.limit;
  const limit = beside instanceof Uint8Array ? beside.length : beside;
  if (limit === undefined || limit instanceof Message || value instanceof Message) return;
  const isText = value instanceof Uint8Array;
  if ((isText ? value.length : value) <= limit) return;
  const message = isText ? `${value.length} bytes, at most ${limit} are possible` : `${value} is more than ${limit}`;
  report({ code: "over-limit", ...placeOf(one), message });
}

/** Reports a list with a wrong number of elements; a list without elements is an absent field. */
function checkCount(one: Occurrence, facts: Facts, report: Report): void {
  const rule = one.shape.counts.find((when) => facts.hold(when, idOf(one.entry.file), one.owner));
  const found = one.owner.values(one.shape.name).length;
  if (rule === undefined || found === rule.count) return;
  const { index: _, ...list } = one;
  report({
    code: "wrong-count",
    ...placeOf({ ...list, index: undefined }),
    message: `${found} elements instead of ${rule.count}`,
  });
}

/** Compares two values; the numbers of an `Id` are canonical. */
function isSame(a: Value, b: Value): boolean {
  return keyOf(a) === keyOf(b);
}

/** Returns a key that is the same for the same value only. */
export function keyOf(value: Value): string | number | bigint {
  if (value instanceof Message) return "";
  // Each byte has its own character there.
  return value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value;
}

/** Formats a value for a message. */
export function shown(value: Value): string {
  if (value instanceof Message) return "a message";
  return value instanceof Uint8Array ? JSON.stringify(new TextDecoder().decode(value.subarray(0, 64))) : `${value}`;
}
