import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Openings } from "../opening/openings.tsx";
import { visible } from "../parts/text.ts";
import { useStudio } from "../state/studio.ts";
import { LazyTry } from "../try/lazy.tsx";
import { isTry } from "../try/route.ts";
import { VIEWS } from "../views/views.ts";
import { Bar } from "./bar.tsx";
import { DropZone } from "./drop-zone.tsx";
import { Welcome } from "./welcome.tsx";

/** The whole page. */
export function StudioPage(): JSX.Element {
  const { checkpoints, route } = useStudio();
  const current = checkpoints.value.find(({ name }) => name === route.value.checkpoint);
  const view = VIEWS.find(({ name }) => name === route.value.view) ?? VIEWS[0];
  useTitle(isTry(route.value) ? ["Try a schema"] : current && view ? [visible(current.name), view.title] : []);
  if (isTry(route.value)) {
    return (
      <div class="studio">
        <Bar current={undefined} />
        <main class="view try" id="main" tabIndex={-1}>
          <LazyTry route={route.value} />
        </main>
      </div>
    );
  }
  if (current === undefined || view === undefined) {
    return (
      <DropZone>
        <Bar current={undefined} />
        <Welcome />
      </DropZone>
    );
  }
  const { Page, name } = view;
  return (
    <DropZone>
      <Bar current={current} />
      <Openings />
      <main class={`view ${name}`} id="main" tabIndex={-1} key={`${current.name}/${name}`}>
        <Page checkpoint={current} route={route.value} />
      </main>
    </DropZone>
  );
}

/** Names the place in the title of the window: tabs and the history of the browser show it. */
function useTitle(place: readonly string[]): void {
  const title = [...place, "critgen studio"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
