import type { ComponentChildren, JSX } from "preact";
import type { Answered } from "./answered.ts";

/** Shows an answer as soon as it is there, and an error in its place. */
export function Show<T>({
  answered,
  what,
  children,
}: {
  readonly answered: Answered<T>;
  /** Name of the answer, for people who wait for it. */
  readonly what: string;
  readonly children: (value: T) => ComponentChildren;
}): JSX.Element {
  if (answered.state === "done") return <>{children(answered.value)}</>;
  if (answered.state === "waiting") {
    return (
      <p class="waiting" role="status">
        Reading {what}…
      </p>
    );
  }
  const { message, code } = answered.error;
  return (
    <p class="failed" role="alert">
      {message} <span class="quiet">({code})</span>
    </p>
  );
}
