import type { CompletionItem, Hover } from "vscode-languageserver-types";
import { completionsAt, hoverAt } from "./assist.ts";
import { Generator, type Wanted } from "./generated.ts";
import { loadPlaces } from "./places.ts";
import { type Problems, problemsOf } from "./problems.ts";
import { STARTS } from "./starts.ts";
import { Trial } from "./trial.ts";

interface At {
  readonly path: string;
  readonly offset: number;
}

/** A generated file, without its text. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

/** Requests of the page to the compiler. */
export type CompilerHandlers = ReturnType<typeof compilerHandlers>;

/** Creates the handlers of the compiler, which has one schema at a time. */
export function compilerHandlers() {
  let trial = new Trial("");
  let generator = new Generator(trial);
  return {
    starts: () => STARTS.map(({ name, title }) => ({ name, title })),
    /** Begins anew, and returns the texts of the schema. */
    start: ({ name }: { readonly name: string }) => {
      trial = new Trial(name);
      generator = new Generator(trial);
      return trial.texts;
    },
    edit: ({ path, text }: { readonly path: string; readonly text: string | undefined }) => trial.edit(path, text),
    problems: (): Promise<Problems | undefined> => problemsOf(trial),
    /** Loads the towns, which the rules of the registry, hovers and completions need. */
    places: () => loadPlaces(),
    hover: ({ path, offset }: At): Hover | undefined => hoverAt(trial, path, offset),
    complete: ({ path, offset }: At): readonly CompletionItem[] => completionsAt(trial, path, offset),
    generate: (wanted: Wanted): readonly ListedFile[] | undefined => {
      const files = generator.files(wanted);
      return files && [...files].map(([path, text]) => ({ path, size: text.length }));
    },
    generated: ({ language, path }: { readonly language: string; readonly path: string }): string | undefined =>
      generator.text(language, path),
  };
}
