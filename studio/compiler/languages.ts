import type { Naming } from "../../generator/model/naming.ts";
import { LANGUAGE as GO } from "../../generator/targets/go/language.ts";
import { LANGUAGE as PYTHON } from "../../generator/targets/python/language.ts";
import type { Language } from "../../generator/targets/target.ts";
import { LANGUAGE as TYPESCRIPT } from "../../generator/targets/typescript/language.ts";

/** Languages of generated code, by the names of their targets. */
const LANGUAGES: Readonly<Record<string, Language>> = { typescript: TYPESCRIPT, go: GO, python: PYTHON };

/** Rules for names of all languages: a schema is tried for each of them. */
export const namings: readonly Naming[] = Object.values(LANGUAGES).map(({ naming }) => naming);

/** Returns a language. @throws {Error} if there is none of the name */
export function languageNamed(name: string): Language {
  const found = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : undefined;
  if (found === undefined) throw new Error(`there is no language ${name}`);
  return found;
}
