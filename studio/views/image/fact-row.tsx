import type { ComponentChildren, JSX } from "preact";

/** A fact of a list: its label, and what it is. */
export function FactRow({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
