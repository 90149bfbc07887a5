/** Two values of JSON that differ. */
export interface JsonDifference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly isNoise: boolean;
}

/** Deepest value that is compared by its parts: engines write about ten levels. */
const DEEPEST = 64;

/** Keys that tell the objects of a list apart, as engines have them. */
const KEYS = ["destination", "containerPath", "name", "path", "type", "id"];

/** Keys of times and of pids of the host. */
const NOISE = /(?:time|at|pid)$/i;

/** A time of RFC 3339. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** Lists the parts of two values of JSON that differ; returns `undefined` if they are nested too deeply. */
export function differencesIn(a: unknown, b: unknown): JsonDifference[] | undefined {
  const found: JsonDifference[] = [];
  return compare(a, b, "", found, 0) ? found : undefined;
}

/** Returns whether all levels were compared. */
function compare(a: unknown, b: unknown, path: string, found: JsonDifference[], depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (depth > DEEPEST) return false;
  const [partsA, partsB] = [partsOf(a, b), partsOf(b, a)];
  if (partsA === undefined || partsB === undefined) {
    found.push({ path, ...present("before", a), ...present("after", b), isNoise: isNoise(path, a, b) });
    return true;
  }
  const steps = new Set([...partsA.keys(), ...partsB.keys()]);
  return [...steps].every((step) => {
    const inner = step.startsWith("[") || path === "" ? path + step : `${path}.${step}`;
    return compare(partsA.get(step), partsB.get(step), inner, found, depth + 1);
  });
}

function present(name: string, value: unknown): object {
  return value === undefined ? {} : { [name]: value };
}

function isNoise(path: string, a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return false;
  return NOISE.test(path) || (typeof a === "string" && typeof b === "string" && TIME.test(a) && TIME.test(b));
}

/** Returns the parts of an object or a list by their steps; `undefined` if it has none, or is of another kind than the other. */
function partsOf(value: unknown, other: unknown): Map<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || typeof other !== "object" || other === null) return undefined;
  if (Array.isArray(value) !== Array.isArray(other)) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const both: unknown[] = [...value, ...(other as unknown[])];
  const key = KEYS.find((name) => both.every((one) => typeof one === "object" && one !== null && textIn(one, name)));
  const counts = new Map<string, number>();
  return new Map(
    value.map((one: unknown, i): [string, unknown] => {
      const text = key === undefined ? scalarText(one, i) : `${textIn(one as object, key)}`;
      const count = counts.get(text) ?? 0;
      counts.set(text, count + 1);
      return [`[${text}${count === 0 ? "" : `#${count}`}]`, one];
    }),
  );
}

/** Returns what tells an element of a list apart: a scalar itself, or else its index. */
function scalarText(value: unknown, index: number): string {
  return typeof value === "object" && value !== null ? `${index}` : JSON.stringify(value);
}

function textIn(value: object, name: string): string | undefined {
  const text: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  return typeof text === "string" ? text : undefined;
}
