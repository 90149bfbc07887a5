import type { Faults } from "./faults.ts";
import { isTrue } from "./known-options.ts";
import { checkFieldNumbers } from "./numbers.ts";
import type { FieldNode, MessageNode, ProtoFile } from "./tree.ts";
import { fullName } from "./walk.ts";

/** protobufjs looks at all fields of a message whenever it adds one: with many more it takes minutes. */
const MOST_FIELDS = 5000;

/** Checks that concern a message as a whole: numbers, names in JSON, and forms that are not supported. */
export function checkMessage(file: ProtoFile, node: MessageNode, faults: Faults): void {
  const name = fullName(file, node.path);
  if (node.isGroup) {
    const hint = "declare a message and a field of it; a field that is left out is kept as an unknown one";
    faults.refuse(file, node, { code: "unsupported", message: `the group \`${name}\` is not supported`, hint });
  }
  if (isTrue(node, "message_set_wire_format")) {
    const hint = "take the option out, if no image has the form of message sets";
    faults.refuse(file, node, { code: "unsupported", message: `the message set \`${name}\` is not supported`, hint });
  }
  if (node.fields.length > MOST_FIELDS) {
    const message = `\`${name}\` has ${node.fields.length} fields, which are more than ${MOST_FIELDS}`;
    faults.refuse(file, node, { code: "unsupported", message, hint: "put some into a message of their own" });
  }
  checkFieldNumbers(file, node, faults);
  for (const oneof of node.oneofs) {
    if (oneof.fields.length > 0) continue;
    const message = `the oneof \`${oneof.name.text}\` has no fields`;
    faults.refuse(file, oneof, { code: "bad-label", message, hint: "take it out, or give it one" });
  }
  if (file.syntax?.text === "proto3") checkJsonNames(file, node, faults);
}

/** In proto3 names of fields differ in more than case and underscores, as their names in JSON would be alike. */
function checkJsonNames(file: ProtoFile, { fields }: MessageNode, faults: Faults): void {
  const known = new Map<string, FieldNode>();
  for (const field of fields) {
    const plain = field.name.text.replaceAll("_", "").toLowerCase();
    const other = known.get(plain);
    if (other === undefined) known.set(plain, field);
    else if (other.name.text !== field.name.text) {
      const message = `\`${field.name.text}\` and \`${other.name.text}\` differ only in case and underscores, and would be alike in JSON`;
      faults.refuse(file, field, {
        code: "duplicate-name",
        message,
        hint: "rename one of them: in proto3 that is not allowed",
      });
    }
  }
}
