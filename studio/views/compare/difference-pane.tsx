import type { JSX } from "preact";
import { Link } from "../../parts/link.tsx";
import { visible } from "../../parts/text.ts";
import type { Difference, Sides } from "./difference.ts";
import { linksTo } from "./places.ts";

/** The chosen difference: both values with their places, side by side. */
export function DifferencePane({
  difference,
  isThing,
  sides: { a, b },
}: {
  readonly difference: Difference;
  /** Whether the thing was chosen, not one of its values. */
  readonly isThing: boolean;
  readonly sides: Sides;
}): JSX.Element {
  const { thing, title, path, topic } = difference;
  const shown = isThing && path !== "" ? thingOf(difference) : difference;
  return (
    <section class="difference-pane" aria-label="Chosen difference">
      <h2>
        {visible(thing)} {shown.path === "" ? null : <code>{visible(path)}</code>} <span class="tag">{topic}</span>
      </h2>
      {title === undefined ? null : <p class="quiet">{visible(title)}</p>}
      <div class="difference-sides">
        <Side title={a.title} name={a.name} difference={shown} side="a" />
        <Side title={b.title} name={b.name} difference={shown} side="b" />
      </div>
    </section>
  );
}

/** Returns the thing of a value, without the value. */
function thingOf({ before: _before, after: _after, a, b, ...rest }: Difference): Difference {
  const [inA, inB] = [a && { file: a.file }, b && { file: b.file }];
  return { ...rest, path: "", kind: "changed", ...(inA && { a: inA }), ...(inB && { b: inB }) };
}

function Side({
  title,
  name,
  difference,
  side,
}: {
  readonly title: string;
  /** Name of the open checkpoint; absent if it is not open. */
  readonly name: string | undefined;
  readonly difference: Difference;
  readonly side: "a" | "b";
}): JSX.Element {
  const text = side === "a" ? difference.before : difference.after;
  const links = name === undefined ? [] : linksTo(name, difference, side);
  return (
    <section aria-label={side === "a" ? "First checkpoint" : "Second checkpoint"}>
      <h3>{visible(title)}</h3>
      {text === undefined ? null : <p class={`mono ${side === "a" ? "old" : "new"}`}>{visible(text)}</p>}
      {text === undefined && difference.kind === (side === "a" ? "added" : "removed") ? (
        <p class="quiet">Not there</p>
      ) : null}
      <ul class="places">
        {links.map(({ text: words, to }) => (
          <li key={words}>
            <Link to={to}>{visible(words)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
