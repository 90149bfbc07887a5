import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { useActiveRow } from "./use-active-row.ts";
import { VirtualList } from "./virtual-list.tsx";

/** A row of a tree. */
export interface TreeRow {
  readonly key: string;
  /** Level, from 1. */
  readonly level: number;
  /** Absent if nothing is below the row. */
  readonly expanded?: boolean | undefined;
  readonly class?: string | undefined;
  readonly content: ComponentChildren;
}

/** Properties of a tree. Its rows are those that are visible, in their order. */
export interface TreeProps {
  readonly label: string;
  readonly count: number;
  readonly row: (i: number) => TreeRow;
  /** Selected row. */
  readonly selected?: number | undefined;
  /** Is called if a row is chosen by a click or by Enter. */
  readonly choose: (i: number) => void;
  /** Is called if the arrow keys rest at a row. Without it, they only move. */
  readonly move?: (i: number) => void;
  readonly toggle?: (i: number) => void;
  /** Largest height, in rows. */
  readonly limit?: number;
  /** Is called with the rows that are seen. */
  readonly onRows?: (from: number, to: number) => void;
}

/** Height of a row, in pixels; the style sheet has it, too. */
const ROW_HEIGHT = 22;

/** Tree of rows after the ARIA pattern: one stop of the keyboard, arrow keys, and only the visible rows rendered. */
export function Tree({ label, count, row, selected, choose, move, toggle, limit, onRows }: TreeProps): JSX.Element {
  const id = useId();
  const { active, to, set } = useActiveRow(count, selected, move);
  const keys = (event: KeyboardEvent): void => {
    const step = stepFor(event.key, active, count, row);
    if (step === undefined) return;
    event.preventDefault();
    if (step === "choose") {
      set(active);
      choose(active);
    } else if (step === "toggle") toggle?.(active);
    else to(step);
  };
  const click = ({ target }: Event): void => {
    const element = target as Element;
    const clicked = element.closest<HTMLElement>("[data-row]")?.dataset["row"];
    if (clicked === undefined) return;
    set(Number(clicked));
    if (element.closest(".twist:not(:empty)") === null) choose(Number(clicked));
    else toggle?.(Number(clicked));
  };
  return (
    <VirtualList
      count={count}
      rowHeight={ROW_HEIGHT}
      shown={active}
      limit={limit}
      onRows={onRows}
      outer={{
        role: "tree",
        "aria-label": label,
        "aria-activedescendant": count === 0 ? undefined : `${id}-${active}`,
        tabIndex: 0,
        onKeyDown: keys,
        onClick: click,
        class: "tree",
      }}
      render={(i) => (
        <Row key={row(i).key} id={id} i={i} row={row(i)} active={i === active} selected={i === selected} />
      )}
    />
  );
}

/** Shows a row. Its clicks and keys are those of the tree, which has the focus. */
function Row({
  id,
  i,
  row: { level, expanded, content, class: className = "" },
  active,
  selected,
}: {
  readonly id: string;
  readonly i: number;
  readonly row: TreeRow;
  readonly active: boolean;
  readonly selected: boolean;
}): JSX.Element {
  return (
    <div
      id={`${id}-${i}`}
      data-row={i}
      role="treeitem"
      aria-level={level}
      aria-expanded={expanded}
      aria-selected={selected}
      tabIndex={-1}
      class={`tree-row ${active ? "active" : ""} ${className}`}
      style={{ paddingLeft: `${(level - 1) * 1.1 + 0.3}rem` }}
    >
      <span class="twist" aria-hidden="true">
        {expanded === undefined ? "" : expanded ? "▾" : "▸"}
      </span>
      {content}
    </div>
  );
}

/** Number of rows that a page key moves. */
const PAGE = 20;

/** Returns the row that a key leads to, or what it does; `undefined` if it means nothing in a tree. */
function stepFor(
  key: string,
  active: number,
  count: number,
  row: TreeProps["row"],
): number | "choose" | "toggle" | undefined {
  if (count === 0) return undefined;
  const { expanded, level } = row(active);
  switch (key) {
    case "ArrowDown":
      return active + 1;
    case "ArrowUp":
      return active - 1;
    case "PageDown":
      return active + PAGE;
    case "PageUp":
      return active - PAGE;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "Enter":
    case " ":
      return "choose";
    case "ArrowRight":
      return expanded === false ? "toggle" : expanded === true ? active + 1 : undefined;
    case "ArrowLeft":
      return expanded === true ? "toggle" : parentOf(active, level, row);
    default:
      return undefined;
  }
}

/** Number of rows that are searched for the parent of a row. */
const SEARCHED = 10_000;

function parentOf(active: number, level: number, row: TreeProps["row"]): number | undefined {
  for (let i = active - 1; i >= Math.max(0, active - SEARCHED); i--) if (row(i).level < level) return i;
  return undefined;
}
