import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ListedFile } from "../compiler/handlers.ts";
import { countText, sizeText } from "../parts/text.ts";
import { Editor } from "./editor/editor.tsx";
import { LANGUAGES } from "./languages.ts";
import type { Trial } from "./use-trial.ts";

/** Files to show first, by the ends of their paths. */
const FIRST = [/\/images\/[^/]*$/, /image/, /README/];

/** Pause after a change before code is generated, in milliseconds. */
const PAUSE = 250;

/** A generated package: its files, and whether the schema allowed to generate it again. */
interface Package {
  readonly files: readonly ListedFile[];
  readonly isStale: boolean;
}

/** Code that is generated from the schema: its files, and the text of one. */
export function CodePane({ trial }: { readonly trial: Trial }): JSX.Element {
  const [language, setLanguage] = useState("typescript");
  const [chosen, setChosen] = useState("");
  const generated = usePackage(trial, language);
  const files = generated?.files ?? [];
  const path = files.some((one) => one.path === chosen) ? chosen : firstOf(files);
  const text = useText(trial, language, path, generated);
  return (
    <div class="try-code">
      <div class="try-tools">
        <label>
          <span class="hidden">Language</span>
          <select value={language} onChange={({ currentTarget }) => setLanguage(currentTarget.value)}>
            {LANGUAGES.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="hidden">Generated file</span>
          <select value={path} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {files.map((one) => (
              <option key={one.path} value={one.path}>
                {one.path}
              </option>
            ))}
          </select>
        </label>
        <span role="status" class={generated?.isStale ? "failed" : "quiet"}>
          {statusOf(generated)}
        </span>
      </div>
      <p class="quiet">
        The same files as <code>critgen generate</code> writes. No compiler checks them here, which the command does.
      </p>
      {text === undefined ? null : <Editor path={path} text={text} />}
    </div>
  );
}

function statusOf(generated: Package | undefined): string {
  if (generated === undefined) return "Generating…";
  if (generated.isStale) return "The schema has problems: this is the code before them.";
  const size = generated.files.reduce((sum, one) => sum + one.size, 0);
  return `${countText(generated.files.length, "file")}, ${sizeText(size)}`;
}

function firstOf(files: readonly ListedFile[]): string {
  for (const wanted of FIRST) {
    const found = files.find(({ path }) => wanted.test(path));
    if (found !== undefined) return found.path;
  }
  return files[0]?.path ?? "";
}

/** Generates the package again after each change. */
function usePackage({ compiler, version, start }: Trial, language: string): Package | undefined {
  const [known, setKnown] = useState<{ readonly of: string; readonly is: Package }>();
  const of = `${start} ${language}`;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(
      () => {
        compiler
          .ask("generate", { language }, { signal })
          .then((files) =>
            setKnown((last) => {
              if (files !== undefined) return { of, is: { files, isStale: false } };
              return { of, is: { files: last?.of === of ? last.is.files : [], isStale: true } };
            }),
          )
          .catch(() => undefined);
      },
      known?.of === of ? PAUSE : 0,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [compiler, version, of]);
  return known?.of === of ? known.is : undefined;
}

/** Returns the text of a generated file. */
function useText(
  { compiler }: Trial,
  language: string,
  path: string,
  generated: Package | undefined,
): string | undefined {
  const [known, setKnown] = useState<{ readonly of: string; readonly text: string }>();
  const of = `${language} ${path}`;
  useEffect(() => {
    if (path === "") return undefined;
    const controller = new AbortController();
    compiler
      .ask("generated", { language, path }, { signal: controller.signal })
      .then((text) => setKnown({ of, text: text ?? "" }))
      .catch(() => undefined);
    return () => controller.abort();
  }, [compiler, of, generated]);
  return known?.of === of ? known.text : undefined;
}
