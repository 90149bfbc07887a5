import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension, Text } from "@codemirror/state";
import { type EditorView, hoverTooltip, type Tooltip } from "@codemirror/view";
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import type { CompilerHandlers } from "../../compiler/handlers.ts";
import type { Client } from "../../rpc/client.ts";
import type { Handlers } from "../../rpc/message.ts";
import { describeByKey } from "./describe.ts";
import { markdownElement } from "./markdown.ts";
import { rangeOf } from "./places.ts";

export type Compiler = Client<CompilerHandlers & Handlers>;

/** Hovers and completions of a file, by the answers of the language server. */
export function assistance(compiler: Compiler, path: () => string): Extension {
  const describe = (view: EditorView, offset: number) => hover(compiler, path(), view, offset);
  return [
    hoverTooltip(describe),
    describeByKey(describe),
    autocompletion({ override: [(context) => complete(compiler, path(), context)], icons: false }),
  ];
}

async function hover(compiler: Compiler, path: string, view: EditorView, offset: number): Promise<Tooltip | null> {
  const { doc } = view.state;
  const found = await compiler.ask("hover", { path, offset }).catch(() => undefined);
  if (found?.range === undefined || view.state.doc !== doc) return null;
  const { from, to } = rangeOf(doc, found.range);
  const { value } = found.contents as { readonly value: string };
  return { pos: from, end: to, create: () => ({ dom: markdownElement(value) }) };
}

/** Characters after which completion begins by itself. */
const BEGIN = /[\w.("']$/;

async function complete(
  compiler: Compiler,
  path: string,
  context: CompletionContext,
): Promise<CompletionResult | null> {
  const { doc } = context.state;
  if (!context.explicit && !BEGIN.test(doc.sliceString(Math.max(0, context.pos - 1), context.pos))) return null;
  const items = await compiler.ask("complete", { path, offset: context.pos }).catch(() => []);
  if (context.aborted || items.length === 0) return null;
  const from = Math.min(...items.map((item) => fromOf(doc, item) ?? context.pos));
  return { from, options: items.map((item) => optionOf(doc, item)), validFor: /^[\w.]*$/ };
}

function fromOf(doc: Text, { textEdit }: CompletionItem): number | undefined {
  return textEdit !== undefined && "range" in textEdit ? rangeOf(doc, textEdit.range).from : undefined;
}

/** Names of kinds, for the class of a candidate. */
const TYPES: Readonly<Partial<Record<CompletionItemKind, string>>> = {
  [CompletionItemKind.Keyword]: "keyword",
  [CompletionItemKind.Field]: "property",
  [CompletionItemKind.Struct]: "class",
  [CompletionItemKind.Enum]: "enum",
};

function optionOf(doc: Text, item: CompletionItem): Completion {
  const { label, detail, documentation, textEdit, additionalTextEdits = [], sortText, kind } = item;
  const type = kind && TYPES[kind];
  const about = typeof documentation === "object" ? documentation.value : documentation;
  const more = additionalTextEdits.map(({ range, newText }) => ({ ...rangeOf(doc, range), insert: newText }));
  return {
    label,
    ...(detail !== undefined && { detail }),
    ...(type !== undefined && { type }),
    ...(sortText !== undefined && { boost: -Number(sortText) / 100 }),
    ...(about !== undefined && { info: () => markdownElement(about) }),
    apply: (view: EditorView, _: Completion, from: number, to: number) => {
      const insert = textEdit?.newText ?? label;
      const moved = more.reduce((sum, one) => (one.from <= from ? sum + one.insert.length : sum), 0);
      view.dispatch({
        changes: [...more, { from, to, insert }],
        selection: { anchor: from + moved + insert.length },
        userEvent: "input.complete",
      });
    },
  };
}
