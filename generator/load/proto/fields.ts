import { defaultOf, shownDefault } from "./defaults.ts";
import type { Faults } from "./faults.ts";
import { isTrue, optionNamed } from "./known-options.ts";
import type { FieldNode, ProtoFile } from "./tree.ts";
import type { Type } from "./types.ts";
import { type FoundField, fullName } from "./walk.ts";

/**
 * Checks the label of a field. In proto2 fields of a message need one; fields of a oneof and maps have none. Only
 * proto2 has `required`.
 */
export function checkLabel(file: ProtoFile, { field, extend }: FoundField, faults: Faults): void {
  const { label, oneof, key, type, first } = field;
  const syntax = file.syntax?.text ?? "proto2";
  const name = fullName(file, field.path);
  const bad = (message: string, hint: string): void => {
    faults.refuse(file, field, { code: "bad-label", message: `\`${name}\` ${message}`, hint, at: first });
  };
  if (label !== undefined && oneof !== undefined) {
    bad(`is ${label.text} in a oneof`, `remove \`${label.text}\`, or move the field out of the oneof`);
  } else if (key !== undefined && (oneof !== undefined || extend !== undefined)) {
    bad(
      extend ? "is a map, but an extension cannot be one" : "is a map in a oneof",
      "declare a message with the map, and a field of that type",
    );
  } else if (label !== undefined && key !== undefined) {
    bad(`is ${label.text} and a map`, `remove \`${label.text}\``);
  } else if (label?.text === "required" && (syntax === "proto3" || extend !== undefined)) {
    bad(`is required, but ${extend ? "an extension" : "a field of proto3"} cannot be`, "remove `required`");
  } else if (syntax === "proto2" && label === undefined && oneof === undefined && key === undefined) {
    bad("has no label", `write optional, required or repeated before \`${type.text}\``);
  }
}

/** Returns the value of a field's default, or reports that the field cannot have it. */
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
  if (file.syntax?.text === "proto3") return bad(`\`${name}\` has a default, but proto3 has no defaults`, "remove it");
  if (type === undefined) return undefined;
  const value = defaultOf(field.default.value, type);
  const isSingle = field.label?.text !== "repeated" && field.key === undefined;
  if (value !== undefined && isSingle) return value;
  if (!isSingle) return bad(`\`${name}\` is a list: it cannot have a default`, "remove it");
  return bad(`\`${shownDefault(field.default.value)}\` cannot be the default of \`${name}\`, a ${field.type.text}`);
}

/** Checks the enum of a field: the first value is 0 in maps, and fields of proto3 have enums of proto3. */
export function checkEnumUse(file: ProtoFile, field: FieldNode, type: Type, faults: Faults): void {
  if (type?.kind !== "target" || type.node.kind !== "enum") return;
  const name = fullName(file, field.path);
  if (file.syntax?.text === "proto3" && type.file.syntax?.text !== "proto3") {
    const message = `\`${name}\` has the type \`${type.name}\`, an enum of proto2: proto3 cannot use it`;
    faults.refuse(file, field, { code: "bad-enum", message, hint: "declare the enum in a proto3 file" });
  } else if (field.key !== undefined && type.node.values[0]?.number.value !== 0n) {
    const message = `\`${name}\` is a map to \`${type.name}\`, but the first value of that enum is not 0`;
    faults.refuse(file, field, { code: "bad-enum", message, hint: "in a map the first value of an enum must be 0" });
  }
}

/** Refuses `packed` on anything but lists of numbers, booleans and enums. */
export function checkPacked(file: ProtoFile, field: FieldNode, type: Type, faults: Faults): void {
  const option = optionNamed(field, "packed");
  if (option === undefined || type === undefined) return;
  const isNumber = type.kind === "target" ? type.node.kind === "enum" : !["string", "bytes"].includes(type.scalar);
  const isPackable = field.label?.text === "repeated" && isNumber;
  if (!isTrue(field, "packed") || isPackable) return;
  const name = fullName(file, field.path);
  const message = `\`${name}\` is packed, but not a list of numbers, booleans or enums`;
  faults.refuse(file, field, { code: "bad-option", message });
}
