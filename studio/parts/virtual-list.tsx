import type { ComponentChildren, HTMLAttributes, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { rowsAt, scrollFor, scrollHeight, topAt, topToShow } from "./window.ts";

/** Properties of a list of rows of one height. */
export interface VirtualListProps {
  readonly count: number;
  /** Height of a row, in pixels. */
  readonly rowHeight: number;
  readonly render: (row: number) => ComponentChildren;
  /** Row to scroll to whenever it changes. */
  readonly shown?: number | undefined;
  /** Largest height, in rows; that of the place by default. */
  readonly limit?: number | undefined;
  /** Is called with the rows that are seen, from the first up to the one after the last. */
  readonly onRows?: ((from: number, to: number) => void) | undefined;
  /** Puts the rows into an element other than a `div`, such as a table. */
  readonly wrap?: (rows: ComponentChildren) => JSX.Element;
  /** Attributes of the element that scrolls. */
  readonly outer?: HTMLAttributes<HTMLDivElement>;
}

/** Renders only the rows that are seen: a list of millions of rows costs as much as a short one. */
export function VirtualList({
  count,
  rowHeight,
  render,
  shown,
  limit,
  onRows,
  wrap,
  outer,
}: VirtualListProps): JSX.Element {
  const view = useRef<HTMLDivElement>(null);
  const [viewHeight, setViewHeight] = useState(600);
  const [scroll, setScroll] = useState(0);
  const size = { count, rowHeight, viewHeight };
  const top = topAt(size, scroll);
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const move = (to: number): void => {
    const element = view.current;
    if (element === null) return;
    element.scrollTop = scrollFor(size, to);
    setScroll(scrollFor(size, to));
  };
  useLayoutEffect(() => {
    if (shown !== undefined) move(topToShow(size, top, shown));
  }, [shown, count, viewHeight]);
  const [from, to] = rowsAt(size, top);
  useEffect(() => onRows?.(from, to), [from, to, onRows]);
  const isScaled = scrollHeight(size) < count * rowHeight;
  const wheel = (event: WheelEvent): void => {
    if (!isScaled) return;
    event.preventDefault();
    move(top + event.deltaY / rowHeight);
  };
  const rows = Array.from({ length: to - from }, (_, i) => render(from + i));
  const height = limit === undefined ? {} : { height: `${Math.min(limit, count) * rowHeight}px` };
  return (
    <div
      {...outer}
      ref={view}
      class={`list ${outer?.class ?? ""}`}
      style={height}
      onScroll={({ currentTarget }) => setScroll(currentTarget.scrollTop)}
      onWheel={wheel}
    >
      <div class="list-all" role="presentation" style={{ height: `${scrollHeight(size)}px` }}>
        <div
          class="list-rows"
          role="presentation"
          style={{ transform: `translateY(${scroll + (from - top) * rowHeight}px)` }}
        >
          {wrap === undefined ? rows : wrap(rows)}
        </div>
      </div>
    </div>
  );
}
