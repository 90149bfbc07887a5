import type { Faults } from "./faults.ts";
import { isTrue, optionNamed } from "./known-options.ts";
import { checkValueNumbers } from "./numbers.ts";
import type { EnumNode, ProtoFile, ValueNode } from "./tree.ts";
import { fullName } from "./walk.ts";

/**
 * Checks an enum: it has a value. In proto3 the first value is 0, and names differ even without the enum's name before
 * them.
 */
export function checkEnum(file: ProtoFile, node: EnumNode, faults: Faults): void {
  const name = fullName(file, node.path);
  const isProto3 = file.syntax?.text === "proto3";
  const [first] = node.values;
  const bad = (message: string, hint?: string): void =>
    faults.refuse(file, node, { code: "bad-enum", message, ...(hint !== undefined && { hint }) });
  if (first === undefined) {
    bad(`\`${name}\` has no values`, "give it one, such as `NONE = 0;`");
    return;
  }
  if (isProto3 && first.number.value !== 0n) bad(`the first value of \`${name}\` must be 0, as the file is proto3`);
  const allowsAlias = isTrue(node, "allow_alias");
  checkValueNumbers(file, node, allowsAlias, faults);
  const numbers = new Set(node.values.map(({ number }) => number.value));
  if (optionNamed(node, "allow_alias") !== undefined && (!allowsAlias || numbers.size === node.values.length)) {
    bad(`\`${name}\` has the option \`allow_alias\`, but no two values share a number`, "remove the option");
  }
  if (isProto3) checkAlike(file, node, faults);
}

/** Refuses names that are alike without the enum's name: generators of protobuf remove that prefix. */
function checkAlike(file: ProtoFile, node: EnumNode, faults: Faults): void {
  const known = new Map<string, ValueNode>();
  for (const value of node.values) {
    const short = pascalCase(withoutPrefix(value.name.text, node.name.text));
    const other = known.get(short);
    if (other === undefined) known.set(short, value);
    else if (other.name.text !== value.name.text && other.number.value !== value.number.value) {
      const message = `\`${value.name.text}\` and \`${other.name.text}\` differ only in case, underscores or the enum's name`;
      faults.refuse(file, value, {
        code: "duplicate-name",
        message,
        hint: "rename one of them: in proto3 that is not allowed",
      });
    }
  }
}

/** Removes the prefix: `KIND_A` of the enum `Kind` → `A`. A value with nothing else in its name keeps it. */
function withoutPrefix(value: string, name: string): string {
  const prefix = name.replaceAll("_", "").toLowerCase();
  let at = 0;
  for (let i = 0; i < prefix.length; at++) {
    if (at >= value.length) return value;
    if (value[at] === "_") continue;
    if (value[at]?.toLowerCase() !== prefix[i++]) return value;
  }
  return value.slice(at).replace(/^_+/, "") || value;
}

function pascalCase(name: string): string {
  return name
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("");
}
