import { render } from "preact";
import { openServed } from "./opening/opening.ts";
import { StudioPage } from "./page/studio.tsx";
import { startWorker } from "./start-worker.ts";
import { createStudio, StudioProvider } from "./state/studio.ts";

const studio = createStudio(startWorker);
const root = document.getElementById("studio");
if (root !== null) {
  render(
    <StudioProvider value={studio}>
      <StudioPage />
    </StudioProvider>,
    root,
  );
}
// The server of `critgen studio` marks the page.
if (document.querySelector("meta[name=critgen-served]") !== null) void openServed(studio, document.baseURI);
