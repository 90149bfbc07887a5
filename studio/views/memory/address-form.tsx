import type { JSX } from "preact";
import { useId, useLayoutEffect, useState } from "preact/hooks";
import type { Route } from "../../route/route.ts";
import { go } from "../../state/studio.ts";
import { parseAddress } from "./place.ts";
import { memoryPlace } from "./route.ts";

/** Goes to an address. */
export function AddressForm({
  checkpoint,
  pid,
  route,
}: {
  readonly checkpoint: string;
  readonly pid: number;
  readonly route: Route;
}): JSX.Element {
  const id = useId();
  const at = route.query["at"] ?? "";
  const [text, setText] = useState(at);
  // An effect after the next frame would replace a text that is typed meanwhile.
  useLayoutEffect(() => setText(at), [at]);
  const [isWrong, setWrong] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const address = parseAddress(text);
    setWrong(address === undefined);
    if (address !== undefined) go(memoryPlace(checkpoint, pid, address, route));
  };
  return (
    <form class="address-form" onSubmit={submit}>
      <label for={id}>Address</label>
      <input
        id={id}
        type="text"
        class="mono"
        value={text}
        placeholder="0x7ffe…"
        autocomplete="off"
        spellcheck={false}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit">Go</button>
      {isWrong ? (
        <span id={`${id}-wrong`} class="failed" role="alert">
          An address has up to 16 hexadecimal digits, such as 0x7ffd1000.
        </span>
      ) : null}
    </form>
  );
}
