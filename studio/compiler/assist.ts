import type { CompletionItem, Hover } from "vscode-languageserver-types";
import { complete } from "../../lsp/requests/complete.ts";
import { hover } from "../../lsp/requests/hover.ts";
import { Shapes } from "../../lsp/yaml/shapes.ts";
import type { Trial } from "./trial.ts";

const shapes = new Shapes();

/** Describes the thing at an offset of a file; `undefined` if there is nothing to say. */
export function hoverAt(trial: Trial, path: string, offset: number): Hover | undefined {
  const served = trial.served(path);
  return served && hover(served.session.now, served.source, offset, shapes);
}

/** Lists what can be typed at an offset of a file. */
export function completionsAt(trial: Trial, path: string, offset: number): readonly CompletionItem[] {
  const typed = trial.typed(path);
  return typed === undefined ? [] : complete(typed.session, typed.source, offset, shapes).items;
}
