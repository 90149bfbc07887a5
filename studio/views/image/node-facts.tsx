import type { ComponentChildren, JSX } from "preact";
import { countText, hexText, visible } from "../../parts/text.ts";
import { FactRow } from "./fact-row.tsx";
import type { NodeRow } from "./node-row.ts";

/** Facts about a node that its image has itself, and more of them. */
export function NodeFacts({
  entry,
  node,
  children,
}: {
  readonly entry: number | undefined;
  readonly node: NodeRow;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { kind, path, label, value, raw, offset, end, notes } = node;
  return (
    <section class="field-pane" aria-label="Chosen field">
      <h3>
        {entry === undefined ? "" : `entry ${entry} `}
        <code>{visible(path ?? label)}</code>
      </h3>
      <dl class="facts">
        {value === undefined ? null : <Value kind={kind} value={value} />}
        {raw === undefined ? null : <FactRow label="Number">{raw}</FactRow>}
        <FactRow label="Bytes">
          {hexText(offset)} to {hexText(end)}, {countText(end - offset, "byte")}
        </FactRow>
        {notes.map(({ severity, text }) => (
          <FactRow key={text} label={severity === "error" ? "Error" : severity === "warn" ? "Warning" : "Note"}>
            <span class={severity === "error" ? "failed" : ""}>{visible(text)}</span>
          </FactRow>
        ))}
        {children}
      </dl>
    </section>
  );
}

function Value({ kind, value }: { readonly kind: NodeRow["kind"]; readonly value: string }): JSX.Element {
  if (kind === "size") return <FactRow label="Size">{countText(Number(value), "byte")}</FactRow>;
  return <FactRow label="Value">{visible(value)}</FactRow>;
}
