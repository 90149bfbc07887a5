import type { Repository } from "../config/values.ts";

/** Answers for a config. Missing ones become defaults. */
export interface Answers {
  /** Languages of packages: several make a list of packages. */
  readonly target?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly parts?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly license?: string | undefined;
  readonly repository?: string | Repository | undefined;
  readonly extend?: readonly string[] | undefined;
  readonly output?: string | undefined;
}
