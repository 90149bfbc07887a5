import { closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  tooltips,
} from "@codemirror/view";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Diagnostic } from "vscode-languageserver-types";
import { assistance, type Compiler } from "./assist.ts";
import { areShown, type FixesOf, shownDiagnostics } from "./diagnostics.ts";
import { syntaxOf } from "./language.ts";
import { changeFromOutside } from "./outside.ts";
import { offsetOf } from "./places.ts";
import { FileStates } from "./states.ts";
import { THEME } from "./theme.ts";

/** A place to go to. A new object goes there again. */
export interface Target {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

interface Props {
  readonly path: string;
  readonly text: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly fixesOf?: FixesOf;
  /** Is called with each new text. Without it, nothing can be changed. */
  readonly change?: (path: string, text: string) => void;
  readonly compiler?: Compiler;
  readonly target?: Target | undefined;
}

/** Syntax of a file, which is loaded after its text is shown. */
const SYNTAX = new Compartment();
const PLAIN: Extension = [];

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];
const NO_FIXES: FixesOf = () => [];

/**
 * Editor of a text, or a view of one. It lies in a shadow tree: there, the editor puts its styles into style sheets of its
 * own, which the policy of the page allows, and not into elements.
 */
export function Editor(props: Props): JSX.Element {
  const { path, text, diagnostics = NO_DIAGNOSTICS, fixesOf = NO_FIXES, target } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const states = useMemo(() => new FileStates(), []);
  useLayoutEffect(() => {
    const root = place.current?.shadowRoot ?? place.current?.attachShadow({ mode: "open" });
    if (root === undefined) return undefined;
    const made = new EditorView({ root, parent: root });
    made.dom.style.height = "100%";
    view.current = made;
    return () => made.destroy();
  }, []);
  useLayoutEffect(() => {
    const { current } = view;
    if (current === undefined) return undefined;
    states.show(path, current, () => EditorState.create({ doc: text, extensions: extensionsOf(latest) }));
    if (SYNTAX.get(current.state) === PLAIN) {
      void syntaxOf(path).then((found) => {
        if (latest.current.path === path) current.dispatch({ effects: SYNTAX.reconfigure(found) });
      });
    }
    return () => {
      // There is nothing to undo in a view of a text.
      if (latest.current.change !== undefined) states.keep(path, current);
    };
  }, [path]);
  useLayoutEffect(() => {
    const { current } = view;
    const changed = current && changeFromOutside(current.state, text);
    if (changed !== undefined) current?.dispatch(changed);
  }, [path, text]);
  useEffect(() => {
    const { current } = view;
    if (current === undefined) return;
    const all = shownDiagnostics(current.state.doc, diagnostics, (one) => fixesOf(path, one));
    // An update costs the layout of the page, and closes the problem that the pointer is at.
    if (!areShown(current.state, all)) current.dispatch(setDiagnostics(current.state, all));
  }, [path, diagnostics, fixesOf]);
  // Keys that follow a click go to the editor.
  useLayoutEffect(() => {
    const { current } = view;
    if (current === undefined || target?.path !== path) return;
    const anchor = offsetOf(current.state.doc, { line: target.line, character: target.column });
    current.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    current.focus();
  }, [target, path]);
  return <div class="editor" ref={place} />;
}

function extensionsOf(latest: { readonly current: Props }): Extension {
  const { path, compiler, change } = latest.current;
  const all: Extension[] = [
    SYNTAX.of(PLAIN),
    lineNumbers(),
    highlightSpecialChars(),
    drawSelection(),
    bracketMatching(),
    // A reader of the screen, and axe, take an editable element without it for one that the keyboard does not reach.
    EditorView.contentAttributes.of({ "aria-label": path, tabindex: "0" }),
    tooltips({ position: "fixed" }),
    THEME,
  ];
  if (change === undefined || compiler === undefined)
    return [...all, EditorState.readOnly.of(true), keymap.of(defaultKeymap)];
  return [
    ...all,
    history(),
    closeBrackets(),
    indentOnInput(),
    highlightActiveLine(),
    lintGutter(),
    assistance(compiler, () => latest.current.path),
    keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (!docChanged) return;
      const text = state.doc.toString();
      if (text !== latest.current.text) latest.current.change?.(latest.current.path, text);
    }),
  ];
}
