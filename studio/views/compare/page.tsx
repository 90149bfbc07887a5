import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Choose } from "../../opening/choose.tsx";
import { CopyAs } from "../../parts/copy-as.tsx";
import { Gauge } from "../../parts/gauge.tsx";
import { visible } from "../../parts/text.ts";
import { type Growing, useParts } from "../../parts/use-parts.ts";
import type { Route } from "../../route/route.ts";
import { go, useStudio } from "../../state/studio.ts";
import { useAsk } from "../ask.ts";
import type { View, ViewProps } from "../view.ts";
import type { Differences } from "./difference.ts";
import { DifferenceList } from "./difference-list.tsx";

/** Differences between two open checkpoints. */
export const compareView: View = { name: "compare", title: "Compare", Page: ComparePage };

function ComparePage({ checkpoint: { name }, route }: ViewProps): JSX.Element {
  const others = useStudio().checkpoints.value.flatMap((one) => (one.name === name ? [] : one.name));
  const [named] = route.path;
  // A single other checkpoint leaves no choice.
  const other = named ?? (others.length === 1 ? others[0] : undefined);
  return (
    <div class="compare-page">
      <h1>Compare</h1>
      {others.length === 0 ? null : <Choice name={name} other={other} others={others} />}
      {other !== undefined && others.includes(other) ? (
        <Compared key={other} a={name} b={other} route={route} />
      ) : (
        <OpenOther name={name} other={other} isMore={others.length > 0} />
      )}
    </div>
  );
}

/** Asks for the second checkpoint. */
function OpenOther({
  name,
  other,
  isMore,
}: {
  readonly name: string;
  /** Checkpoint that the address names. */
  readonly other: string | undefined;
  /** Whether others are open. */
  readonly isMore: boolean;
}): JSX.Element {
  const ask = isMore ? "Or open another one" : "Open another checkpoint";
  return (
    <div class="drop-here">
      <p>
        {other === undefined
          ? `${ask} to compare ${visible(name)} with, or drop it here.`
          : `This address is about ${visible(other)}, too. Open it, or drop it here, to see the differences.`}
      </p>
      <Choose />
    </div>
  );
}

function Choice({
  name,
  other,
  others,
}: {
  readonly name: string;
  readonly other: string | undefined;
  readonly others: readonly string[];
}): JSX.Element {
  const to = (a: string, b: string): void => go({ checkpoint: a, view: "compare", path: [b], query: {} });
  const isOpen = other !== undefined && others.includes(other);
  return (
    <p class="compare-choice">
      <b>{visible(name)}</b>
      <label>
        with{" "}
        <select value={isOpen ? other : ""} onChange={({ currentTarget }) => to(name, currentTarget.value)}>
          {isOpen ? null : <option value="">choose a checkpoint…</option>}
          {others.map((one) => (
            <option key={one} value={one}>
              {visible(one)}
            </option>
          ))}
        </select>
      </label>
      {isOpen ? (
        <button type="button" onClick={() => to(other, name)}>
          Exchange both
        </button>
      ) : null}
    </p>
  );
}

function Compared({ a, b, route }: { readonly a: string; readonly b: string; readonly route: Route }): JSX.Element {
  const ask = useAsk(a);
  const { growing, run, cancel } = useParts<never, Differences>();
  const start = (): void => run((asking) => ask("compare.run", { other: b }, asking));
  useEffect(start, [a, b]);
  const sides = { a: { title: a, name: a }, b: { title: b, name: b } };
  return (
    <>
      <Progress growing={growing} cancel={cancel} start={start} />
      {growing.end === undefined ? null : (
        <DifferenceList
          found={growing.end}
          sides={sides}
          chosen={route.query["at"]}
          choose={(at) => go({ ...route, path: [b], query: { at } }, { replace: true })}
        />
      )}
      <CopyAs place="the comparison" load={() => ask("compare.forms", { other: b })} />
    </>
  );
}

function Progress({
  growing: { state, progress, error },
  cancel,
  start,
}: {
  readonly growing: Growing<never, Differences>;
  readonly cancel: () => void;
  readonly start: () => void;
}): JSX.Element | null {
  if (state === "running") return <Gauge label="Comparing" progress={progress} cancel={cancel} />;
  if (state === "failed") {
    return (
      <p class="failed" role="alert">
        {visible(error?.message ?? "")} <span class="quiet">({error?.code})</span>
      </p>
    );
  }
  if (state !== "cancelled") return null;
  return (
    <p>
      Cancelled.{" "}
      <button type="button" onClick={start}>
        Compare again
      </button>
    </p>
  );
}
