import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { countText, visible } from "../../parts/text.ts";
import { Tree, type TreeRow } from "../../parts/tree.tsx";
import type { Difference, Differences, Sides } from "./difference.ts";
import { DifferenceFacts } from "./difference-facts.tsx";
import { DifferencePane } from "./difference-pane.tsx";
import { type Line, linesOf, NOISE, topicsOf } from "./lines.ts";
import { SIGNS } from "./signs.ts";

interface Props {
  readonly found: Differences;
  readonly sides: Sides;
  /** Key of the chosen row. */
  readonly chosen: string | undefined;
  readonly choose: (key: string) => void;
}

/** Differences by topic and thing, both values side by side, and the places of the chosen one. */
export function DifferenceList({ found, sides, chosen, choose }: Props): JSX.Element {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set([NOISE]));
  const topics = useMemo(() => topicsOf(found.differences), [found]);
  const lines = useMemo(() => linesOf(topics, closed), [topics, closed]);
  const toggle = (i: number): void => {
    const key = lines[i]?.key ?? "";
    setClosed((known) => new Set(known.has(key) ? [...known].filter((one) => one !== key) : [...known, key]));
  };
  const at = lines.findIndex(({ key }) => key === chosen);
  const line = lines[at];
  const select = (i: number): void => choose(lines[i]?.key ?? "");
  return (
    <div class="differences">
      <DifferenceFacts found={found} sides={sides} />
      <div class="difference-titles" aria-hidden="true">
        <span>Difference</span>
        <span>{visible(sides.a.title)}</span>
        <span>{visible(sides.b.title)}</span>
      </div>
      <Tree
        label="Differences"
        count={lines.length}
        row={(i) => treeRow(lines[i])}
        selected={at === -1 ? undefined : at}
        move={select}
        choose={(i) => {
          select(i);
          if (lines[i]?.isOpen === false || lines[i]?.level === 1) toggle(i);
        }}
        toggle={toggle}
      />
      {line?.difference === undefined ? (
        <p class="quiet difference-pane">Choose a difference to see both values and their places.</p>
      ) : (
        <DifferencePane difference={line.difference} isThing={line.level === 2} sides={sides} />
      )}
    </div>
  );
}

function treeRow(line: Line | undefined): TreeRow {
  if (line === undefined) return { key: "", level: 1, content: "" };
  const { key, level, isOpen, topic, count = 0, difference } = line;
  const common = { key, level, expanded: isOpen };
  if (difference === undefined) {
    const content = (
      <>
        <b>{topic}</b> <span class="quiet">{countText(count, "thing")}</span>
      </>
    );
    return { ...common, content };
  }
  if (level === 2) return { ...common, class: "thing", content: <ThingText difference={difference} isOpen={isOpen} /> };
  return { ...common, class: "value", content: <ValueText difference={difference} /> };
}

function ThingText({
  difference,
  isOpen,
}: {
  readonly difference: Difference;
  readonly isOpen: boolean | undefined;
}): JSX.Element {
  const { thing, title, before, after } = difference;
  const kind = isOpen === undefined ? difference.kind : "changed";
  const about = title ?? (isOpen === undefined ? (after ?? before) : undefined);
  return (
    <span class={`change ${kind}`}>
      {SIGNS[kind]} {visible(thing)}
      {about === undefined ? null : <span class="quiet"> {visible(about)}</span>}
    </span>
  );
}

function ValueText({ difference }: { readonly difference: Difference }): JSX.Element {
  const { path, pages } = difference;
  if (pages !== undefined) {
    return (
      <span class="values">
        <span>{visible(path)}</span>
        <span class="both">
          {pages.count.toLocaleString("en")} of {countText(pages.of, "page")} differ
        </span>
      </span>
    );
  }
  return (
    <span class="values">
      <span>{visible(path)}</span>
      <Value difference={difference} side="a" />
      <Value difference={difference} side="b" />
    </span>
  );
}

/** One of both values; a sign stands for one that is absent, and for one without a text. */
function Value({ difference, side }: { readonly difference: Difference; readonly side: "a" | "b" }): JSX.Element {
  const { kind, before, after } = difference;
  const text = side === "a" ? before : after;
  const isAbsent = kind === (side === "a" ? "added" : "removed");
  return <span class={side === "a" ? "old" : "new"}>{isAbsent ? "—" : visible(text ?? kind)}</span>;
}
