import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import { visible } from "../../parts/text.ts";
import { Tree, type TreeRow } from "../../parts/tree.tsx";
import type { NodeRow } from "./node-row.ts";
import type { Row } from "./rows.ts";
import type { Summary } from "./summaries.ts";
import type { ShownRows } from "./use-rows.ts";

/** Longest value in a row, in characters. */
const LONGEST = 300;

/** Tree of the entries of an image. */
export function EntryTree({
  rows: shown,
  file,
  select,
}: {
  readonly rows: ShownRows;
  readonly file: string;
  /** Chooses a place; `replace` leaves no step in the history. */
  readonly select: (offset: number, replace?: boolean) => void;
}): JSX.Element {
  const { rows, selected, summaries, toggle, offsetOf, see } = shown;
  const chosen = async (i: number, replace: boolean): Promise<void> => {
    const row = rows.at(i);
    if (row !== undefined) select(await offsetOf(row), replace);
  };
  const onRows = useCallback(see, [rows, summaries]);
  return (
    <div class="entry-tree">
      <Tree
        label={`Entries of ${file}`}
        count={rows.count}
        row={(i) => treeRow(rows.at(i), summaries)}
        selected={selected?.row}
        choose={(i) => {
          const row = rows.at(i);
          if (row?.isOpen === false) toggle(row);
          void chosen(i, false);
        }}
        move={(i) => void chosen(i, true)}
        toggle={(i) => {
          const row = rows.at(i);
          if (row !== undefined) toggle(row);
        }}
        onRows={onRows}
      />
    </div>
  );
}

function treeRow(row: Row | undefined, summaries: ReadonlyMap<number, Summary>): TreeRow {
  if (row === undefined) return { key: "", level: 1, content: "" };
  if (row.node === undefined) {
    const { entry, isOpen } = row;
    const about = summaries.get(entry);
    return {
      key: `entry ${entry}`,
      level: 1,
      expanded: isOpen,
      class: about?.problem === undefined ? "" : "broken",
      content: (
        <>
          <b>entry {entry}</b>
          <Notes notes={isOpen ? row.notes : problemNotes(about)} />
          <span class="quiet"> {isOpen ? "" : visible(about?.text ?? "")}</span>
        </>
      ),
    };
  }
  const { node, isOpen } = row;
  const isBroken = node.notes.some(({ severity }) => severity === "error");
  return {
    key: `${row.entry ?? ""} ${node.offset} ${node.path ?? node.kind} ${node.depth}`,
    level: node.depth + 1,
    expanded: isOpen,
    class: isBroken ? "broken" : "",
    content: <NodeText node={node} />,
  };
}

function problemNotes(about: Summary | undefined): NodeRow["notes"] {
  return about?.problem === undefined ? [] : [{ severity: "error", text: about.problem }];
}

function NodeText({ node: { label, value, type, kind, notes } }: { readonly node: NodeRow }): JSX.Element {
  const isGroup = kind === "message" || kind === "size";
  return (
    <>
      <span class={isGroup ? "group" : "name"}>{visible(label)}</span>
      {value === undefined || kind === "size" ? null : <span class="value"> {visible(value.slice(0, LONGEST))}</span>}
      {type === undefined ? null : <span class="quiet"> {type}</span>}
      <Notes notes={notes} />
    </>
  );
}

function Notes({ notes }: Pick<NodeRow, "notes">): JSX.Element {
  return (
    <>
      {notes.map(({ severity, text }) => (
        <span key={text} class={`says ${severity}`}>
          {" "}
          {visible(text)}
        </span>
      ))}
    </>
  );
}
