import type { Recipe } from "criu-checkpoint";
import { EditError } from "criu-checkpoint";
import { VERB_FORMS } from "criu-checkpoint/verbs";
import { parsedYaml } from "../../inspect/recipe/steps.ts";
import { wordsOf } from "./words.ts";

/** Returns the steps of the options, in the order of the verbs: `--set a=1` is the step `set: { a: 1 }`. */
export function stepsOf(options: Readonly<Record<string, unknown>>): Recipe {
  return Object.entries(VERB_FORMS).flatMap(([verb, { keys }]) => {
    const words = wordsOf(keys);
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
  return { [path]: parsedYaml(value, "--set") };
}

const camelCase = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
