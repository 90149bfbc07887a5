import type { ProtoFile, ServiceNode, Word } from "./tree.ts";
import { type Context, unknownType } from "./types.ts";
import { fullName } from "./walk.ts";

/** Checks a service. It is skipped, but its methods must take and return messages. */
export function checkService(file: ProtoFile, { methods }: ServiceNode, context: Context): void {
  for (const method of methods) {
    for (const type of [method.input, method.output]) checkMethodType(file, fullName(file, method.path), type, context);
  }
}

function checkMethodType(file: ProtoFile, scope: string, type: Word, context: Context): void {
  const found = context.symbols.resolve(type.text, scope, file, false);
  if (found !== undefined && "symbol" in found) {
    if (found.symbol.node?.kind === "message" || found.symbol.isEntry) return;
    context.faults.add(type.at, { code: "unknown-type", message: `\`${type.text}\` is not a message` });
  } else if (!context.isLost(type.text)) {
    context.faults.add(type.at, unknownType(type, file, found, context, "message"));
  }
}
