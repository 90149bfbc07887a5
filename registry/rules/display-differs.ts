import type { Display, Field, Model } from "../../generator/model/model.ts";
import type { Rule } from "./rule.ts";

export const displayDiffers: Rule = {
  id: "display-differs",
  title: "CRIU's C sources have another name for a bit or a code",
  why: "JSON shows the name of CRIU's Python tool, but to CRIU itself the number means something else.",
  category: "display",
  severity: "warning",
  *check({ model }) {
    for (const [key, numbers] of model.display.more) {
      const at = fieldOf(model, key)?.at;
      if (at === undefined) continue;
      for (const { name, differs } of differences(numbers, [...shownNames(model.display, key)])) {
        const message = `\`${name}\` of \`${key}\` is ${differs}`;
        yield {
          message,
          suggestion: "find the right name, and report the other one to CRIU",
          at,
          subjects: [`${key}.${name}`],
        };
      }
    }
  },
};

type Numbered = readonly [number: number, name: string];

function* differences(
  numbers: readonly { readonly name: string; readonly bit: number }[],
  shown: readonly Numbered[],
): Generator<{ readonly name: string; readonly differs: string }> {
  for (const { name, bit } of numbers) {
    const other = shown.find(([number, text]) => number === bit && !isSameName(text, name));
    const moved = shown.find(([number, text]) => number !== bit && isSameName(text, name));
    if (other !== undefined) yield { name, differs: `${hex(bit)}, and JSON calls that \`${other[1]}\`` };
    else if (moved !== undefined) yield { name, differs: `${hex(bit)}, and ${hex(moved[0])} in JSON` };
  }
}

/** Returns the names that JSON shows for a key of `more`, with their numbers: from a map of bits, or from `dict.field`. */
function shownNames({ flags, dicts }: Display, key: string): Iterable<Numbered> {
  const [dict = "", field = ""] = key.split(".");
  const codes = dicts.get(dict)?.get(field);
  return codes ?? flags.get(key)?.map(({ name, bit }) => [bit, name] as const) ?? [];
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}

/** Returns whether C's name is the one that JSON shows, such as TASK_ALIVE for Alive. */
function isSameName(shown: string, name: string): boolean {
  return shown === name || name.endsWith(`_${shown.toUpperCase()}`);
}

/** Returns the first field that shows the names of this key. */
function fieldOf({ messages }: Model, key: string): Field | undefined {
  const shows = (message: string, { name, display: { flags, dict } }: Field): boolean =>
    [`${message}.${name}`, `${dict}.${name}`, flags].includes(key);
  return messages.flatMap(({ name, fields }) => fields.filter((field) => shows(name, field)))[0];
}
