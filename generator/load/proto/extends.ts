import type { Faults } from "./faults.ts";
import { badFieldNumber, isFieldNumber, sorted, within } from "./numbers.ts";
import { join } from "./parse-fields.ts";
import type { ExtendNode, MessageNode, ProtoFile } from "./tree.ts";
import { type Context, unknownType } from "./types.ts";
import { fullName } from "./walk.ts";

const OPTIONS = /^google\.protobuf\.(?:File|Message|Field|Enum|EnumValue|Service|Method|Oneof|ExtensionRange)Options$/;

/** Returns whether a message declares options of .proto files. */
export function isOptions(name: string): boolean {
  return OPTIONS.test(name);
}

/** Numbers of extensions, by extended message. */
export type Extended = Map<MessageNode, Map<bigint, string>>;

/** An extended message. */
export interface Extendee {
  readonly node: MessageNode;
  readonly name: string;
}

/** Checks that the extended message admits these numbers. Returns the message. */
export function checkExtend(
  file: ProtoFile,
  node: ExtendNode,
  extended: Extended,
  context: Context,
): Extendee | undefined {
  const { symbols, faults } = context;
  const found = symbols.resolve(node.type.text, fullName(file, join(node.scope, "extension")), file, false);
  if (found === undefined || !("symbol" in found)) {
    if (!context.isLost(node.type.text))
      faults.add(node.type.at, unknownType(node.type, file, found, context, "message"));
    return undefined;
  }
  const { node: target, name } = found.symbol;
  if (target?.kind !== "message") {
    faults.add(node.type.at, { code: "unknown-type", message: `\`${node.type.text}\` is not a message` });
    return undefined;
  }
  if (file.syntax?.text === "proto3" && !isOptions(name)) {
    const hint = "proto3 can extend only the options of .proto files";
    faults.add(node.type.at, {
      code: "bad-range",
      message: `\`${name}\` is extended, but proto3 has no extensions`,
      hint,
    });
  }
  const numbers = extended.get(target) ?? new Map<bigint, string>();
  extended.set(target, numbers);
  checkNumbers(file, node, { node: target, name, numbers }, faults);
  return { node: target, name };
}

interface Numbered extends Extendee {
  readonly numbers: Map<bigint, string>;
}

function checkNumbers(
  file: ProtoFile,
  node: ExtendNode,
  { node: target, name, numbers }: Numbered,
  faults: Faults,
): void {
  const kept = sorted(target.extensions);
  for (const field of node.fields) {
    const { value, text } = field.number;
    const path = fullName(file, field.path);
    const other = numbers.get(value);
    if (other === undefined) numbers.set(value, path);
    if (!isFieldNumber(value)) faults.refuse(file, field, badFieldNumber(path, field.number));
    else if (!within(kept, value)) {
      const message = `\`${path}\` has the number ${text}, but \`${name}\` does not keep it for extensions`;
      const ranges = kept.map(({ from, to }) => `${from} to ${to}`).join(", ");
      faults.refuse(file, field, {
        code: "bad-range",
        message,
        hint: ranges === "" ? "declare the field in it" : `it keeps ${ranges}`,
      });
    } else if (other !== undefined) {
      const message = `duplicate id ${text}: \`${other}\` has it`;
      faults.refuse(file, field, { code: "bad-number", message, hint: "give it another number" });
    }
  }
}
