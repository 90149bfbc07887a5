import type { JSX } from "preact";
import type { Summary } from "../engine/opened.ts";
import type { Route } from "../route/route.ts";

/** Properties of the page of a view. */
export interface ViewProps {
  readonly checkpoint: Summary;
  readonly route: Route;
}

/** A view of a checkpoint. */
export interface View {
  /** Name in fragments. */
  readonly name: string;
  /** Title in the navigation. */
  readonly title: string;
  readonly Page: (props: ViewProps) => JSX.Element;
}
