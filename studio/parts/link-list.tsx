import type { ComponentChildren, JSX } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Route } from "../route/route.ts";
import { Link } from "./link.tsx";
import { VirtualList } from "./virtual-list.tsx";

/** A row of a list of links. */
interface LinkRow {
  readonly to: Route;
  /** Whether its place is shown now. */
  readonly current?: boolean;
  readonly content: ComponentChildren;
}

interface Props {
  readonly label: string;
  readonly count: number;
  /** Height of a row, in pixels; the style sheet has it, too. */
  readonly rowHeight: number;
  readonly row: (i: number) => LinkRow | undefined;
  /** Row to scroll to whenever it changes. */
  readonly shown?: number | undefined;
}

/** List of links of any length: one stop of the keyboard, arrow keys, and only the visible rows rendered. */
export function LinkList({ label, count, rowHeight, row, shown }: Props): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  // Row that is to have the focus as soon as it is rendered.
  const wanted = useRef<number | undefined>(undefined);
  const [active, setActive] = useState<number>();
  const [[from, to], setSeen] = useState<readonly [number, number]>([0, 0]);
  useEffect(() => setActive(undefined), [shown]);
  useLayoutEffect(() => {
    const link = root.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"] a`);
    link?.focus({ preventScroll: true });
    if (link) wanted.current = undefined;
  });
  const onRows = useCallback((first: number, after: number) => setSeen([first, after]), []);
  const stop = Math.min(Math.max(active ?? shown ?? 0, from), Math.max(from, to - 1));
  const keys = (event: KeyboardEvent): void => {
    const focused = (event.target as Element).closest<HTMLElement>("[data-row]")?.dataset["row"];
    const next = focused === undefined ? undefined : rowFor(event.key, wanted.current ?? Number(focused), count);
    if (next === undefined) return;
    event.preventDefault();
    wanted.current = next;
    setActive(next);
  };
  return (
    <div class="link-list" ref={root}>
      <VirtualList
        count={count}
        rowHeight={rowHeight}
        shown={active ?? shown}
        onRows={onRows}
        outer={{ onKeyDown: keys }}
        wrap={(rows) => <ul aria-label={label}>{rows}</ul>}
        render={(i) => <Row key={i} i={i} count={count} row={row(i)} isStop={i === stop} />}
      />
    </div>
  );
}

function Row({
  i,
  count,
  row,
  isStop,
}: {
  readonly i: number;
  readonly count: number;
  readonly row: LinkRow | undefined;
  readonly isStop: boolean;
}): JSX.Element {
  return (
    <li data-row={i} aria-setsize={count} aria-posinset={i + 1}>
      {row === undefined ? null : (
        <Link to={row.to} current={row.current ?? false} isStop={isStop}>
          {row.content}
        </Link>
      )}
    </li>
  );
}

/** Number of rows that a page key moves. */
const PAGE = 15;

/** Returns the row that a key leads to; `undefined` if it means nothing in a list. */
function rowFor(key: string, at: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: PAGE,
    PageUp: -PAGE,
    Home: -count,
    End: count,
  };
  const step = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, at + step));
}
