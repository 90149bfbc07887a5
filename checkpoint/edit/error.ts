import { EditError } from "../draft/error.ts";
import type { Finding } from "../validate/finding.ts";

/** A recipe that would break the checkpoint: the result has findings that the checkpoint does not have. */
export class BreakingError extends EditError {
  readonly findings: readonly Finding[];

  constructor(findings: readonly [Finding, ...Finding[]]) {
    const [first, ...others] = findings;
    const more = others.length === 0 ? "" : `, and ${others.length} more`;
    super(`the recipe would break the checkpoint: ${first.message} (${first.code})${more}`, placeOf(first));
    this.findings = findings;
  }
}

function placeOf({ file, entry, path }: Finding): string {
  return [file, ...(entry === undefined ? [] : [`entry ${entry}`]), ...(path === "" ? [] : [path])].join(", ");
}
