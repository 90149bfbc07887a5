import type { Faults } from "./faults.ts";
import { isTrue } from "./known-options.ts";
import { checkFieldNumbers } from "./numbers.ts";
import type { FieldNode, MessageNode, ProtoFile } from "./tree.ts";
import { fullName } from "./walk.ts";

/**
 * Largest number of fields in a message. protobufjs scans all fields whenever it adds one, so more would take minutes.
 */
const MOST_FIELDS = 5000;

/** Checks a message as a whole: numbers, names in JSON, and unsupported forms. */
export function checkMessage(file: ProtoFile, node: MessageNode, faults: Faults): void {
  const name = fullName(file, node.path);
  if (node.isGroup) {
    const hint =
      "declare a message and a field of that type, or remove the group: its data is kept as an unknown field";
    faults.refuse(file, node, { code: "unsupported", message: `the group \`${name}\` is not supported`, hint });
  }
  if (isTrue(node, "message_set_wire_format")) {
    const hint = "remove the option if no image uses message sets";
    faults.refuse(file, node, { code: "unsupported", message: `the message set \`${name}\` is not supported`, hint });
  }
  if (node.fields.length > MOST_FIELDS) {
    const message = `\`${name}\` has ${node.fields.length} fields; at most ${MOST_FIELDS} are supported`;
    faults.refuse(file, node, { code: "unsupported", message, hint: "put some into a message of their own" });
  }
  checkFieldNumbers(file, node, faults);
  for (const oneof of node.oneofs) {
    if (oneof.fields.length > 0) continue;
    const message = `the oneof \`${oneof.name.text}\` has no fields`;
    faults.refuse(file, oneof, { code: "bad-label", message, hint: "remove it, or give it a field" });
  }
  if (file.syntax?.text === "proto3") checkJsonNames(file, node, faults);
}

/** Refuses field names that differ only in case and underscores: in proto3 they would be alike in JSON. */
function checkJsonNames(file: ProtoFile, { fields }: MessageNode, faults: Faults): void {
  const known = new Map<string, FieldNode>();
  for (const field of fields) {
    const plain = field.name.text.replaceAll("_", "").toLowerCase();
    const other = known.get(plain);
    if (other === undefined) known.set(plain, field);
    else if (other.name.text !== field.name.text) {
      const message = `\`${field.name.text}\` and \`${other.name.text}\` differ only in case and underscores: they would be alike in JSON`;
      faults.refuse(file, field, {
        code: "duplicate-name",
        message,
        hint: "rename one of them: proto3 does not allow it",
      });
    }
  }
}
