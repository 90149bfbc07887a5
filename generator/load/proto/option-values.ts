import type { Location } from "../../model/problem.ts";
import { type AggregateValue, type Entry, parseAggregate } from "./aggregate.ts";
import { integerOf } from "./integer.ts";
import { ProtoFault, type Token } from "./lexer.ts";
import type { OptionContext } from "./option-context.ts";
import type { Scalar as Value } from "./tree.ts";
import type { Type } from "./types.ts";

type Known = NonNullable<Type>;

/** A fault in a value, and its place. */
interface ValueFault {
  readonly at: Location;
  readonly message: string;
}

/** Returns the expected form of a value, if the value does not fit its type. */
export function checkScalar(value: Value, type: Known): string | undefined {
  const { kind, text, isNegative } = value;
  if (type.kind === "target") return checkEnum(value, type);
  switch (type.scalar) {
    case "string":
    case "bytes":
      return kind === "string" ? undefined : "a string";
    case "bool":
      return kind === "name" && !isNegative && (text === "true" || text === "false") ? undefined : "true or false";
    case "double":
    case "float":
      return kind === "integer" || kind === "float" ? undefined : "a number";
    default:
      return checkInteger(value, type.scalar);
  }
}

function checkEnum({ kind, text, isNegative }: Value, type: Extract<Known, { kind: "target" }>): string | undefined {
  if (type.node.kind !== "enum") return "a message";
  const names = type.node.values.map(({ name }) => name.text);
  return kind === "name" && !isNegative && names.includes(text) ? undefined : `one of ${names.join(", ")}`;
}

function checkInteger({ kind, text, isNegative }: Value, scalar: string): string | undefined {
  const size = kind === "integer" ? integerOf(text) : undefined;
  if (size === undefined) return "a whole number";
  const bits = scalar.endsWith("64") ? 64 : 32;
  const isUnsigned = /^u|^fixed/.test(scalar);
  const value = isNegative ? -size : size;
  const held = isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
  return held === value && !(isUnsigned && isNegative) ? undefined : `a number of the type ${scalar}`;
}

/**
 * Returns the first fault of an aggregate value: in its form, its names, or the types of its values.
 *
 * @param at place of the option
 */
export function checkAggregate(
  tokens: readonly Token[],
  at: Location,
  type: Known,
  context: OptionContext,
): ValueFault | undefined {
  try {
    return checkEntries(parseAggregate(at.file, tokens), at, type, context);
  } catch (error) {
    if (!(error instanceof ProtoFault)) throw error;
    return { at: error.at, message: error.message };
  }
}

function checkEntries(
  entries: readonly Entry[],
  at: Location,
  type: Known,
  context: OptionContext,
): ValueFault | undefined {
  if (type.kind !== "target" || type.node.kind !== "message") return undefined;
  const seen = new Set<string>();
  for (const { name, values, isList } of entries) {
    // Extensions are resolved by the text format, not here.
    if (name.isExtension) continue;
    const field = type.node.fields.find((one) => one.name.text === name.text);
    if (field === undefined) return { at: name.at, message: `\`${type.name}\` has no field \`${name.text}\`` };
    const isRepeated = field.label?.text === "repeated" || field.key !== undefined;
    if (!isRepeated && (isList || seen.has(name.text))) {
      return { at: name.at, message: `\`${name.text}\` is not a list, but has more than one value` };
    }
    seen.add(name.text);
    const target = field.key === undefined ? context.typeOf(field) : undefined;
    if (target === undefined) continue;
    for (const value of values) {
      const fault = checkValue(value, target, name, context);
      if (fault !== undefined) return fault;
    }
  }
  const missing = type.node.fields.find(({ label, name }) => label?.text === "required" && !seen.has(name.text));
  return missing && { at, message: `the value has no \`${missing.name.text}\`, but \`${type.name}\` requires it` };
}

function checkValue(
  value: AggregateValue,
  type: Known,
  name: Entry["name"],
  context: OptionContext,
): ValueFault | undefined {
  const isMessage = type.kind === "target" && type.node.kind === "message";
  if (value.kind === "message") {
    if (isMessage) return checkEntries(value.entries, name.at, type, context);
    return { at: name.at, message: `\`${name.text}\` is not a message` };
  }
  const wanted = isMessage ? "a message" : checkTextScalar(value, type);
  return wanted === undefined ? undefined : { at: name.at, message: `\`${name.text}\` takes ${wanted}` };
}

/**
 * Checks a scalar of the text format, which has more spellings: of booleans, of infinite numbers and NaN, and enums by
 * number.
 */
function checkTextScalar(value: Value, type: Known): string | undefined {
  const { kind, text } = value;
  if (type.kind === "target") return kind === "integer" ? undefined : checkEnum(value, type);
  if (type.scalar === "bool") return /^(?:true|false|[tf01]|True|False)$/.test(text) ? undefined : "true or false";
  const isFloat = type.scalar === "double" || type.scalar === "float";
  if (isFloat && kind === "name") return /^(?:inf|infinity|nan)f?$/i.test(text) ? undefined : "a number";
  if (isFloat && /^0[xX0-9]/.test(text)) return "a decimal number";
  return checkScalar(value, type);
}
