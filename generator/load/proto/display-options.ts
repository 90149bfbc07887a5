import type { FieldDisplay } from "../../model/model.ts";
import type { Problem } from "../../model/problem.ts";
import { didYouMean } from "../../text/suggest.ts";
import { parseAggregate } from "./aggregate.ts";
import { textOf } from "./strings.ts";
import type { FieldNode, OptionNode, Scalar } from "./tree.ts";

/** Extension of a field's options that specifies how CRIU's JSON shows its value. */
const EXTENSION = /^\.?criu$/;
const KEYS: ReadonlyMap<string, "boolean" | "string"> = new Map([
  ["hex", "boolean"],
  ["ipadd", "boolean"],
  ["dev", "boolean"],
  ["odev", "boolean"],
  ["flags", "string"],
  ["dict", "string"],
  ["conv", "string"],
]);

/** Returns how values of a field are shown, by its `(criu)` options. */
export function displayOf(node: FieldNode, problems: Problem[]): FieldDisplay {
  const display: Record<string, unknown> = {};
  for (const [key, value] of node.options.flatMap((option) => entriesOf(option, node))) {
    const wanted = KEYS.get(key);
    if (typeof value === wanted) {
      display[key] = value;
      continue;
    }
    const hint = wanted === undefined ? didYouMean(key, KEYS.keys()) : undefined;
    const message = wanted === undefined ? `\`(criu).${key}\` is not an option` : `\`(criu).${key}\` takes a ${wanted}`;
    problems.push({ code: "bad-option", message, ...(hint !== undefined && { hint }), at: node.name.at });
  }
  return display;
}

/** Returns whether an option specifies how values are shown. critgen knows it even if no file declares it. */
export function isDisplayOption({ name: [first] }: OptionNode): boolean {
  return first?.isExtension === true && EXTENSION.test(first.text);
}

/** Returns keys with their values, of `(criu).hex = true` or of `(criu) = { hex: true }`. */
function entriesOf(
  { name: [first, second, more], value }: OptionNode,
  { name }: FieldNode,
): [string, boolean | string | undefined][] {
  if (first?.isExtension !== true || !EXTENSION.test(first.text) || more !== undefined) return [];
  if (second !== undefined) return [[second.text, value.kind === "aggregate" ? undefined : plainValue(value)]];
  if (value.kind !== "aggregate") return [];
  return parseAggregate(name.at.file, value.tokens).map(({ name: { text }, values: [one] }) => [
    text,
    one === undefined || one.kind === "message" ? undefined : plainValue(one),
  ]);
}

function plainValue(value: Scalar): boolean | string | undefined {
  if (value.kind === "string" && value.bytes !== undefined) return textOf(value.bytes);
  return value.kind === "name" ? { true: true, false: false }[value.text] : undefined;
}
