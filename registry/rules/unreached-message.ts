import type { Model } from "../../generator/model/model.ts";
import { reachableFrom } from "../../generator/model/reachable.ts";
import { messagesOf } from "../../generator/model/walk.ts";
import type { Rule } from "./rule.ts";

export const unreachedMessage: Rule = {
  id: "unreached-message",
  title: "No image contains a message",
  why: "No row contains the message, directly or in another message: its code is unused, or a row is missing.",
  category: "rows",
  severity: "warning",
  *check({ model }) {
    const reached = reachedIn(model);
    for (const { name, at } of model.messages) {
      if (reached.has(name) || name.startsWith("google.protobuf.")) continue;
      const message = `no image contains \`${name}\``;
      yield { message, suggestion: "add its row or a field of its type, or remove it", at, subjects: [name] };
    }
  },
};

/** Returns the names of all messages in rows, and of those inside them. */
function reachedIn({ images, messages }: Model): ReadonlySet<string> {
  const byName = new Map(messages.map((message) => [message.name, message]));
  const entries = images.flatMap((image) => [...messagesOf(image)]).map(({ message }) => message);
  return reachableFrom(entries, (name) =>
    (byName.get(name)?.fields ?? []).flatMap(({ type }) => {
      const inner = type.kind === "map" ? type.value : type;
      return inner.kind === "message" ? [inner.name] : [];
    }),
  );
}
