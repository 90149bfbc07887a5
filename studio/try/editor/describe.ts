import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { type EditorView, keymap, showTooltip, type Tooltip } from "@codemirror/view";

/** Finds the description of a place, as for a pointer above it. */
type Describe = (view: EditorView, offset: number) => Promise<Tooltip | null>;

const show = StateEffect.define<Tooltip | null>();

/** Description at the cursor, until that moves or the text changes. */
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update: (tooltip, { effects, docChanged, selection }) => {
    for (const effect of effects) if (effect.is(show)) return effect.value;
    return docChanged || selection !== undefined ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/** Describes the thing at the cursor by a key, for people without a pointer. Escape closes the description. */
export function describeByKey(describe: Describe): Extension {
  const run = (view: EditorView): boolean => {
    const { head } = view.state.selection.main;
    void describe(view, head).then((tooltip) => view.dispatch({ effects: show.of(tooltip) }));
    return true;
  };
  const close = (view: EditorView): boolean => {
    if (view.state.field(shown) === null) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [
    shown,
    keymap.of([
      { key: "Mod-i", run, preventDefault: true },
      { key: "Escape", run: close },
    ]),
  ];
}
