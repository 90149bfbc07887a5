import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Looks of all editors, in the colours of the page. */
export const THEME: Extension = [
  EditorView.theme({
    "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--raised)", fontSize: "13px" },
    ".cm-scroller": { fontFamily: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace', overflow: "auto" },
    ".cm-content": { caretColor: "var(--text)" },
    ".cm-cursor": { borderLeftColor: "var(--text)" },
    "&.cm-focused": { outline: "2px solid var(--mark-strong)", outlineOffset: "-2px" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark) !important" },
    ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
    ".cm-activeLine, .cm-activeLineGutter": {
      backgroundColor: "color-mix(in srgb, var(--mark) 30%, transparent)",
    },
    ".cm-tooltip": {
      color: "var(--text)",
      backgroundColor: "var(--raised)",
      border: "1px solid var(--line)",
      maxWidth: "min(34rem, 90vw)",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
      color: "var(--text)",
      backgroundColor: "var(--mark)",
    },
    ".cm-completionDetail": { color: "var(--quiet)" },
    ".cm-about": { padding: "0.3rem 0.5rem", overflowWrap: "anywhere", maxHeight: "20rem", overflow: "auto" },
    ".cm-about pre": { margin: "0 0 0.3rem", whiteSpace: "pre-wrap" },
    ".cm-about p": { margin: "0 0 0.3rem" },
    ".cm-diagnostic": { whiteSpace: "pre-wrap" },
    ".cm-diagnosticAction": {
      color: "var(--text)",
      backgroundColor: "var(--raised)",
      border: "1px solid var(--line)",
      margin: "0.2rem 0.3rem 0.2rem 0",
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
      { tag: [tags.keyword, tags.typeName, tags.definitionKeyword], color: "var(--link)" },
      { tag: [tags.string, tags.special(tags.string)], color: "var(--good)" },
      { tag: [tags.number, tags.bool], color: "var(--bad)" },
      { tag: [tags.propertyName, tags.meta, tags.atom], color: "var(--link)" },
    ]),
  ),
];
