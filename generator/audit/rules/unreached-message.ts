import type { Model } from "../../model/model.ts";
import { messagesOf } from "../../model/walk.ts";
import type { Rule } from "./rule.ts";

export const unreachedMessage: Rule = {
  id: "unreached-message",
  title: "No image contains a message",
  why: "It is in no row, and in no message that is in one: code is made for it that nothing uses, or a row was forgotten.",
  category: "rows",
  severity: "warning",
  *check({ model }) {
    const reached = reachedFrom(model);
    for (const { name, at } of model.messages) {
      if (reached.has(name) || name.startsWith("google.protobuf.")) continue;
      const message = `no image contains \`${name}\``;
      yield { message, suggestion: "add its row, or a field that holds it, or take it out", at, subjects: [name] };
    }
  },
};

/** The names of all messages that rows name, and of those inside them. */
function reachedFrom({ images, messages }: Model): ReadonlySet<string> {
  const byName = new Map(messages.map((message) => [message.name, message]));
  const reached = new Set(images.flatMap((image) => [...messagesOf(image)]).map(({ message }) => message));
  // A set that grows while it is gone through is gone through to its end.
  for (const name of reached) {
    for (const { type } of byName.get(name)?.fields ?? []) {
      const inner = type.kind === "map" ? type.value : type;
      if (inner.kind === "message") reached.add(inner.name);
    }
  }
  return reached;
}
