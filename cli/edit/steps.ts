import type { Recipe } from "criu-checkpoint";
import { EditError } from "criu-checkpoint";
import { parse } from "yaml";
import { VERB_OPTIONS } from "./verbs.ts";

/**
 * Reads the steps of a recipe. Integers stay exact, and `!!binary` gives bytes.
 *
 * @throws {EditError} if the text is no list, or has too many aliases
 */
export function stepsIn(text: string, file: string): Recipe {
  const steps: unknown = parsed(text, file);
  if (!Array.isArray(steps)) throw new EditError("a list of steps is expected: each begins with a dash", file);
  return steps as Recipe;
}

/** Returns the steps of the options, in the order of the verbs: `--set a=1` is the step `set: { a: 1 }`. */
export function stepsOf(options: Readonly<Record<string, unknown>>): Recipe {
  return Object.entries(VERB_OPTIONS).flatMap(([verb, { words }]) => {
    const given = (options[camelCase(verb)] ?? []) as readonly string[];
    const groups = Array.from({ length: Math.ceil(given.length / words.length) }, (_, i) =>
      given.slice(i * words.length, (i + 1) * words.length),
    );
    return groups.map((group) => ({ [verb]: verb === "set" ? fieldIn(group[0] ?? "") : keysOf(words, group, verb) }));
  });
}

function keysOf(words: readonly string[], group: readonly string[], verb: string): Record<string, string> {
  if (group.length < words.length)
    throw new EditError(`${words.map((word) => `<${word}>`).join(" ")} is expected`, `--${verb}`);
  return Object.fromEntries(words.map((word, i) => [word, group[i] ?? ""]));
}

/** Splits a field and its value at the first `=` outside of brackets. */
function fieldIn(word: string): Record<string, unknown> {
  const [, path, value] = /^((?:[^[\]=]|\[[^\]]*\])+)=(.*)$/s.exec(word) ?? [];
  if (path === undefined || value === undefined) throw new EditError(`"${word}" is not <field>=<value>`, "--set");
  return { [path]: parsed(value, "--set") };
}

function parsed(text: string, place: string): unknown {
  try {
    return parse(text, { intAsBigInt: true, customTags: ["binary"], logLevel: "error" });
  } catch (error) {
    throw new EditError((error as Error).message.split("\n")[0] ?? "", place);
  }
}

const camelCase = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
