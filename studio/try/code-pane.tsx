import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ListedFile } from "../compiler/handlers.ts";
import { countText, sizeText } from "../parts/text.ts";
import { Editor } from "./editor/editor.tsx";
import { LANGUAGES } from "./languages.ts";
import { type Package, useGenerated, usePackage } from "./use-package.ts";
import type { Trial } from "./use-trial.ts";

/** Files to show first, by the ends of their paths. */
const FIRST = [/\/images\/[^/]*$/, /image/, /README/];

/** Code that is generated from the schema: its files, and the text of one. */
export function CodePane({ trial }: { readonly trial: Trial }): JSX.Element {
  const [language, setLanguage] = useState("typescript");
  const [chosen, setChosen] = useState("");
  const generated = usePackage(trial, language);
  const files = generated?.files ?? [];
  const path = files.some((one) => one.path === chosen) ? chosen : firstOf(files);
  const text = useGenerated(trial, language, path, generated);
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
        The same files as <code>critgen generate</code> writes. No compiler checks them here: the command does.
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
