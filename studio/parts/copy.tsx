import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { visible } from "./text.ts";

/** A text that can be copied, such as a command line. */
export function Copy({
  text,
  label,
  most = text.length,
}: {
  readonly text: string;
  readonly label: string;
  /** Number of characters that are shown; all by default. All are copied. */
  readonly most?: number;
}): JSX.Element {
  const shown = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState("");
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      // A page without encryption, or one that may not write there: the text is selected, so that the keyboard copies it.
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current);
    }
  };
  return (
    <span class="copy">
      <code ref={shown}>{shownText(text, most)}</code>
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status" class="good">
        {copied === text ? "Copied" : ""}
      </span>
    </span>
  );
}

function shownText(text: string, most: number): string {
  const lines = text.slice(0, most).split("\n").map(visible).join("\n");
  return text.length > most ? `${lines}…` : lines;
}
