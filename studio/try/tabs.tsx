import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";

interface Tab {
  readonly title: string;
  readonly content: () => ComponentChildren;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: number;
  readonly choose: (tab: number) => void;
}

/** Tabs after the ARIA pattern: the arrow keys change them. Only the chosen one is drawn. */
export function Tabs({ label, tabs, chosen, choose }: Props): JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const keys = (event: KeyboardEvent): void => {
    const next = tabFor(event.key, chosen, tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
    list.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} tabIndex={-1} onKeyDown={keys}>
        {tabs.map(({ title }, i) => (
          <button
            key={title}
            type="button"
            role="tab"
            id={`${id}-${i}`}
            aria-selected={i === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={i === chosen ? 0 : -1}
            onClick={() => choose(i)}
          >
            {title}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} key={chosen}>
        {tabs[chosen]?.content()}
      </div>
    </>
  );
}

/** Returns the tab that a key leads to; `undefined` if it means nothing. */
function tabFor(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}
