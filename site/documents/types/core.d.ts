/* Types of highlight.js as far as they are needed: its own add the types of browsers to the whole project. */
import type { Language } from "./language.d.ts";

declare const highlight: {
  registerLanguage(name: string, language: Language): void;
  registerAliases(alias: string, options: { readonly languageName: string }): void;
  getLanguage(name: string): object | undefined;
  highlight(
    text: string,
    options: { readonly language: string; readonly ignoreIllegals: boolean },
  ): { readonly value: string };
};
export default highlight;
