import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Summary } from "../engine/opened.ts";
import { Choose } from "../opening/choose.tsx";
import { closeCheckpoint } from "../opening/opening.ts";
import { Link } from "../parts/link.tsx";
import { visible } from "../parts/text.ts";
import { go, useStudio } from "../state/studio.ts";
import { isTry, tryRoute } from "../try/route.ts";
import { VIEWS } from "../views/views.ts";
import { ThemeSwitch } from "./theme.tsx";

/** Top of the page: open checkpoints, and the views of the current one. */
export function Bar({ current }: { readonly current: Summary | undefined }): JSX.Element {
  return (
    <header class="bar">
      <button type="button" class="skip" onClick={skip}>
        Skip to the content
      </button>
      <span class="brand">
        critgen <b>studio</b>
      </span>
      {current === undefined ? null : <Checkpoints current={current} />}
      {current === undefined ? <Places /> : <Views current={current} />}
      {current === undefined ? null : <Choose />}
      <ThemeSwitch />
    </header>
  );
}

/** Links of a page without a checkpoint: to those that are open, and to Try. */
function Places(): JSX.Element {
  const { checkpoints, route } = useStudio();
  return (
    <nav class="views" aria-label="Places">
      {checkpoints.value.map(({ name }) => (
        <Link key={name} to={{ checkpoint: name, view: "", path: [], query: {} }}>
          {visible(name)}
        </Link>
      ))}
      <Link to={tryRoute("")} current={isTry(route.value)}>
        Try a schema
      </Link>
    </nav>
  );
}

/** Moves the focus: a link would change the fragment, which is the route. */
function skip(): void {
  document.querySelector<HTMLElement>("#main")?.focus();
}

function Checkpoints({ current }: { readonly current: Summary }): JSX.Element {
  const studio = useStudio();
  const show = (name: string): void => go({ checkpoint: name, view: "", path: [], query: {} });
  return (
    <span class="checkpoints">
      <label>
        <span class="hidden">Checkpoint</span>
        <select value={current.name} onChange={({ currentTarget }) => show(currentTarget.value)}>
          {studio.checkpoints.value.map(({ name }) => (
            <option key={name} value={name}>
              {visible(name)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="plain"
        aria-label={`Close ${visible(current.name)}`}
        onClick={() => void closeCheckpoint(studio, current.name)}
      >
        ✕
      </button>
    </span>
  );
}

function Views({ current }: { readonly current: Summary }): JSX.Element {
  const shown = useStudio().route.value.view;
  const bar = useRef<HTMLElement>(null);
  // The links of a phone scroll sideways.
  useLayoutEffect(() => {
    bar.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [shown]);
  return (
    <nav class="views" aria-label="Views" ref={bar}>
      {VIEWS.map(({ name, title }, i) => (
        <Link
          key={name}
          to={{ checkpoint: current.name, view: name, path: [], query: {} }}
          current={shown === name || (i === 0 && !VIEWS.some((one) => one.name === shown))}
        >
          {title}
        </Link>
      ))}
      <Link to={tryRoute("")}>Try a schema</Link>
    </nav>
  );
}
