import type { JSX } from "preact";
import { countText, visible } from "../../parts/text.ts";
import type { Differences, Sides } from "./difference.ts";
import { SIGNS } from "./signs.ts";
import { topicText } from "./topic-text.ts";

/** Sums up the differences: things by topic, noise, and pages that could not be compared; and explains the signs. */
export function DifferenceFacts({
  found: { differences, total, counts, lacking, isSame },
  sides,
}: {
  readonly found: Differences;
  readonly sides: Sides;
}): JSX.Element {
  const noise = differences.filter((one) => one.isNoise).length;
  const topics = counts.map(([topic, count]) => topicText(topic, count)).join(", ");
  const noisy = noise === 0 ? "" : `; ${countText(noise, "value")} of noise`;
  return (
    <>
      <p role="status" class="difference-facts">
        {isSame ? "No differences" : topics}
        {noisy}
      </p>
      {lacking.map(({ reason, pages }) => (
        <p key={reason} class="note">
          Not compared: {countText(pages, "page")} {REASONS[reason] ?? reason}.
        </p>
      ))}
      {total > differences.length ? (
        <p class="note">
          The first {differences.length.toLocaleString("en")} of {countText(total, "difference")} are listed.
        </p>
      ) : null}
      {differences.length === 0 ? null : <Legend sides={sides} />}
    </>
  );
}

const REASONS: Readonly<Record<string, string>> = {
  lazy: "left to be sent later",
  "no-parent": "in a parent that is not here",
  lost: "that the images lack",
};

function Legend({ sides: { a, b } }: { readonly sides: Sides }): JSX.Element {
  return (
    <p class="difference-legend">
      <span class="change changed">{SIGNS.changed} in both, with another value</span>{" "}
      <span class="change removed">
        {SIGNS.removed} only in {visible(a.title)}
      </span>{" "}
      <span class="change added">
        {SIGNS.added} only in {visible(b.title)}
      </span>
    </p>
  );
}
