import type { ComponentChildren, JSX } from "preact";
import { formatRoute, type Route } from "../route/route.ts";

/** Link to a place in the studio. */
export function Link({
  to,
  current = false,
  isStop = true,
  class: className,
  children,
}: {
  readonly to: Route;
  /** Whether the place is shown now. */
  readonly current?: boolean;
  /** Whether Tab stops at it; by default it does. */
  readonly isStop?: boolean;
  readonly class?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <a
      href={formatRoute(to)}
      class={className}
      aria-current={current ? "page" : undefined}
      {...(!isStop && { tabIndex: -1 })}
    >
      {children}
    </a>
  );
}
