import { defaultOf, shownDefault } from "./defaults.ts";
import type { Faults } from "./faults.ts";
import { isTrue, optionNamed } from "./known-options.ts";
import type { FieldNode, ProtoFile } from "./tree.ts";
import type { Type } from "./types.ts";
import { type FoundField, fullName } from "./walk.ts";

/** In proto2 each field of a message has a label; those of a oneof, and maps, have none. `required` is of proto2 alone. */
export function checkLabel(file: ProtoFile, { field, extend }: FoundField, faults: Faults): void {
  const { label, oneof, key, type, first } = field;
  const syntax = file.syntax?.text ?? "proto2";
  const name = fullName(file, field.path);
  const bad = (message: string, hint: string): void => {
    faults.refuse(file, field, { code: "bad-label", message: `\`${name}\` ${message}`, hint, at: first });
  };
  if (label !== undefined && oneof !== undefined) {
    bad(`is ${label.text}, in a oneof`, `take \`${label.text}\` out, or the field`);
  } else if (key !== undefined && (oneof !== undefined || extend !== undefined)) {
    bad(
      `is a map, ${extend ? "which no extension is" : "in a oneof"}`,
      "take it out, or write a message that has the map",
    );
  } else if (label !== undefined && key !== undefined) {
    bad(`is ${label.text}, and a map`, `take \`${label.text}\` out`);
  } else if (label?.text === "required" && (syntax === "proto3" || extend !== undefined)) {
    bad(`is required, which no ${extend ? "extension is" : "field is in proto3"}`, "take `required` out");
  } else if (syntax === "proto2" && label === undefined && oneof === undefined && key === undefined) {
    bad("has no label", `write optional, required or repeated before \`${type.text}\``);
  }
}

/** The value of a field's default, if it has one that it can have. */
export function checkDefault(
  file: ProtoFile,
  field: FieldNode,
  type: Type,
  faults: Faults,
): ReturnType<typeof defaultOf> {
  if (field.default === undefined) return undefined;
  const name = fullName(file, field.path);
  const bad = (message: string, hint?: string): undefined => {
    faults.refuse(file, field, { code: "bad-default", message, ...(hint !== undefined && { hint }) });
  };
  if (file.syntax?.text === "proto3")
    return bad(`\`${name}\` has a default, which no field has in proto3`, "take it out");
  if (type === undefined) return undefined;
  const value = defaultOf(field.default.value, type);
  const isSingle = field.label?.text !== "repeated" && field.key === undefined;
  if (value !== undefined && isSingle) return value;
  if (!isSingle) return bad(`\`${name}\` is a list, which has no default`, "take it out");
  return bad(`\`${shownDefault(field.default.value)}\` cannot be the default of \`${name}\`, a ${field.type.text}`);
}

/** Enums begin at 0 in maps, and in proto3, whose messages have no other enums than those of proto3. */
export function checkEnumUse(file: ProtoFile, field: FieldNode, type: Type, faults: Faults): void {
  if (type?.kind !== "target" || type.node.kind !== "enum") return;
  const name = fullName(file, field.path);
  if (file.syntax?.text === "proto3" && type.file.syntax?.text !== "proto3") {
    const message = `\`${name}\` is of the enum \`${type.name}\`, whose file is proto2: in proto3 no field is of such an enum`;
    faults.refuse(file, field, { code: "bad-enum", message, hint: "declare the enum in a file of proto3" });
  } else if (field.key !== undefined && type.node.values[0]?.number.value !== 0n) {
    const message = `\`${name}\` is a map to \`${type.name}\`, whose first value is not 0`;
    faults.refuse(file, field, { code: "bad-enum", message, hint: "in a map the first value of an enum must be 0" });
  }
}

/** `packed` is true of lists of numbers, booleans and enums alone. */
export function checkPacked(file: ProtoFile, field: FieldNode, type: Type, faults: Faults): void {
  const option = optionNamed(field, "packed");
  if (option === undefined || type === undefined) return;
  const isNumber = type.kind === "target" ? type.node.kind === "enum" : !["string", "bytes"].includes(type.scalar);
  const isPackable = field.label?.text === "repeated" && isNumber;
  if (!isTrue(field, "packed") || isPackable) return;
  const name = fullName(file, field.path);
  const message = `\`${name}\` is no list of numbers, booleans or enums, which \`packed\` is for`;
  faults.refuse(file, field, { code: "bad-option", message });
}
