import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DecodedImage } from "../compiler/decoder.ts";
import { visible } from "../parts/text.ts";
import type { Route } from "../route/route.ts";
import { go } from "../state/studio.ts";
import { Actions } from "./actions.tsx";
import { CodePane } from "./code-pane.tsx";
import { DecodePane } from "./decode-pane.tsx";
import { Editor, type Target } from "./editor/editor.tsx";
import { FileList } from "./file-list.tsx";
import { givenImage } from "./given-image.ts";
import { MagicPane } from "./magic-pane.tsx";
import { ProblemList } from "./problem-list.tsx";
import { tryRoute } from "./route.ts";
import { Tabs } from "./tabs.tsx";
import { useFixes } from "./use-fixes.ts";
import { type Trial, useTrial } from "./use-trial.ts";

/** The compiler in the page: a schema in an editor, and beside it what it makes. */
export function TryPage({ route }: { readonly route: Route }): JSX.Element {
  const [start = "critgen"] = route.path;
  const { s: shared } = route.query;
  const trial = useTrial(start, shared);
  return (
    <div class="try-page">
      <header class="try-head">
        <h1>Try a schema</h1>
        <Starts start={start} />
      </header>
      {trial === undefined ? (
        <p class="waiting" role="status">
          Reading the schema…
        </p>
      ) : (
        <Opened key={`${start} ${shared ?? ""}`} trial={trial} />
      )}
    </div>
  );
}

const STARTS = [
  { name: "critgen", title: "critgen's schema" },
  { name: "image", title: "one image" },
  { name: "extension", title: "a fork's extension" },
];

function Starts({ start }: { readonly start: string }): JSX.Element {
  return (
    <label>
      Begin with{" "}
      <select value={start} onChange={({ currentTarget }) => go(tryRoute(currentTarget.value))}>
        {STARTS.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

const NO_PROBLEMS: never[] = [];

/** Tab of the image. */
const DECODE = 1;

/** Decodes an image that is dropped anywhere on the page. Returns the reason if the last one could not be read. */
function useDropped(take: (image: DecodedImage) => void): string | undefined {
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const read = async (file: File): Promise<void> => {
      try {
        take(await givenImage(file));
        setProblem(undefined);
      } catch (error) {
        setProblem((error as Error).message);
      }
    };
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const [file] = event.dataTransfer?.files ?? [];
      if (file !== undefined) void read(file);
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, []);
  return problem;
}

function Opened({ trial }: { readonly trial: Trial }): JSX.Element {
  const { texts, problems, compiler, edit, refused } = trial;
  const [chosen, setChosen] = useState("images.yaml");
  const [target, setTarget] = useState<Target>();
  const [image, setImage] = useState<DecodedImage | undefined>(trial.image);
  const [tab, setTab] = useState(trial.image === undefined ? 0 : DECODE);
  const decode = (next: DecodedImage): void => {
    setImage(next);
    setTab(DECODE);
  };
  const refusedDrop = useDropped(decode);
  const shown = texts.has(chosen) ? chosen : ([...texts.keys()][0] ?? "");
  const fixesOf = useFixes(trial);
  const diagnostics = problems?.files.find(([path]) => path === shown)?.[1] ?? NO_PROBLEMS;
  const goTo = (place: Target): void => {
    setChosen(place.path);
    setTarget(place);
  };
  return (
    <>
      <Actions trial={trial} image={image} />
      <div class="try-body">
        {refused === undefined ? null : (
          <p class="failed" role="alert">
            The schema in this address is refused: {refused}.
          </p>
        )}
        {refusedDrop === undefined ? null : (
          <p class="failed" role="alert">
            {visible(refusedDrop)}
          </p>
        )}
        <div class="try-columns">
          <section class="try-schema" aria-label="Schema">
            <FileList trial={trial} shown={shown} show={setChosen} />
            <Editor
              path={shown}
              text={texts.get(shown) ?? ""}
              {...{ diagnostics, fixesOf, compiler, target }}
              change={edit}
            />
            <ProblemList problems={problems} fixesOf={fixesOf} go={goTo} />
          </section>
          <section class="try-results" aria-label="Results">
            <Tabs
              label="Results"
              chosen={tab}
              choose={setTab}
              tabs={[
                { title: "Code", content: () => <CodePane trial={trial} /> },
                { title: "Decode", content: () => <DecodePane trial={trial} image={image} choose={decode} /> },
                { title: "A new magic", content: () => <MagicPane trial={trial} /> },
              ]}
            />
          </section>
        </div>
      </div>
    </>
  );
}
