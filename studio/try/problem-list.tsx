import type { JSX } from "preact";
import type { Diagnostic } from "vscode-languageserver-types";
import type { Problems } from "../compiler/problems.ts";
import { countText, visible } from "../parts/text.ts";
import { type Fix, type FixesOf, messageOf } from "./editor/diagnostics.ts";
import type { Target } from "./editor/editor.tsx";

/** Most problems that are listed. */
const MOST = 100;

const SEVERITIES = ["", "error", "warning", "note"];

/** Problems of the schema, each with its place, its hint, and the text that explains its code. */
export function ProblemList({
  problems,
  fixesOf,
  go,
}: {
  readonly problems: Problems | undefined;
  readonly fixesOf: FixesOf;
  readonly go: (target: Target) => void;
}): JSX.Element {
  const all = (problems?.files ?? []).flatMap(([path, found]) => found.map((one) => ({ path, one })));
  const errors = all.filter(({ one }) => one.severity === 1).length;
  return (
    <section class="try-problems" aria-label="Problems">
      <h2>
        <span role="status">{problems === undefined ? "Reading the schema…" : headline(all.length, errors)}</span>
        {problems === undefined || problems.isAudited ? null : (
          <span class="quiet"> The rules of the audit follow.</span>
        )}
      </h2>
      <ul>
        {all.slice(0, MOST).map(({ path, one }, i) => (
          <Problem
            key={`${i} ${path}`}
            path={path}
            one={one}
            about={problems?.explained[String(one.code)]}
            fixes={fixesOf(path, one)}
            go={go}
          />
        ))}
      </ul>
      {all.length > MOST ? <p class="quiet">and {all.length - MOST} more</p> : null}
    </section>
  );
}

function headline(count: number, errors: number): string {
  if (count === 0) return "No problems";
  return errors === count
    ? countText(count, "problem")
    : `${countText(count, "finding")}, ${countText(errors, "error")}`;
}

interface ProblemProps {
  readonly path: string;
  readonly one: Diagnostic;
  readonly about: string | undefined;
  readonly fixes: readonly Fix[];
  readonly go: (target: Target) => void;
}

function Problem({ path, one, about, fixes, go }: ProblemProps): JSX.Element {
  const { range, severity = 1, code, message } = one;
  const { line, character } = range.start;
  return (
    <li>
      <button type="button" class="plain place" onClick={() => go({ path, line, column: character })}>
        {visible(path)}:{line + 1}:{character + 1}
      </button>{" "}
      <span class={severity === 1 ? "failed" : "quiet"}>{SEVERITIES[severity]}</span>{" "}
      {messageOf(message)
        .split("\n")
        .map((text) => (
          <span key={text} class="line">
            {visible(text)}
          </span>
        ))}
      {fixes.map(({ title, take }) => (
        <button key={title} type="button" class="fix" onClick={take}>
          {visible(title)}
        </button>
      ))}
      {about === undefined || about === "" ? null : (
        <details>
          <summary>
            <code>{String(code)}</code>
          </summary>
          <pre>{visible(about.replaceAll("\n", "\u2028")).replaceAll("\\u{2028}", "\n")}</pre>
        </details>
      )}
    </li>
  );
}
