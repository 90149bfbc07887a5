import type { Finding } from "../rules/finding.ts";

/** Writes findings as a JSON array, accepted ones included. Paths are relative to the schema folder. */
export function toJson(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map(({ at, ...finding }) => ({ ...finding, ...at })),
    null,
    2,
  );
}
