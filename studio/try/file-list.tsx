import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { visible } from "../parts/text.ts";
import { problemOfPath } from "./file-names.ts";
import type { Trial } from "./use-trial.ts";

interface Props {
  readonly trial: Trial;
  /** File that is edited. */
  readonly shown: string;
  readonly show: (path: string) => void;
}

/** Files of the schema: choose, add, rename and remove them. */
export function FileList({ trial, shown, show }: Props): JSX.Element {
  const { texts, problems } = trial;
  const [asked, setAsked] = useState<"add" | "rename">();
  const paths = [...texts.keys()].sort();
  const counts = new Map(problems?.files.map(([path, found]) => [path, found.length]));
  const remove = (): void => {
    trial.edit(shown, undefined);
    show(paths.find((path) => path !== shown) ?? "");
  };
  const name = (path: string): void => {
    if (asked === "rename") trial.rename(shown, path);
    else trial.edit(path, EMPTY[path.endsWith(".proto") ? "proto" : "yaml"]);
    setAsked(undefined);
    show(path);
  };
  return (
    <nav class="try-files" aria-label="Files of the schema">
      <label>
        <span class="hidden">File</span>
        <select value={shown} onChange={({ currentTarget }) => show(currentTarget.value)}>
          {paths.map((path) => (
            <option key={path} value={path}>
              {visible(path)}
              {counts.has(path) ? ` (${counts.get(path)})` : ""}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => setAsked("add")}>
        Add…
      </button>
      <button type="button" onClick={() => setAsked("rename")}>
        Rename…
      </button>
      <button type="button" onClick={remove} disabled={paths.length < 2}>
        Remove
      </button>
      {asked === undefined ? null : (
        <NameForm
          key={asked}
          label={asked === "add" ? "Name of the new file" : `New name of ${shown}`}
          given={asked === "add" ? "messages/new.proto" : shown}
          taken={paths}
          take={name}
          cancel={() => setAsked(undefined)}
        />
      )}
    </nav>
  );
}

/** Texts of new files. */
const EMPTY = { proto: 'syntax = "proto2";\n', yaml: "{}\n" };

interface NameProps {
  readonly label: string;
  readonly given: string;
  readonly taken: readonly string[];
  readonly take: (path: string) => void;
  readonly cancel: () => void;
}

function NameForm({ label, given, taken, take, cancel }: NameProps): JSX.Element {
  const [path, setPath] = useState(given);
  const problem = problemOfPath(path, taken);
  return (
    <form
      class="try-name"
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === undefined) take(path);
      }}
    >
      <label>
        {label}{" "}
        <input
          value={path}
          ref={(input) => input?.focus()}
          spellcheck={false}
          aria-invalid={problem !== undefined}
          onInput={({ currentTarget }) => setPath(currentTarget.value)}
        />
      </label>
      <button type="submit" disabled={problem !== undefined}>
        OK
      </button>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
      <span role="status" class="quiet">
        {path === given ? "" : problem}
      </span>
    </form>
  );
}
