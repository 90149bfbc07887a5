import type { JSX } from "preact";
import type { FreeMagic, Suggested } from "../compiler/magic.ts";
import { visible } from "../parts/text.ts";

interface Props {
  readonly found: Suggested;
  readonly chosen: FreeMagic | undefined;
  readonly choose: (magic: FreeMagic) => void;
}

/** Free magics that were found for a town, one of which is chosen, and the reasons for which others are not free. */
export function TownChoice({ found: { free, reasons, others }, chosen, choose }: Props): JSX.Element {
  const all = free === undefined ? others : [free];
  return (
    <>
      {reasons.map((reason) => (
        <p key={reason} class="failed">
          {visible(reason)}
        </p>
      ))}
      {all.length === 0 ? <p>No town around it has a free magic.</p> : null}
      <ul class="try-towns">
        {all.map((one) => (
          <li key={one.magic}>
            <label>
              <input type="radio" name="town" checked={one === chosen} onChange={() => choose(one)} />
              <code>{one.magic}</code> {visible(one.title)}, {one.km.toFixed(1)} km
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
