import type { ErrorObject } from "ajv";
import type { Location, Problem } from "../model/problem.ts";
import { didYouMean } from "../text/suggest.ts";
import type { YamlSource } from "./source.ts";
import { validatorOf } from "./validate.ts";

/** Sections whose entries are independent of each other. */
const LISTS = new Set([
  "images",
  "reserved",
  "flags",
  "dicts",
  "files",
  "ids",
  "references",
  "equal",
  "chosen",
  "ranges",
  "limits",
  "counts",
  "units",
  "extents",
  "identity",
  "topics",
  "privacy",
]);

/**
 * Checks a YAML file against a JSON Schema, the same that editors use, and reports problems. Returns the file without
 * the rows and sections that do not fit.
 */
export function checkShape(source: YamlSource, shape: string, problems: Problem[]): YamlSource | undefined {
  const validate = validatorOf(shape);
  if (validate(source.value)) return source;
  const errors = validate.errors ?? [];
  const seen = new Set<string>();
  for (const error of errors.filter((e) => tellsMost(e, errors))) {
    const problem = toProblem(error, source);
    const what = problem.code === "missing-key" ? problem.message : problem.code;
    const key = `${what} ${problem.at.line}:${problem.at.column}`;
    if (!seen.has(key)) problems.push(problem);
    seen.add(key);
  }
  return isObject(source.value) ? without(source, new Set(errors.map(partOf))) : undefined;
}

/** Returns the part of a file that an error is in: `images/NAME`, or a top-level key. */
function partOf(error: ErrorObject): string {
  const { propertyName, params } = error as ErrorObject<string, { readonly additionalProperty?: string }>;
  const path = [...pathOf(error), propertyName ?? params.additionalProperty].filter((part) => part !== undefined);
  return path.slice(0, LISTS.has(path[0] ?? "") ? 2 : 1).join("/");
}

function without(source: YamlSource, wrong: ReadonlySet<string>): YamlSource {
  const left = Object.entries(source.value as object)
    .filter(([key]) => !wrong.has(key))
    .map(([key, value]: [string, unknown]): [string, unknown] => {
      if (!LISTS.has(key) || !isObject(value)) return [key, value];
      return [key, Object.fromEntries(Object.entries(value).filter(([name]) => !wrong.has(`${key}/${name}`)))];
    });
  const isLost = (section: string, name: string): boolean => wrong.has(section) || wrong.has(`${section}/${name}`);
  return { ...source, value: Object.fromEntries(left), isLost };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pathOf({ instancePath }: ErrorObject): string[] {
  return instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * Returns whether an error is the most useful of its kind: if a value may have several forms, the error that lists them
 * is better than one for each form.
 */
function tellsMost(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === "propertyNames") return false;
  return !all.some(
    (other) =>
      other !== error &&
      other.keyword === "anyOf" &&
      error.schemaPath !== other.schemaPath &&
      error.keyword !== "additionalProperties" &&
      error.instancePath.startsWith(other.instancePath) &&
      !(error.keyword === "anyOf" && error.instancePath.length > other.instancePath.length),
  );
}

/** Names a value by its key, or by the key of its list and its index. */
function keyOf(path: readonly string[]): string {
  const key = path.at(-1) ?? "the file";
  return /^\d+$/.test(key) && path.length > 1 ? `${path.at(-2)}[${key}]` : key;
}

function toProblem(error: ErrorObject, source: YamlSource): Problem {
  const path = pathOf(error);
  const params = error.params as Record<string, unknown>;
  const key = keyOf(path);
  const wants = (error.parentSchema as { description?: string } | undefined)?.description;
  if (error.keyword === "additionalProperties") {
    const name = String(params["additionalProperty"]);
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    const hint = didYouMean(name, known) ?? `known: ${known.join(", ")}`;
    return {
      code: "unknown-key",
      message: `\`${name}\` is not a key here`,
      hint,
      at: source.at([...path, name], "key"),
    };
  }
  if (error.keyword === "required") {
    const message = `\`${key}\` has no \`${String(params["missingProperty"])}\``;
    return { code: "missing-key", message, at: source.at(path, "key") };
  }
  if (error.propertyName !== undefined) {
    const at: Location = source.at([...path, error.propertyName], "key");
    return { code: "bad-name", message: `\`${error.propertyName}\` is not ${wants ?? "a name for this"}`, at };
  }
  const value = JSON.stringify(error.data);
  const what = wants === undefined ? (error.message ?? "is not right") : `must be ${wants}`;
  return { code: "bad-value", message: `\`${key}\` ${what}; here it is ${value}`, at: source.at(path) };
}
