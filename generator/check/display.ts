import type { IsLost } from "../model/lost.ts";
import type { Field, Message, Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { didYouMean } from "../text/suggest.ts";

/** Checks that display.yaml has the names that fields refer to. */
export function* checkDisplay(model: Model, isLost: IsLost): Generator<Problem> {
  if (isLost("display.yaml")) return;
  const { flags, dicts } = model.display;
  for (const message of model.messages) {
    for (const field of message.fields) {
      yield* checkName(message, field, field.display.flags, "flags", flags.keys());
      yield* checkName(message, field, field.display.dict, "dicts", dicts.keys());
    }
  }
}

function* checkName(
  message: Message,
  field: Field,
  name: string | undefined,
  section: string,
  known: Iterable<string>,
): Generator<Problem> {
  const names = [...known];
  if (name === undefined || names.includes(name)) return;
  const hint = didYouMean(name, names) ?? `known: ${names.join(", ")}`;
  const text = `display.yaml has no ${section} \`${name}\`, but \`${message.name}.${field.name}\` refers to it`;
  yield { code: "unknown-display", message: text, hint, at: field.at };
}
