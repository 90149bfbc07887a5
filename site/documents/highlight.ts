import highlight from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import lua from "highlight.js/lib/languages/lua";
import protobuf from "highlight.js/lib/languages/protobuf";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import yaml from "highlight.js/lib/languages/yaml";
import { handlebars } from "../../generator/render/own.ts";

const LANGUAGES = { bash, diff, go, javascript, json, lua, protobuf, python, typescript, yaml };
for (const [name, language] of Object.entries(LANGUAGES)) highlight.registerLanguage(name, language);
highlight.registerAliases("proto", { languageName: "protobuf" });

/** Returns a text as HTML, with its syntax marked if the language is known. */
export function highlighted(text: string, language: string): string {
  if (highlight.getLanguage(language) === undefined) return handlebars.escapeExpression(text);
  return highlight.highlight(text, { language, ignoreIllegals: true }).value;
}
