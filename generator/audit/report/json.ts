import type { Finding } from "../finding.ts";

/** Findings for programs: one array, with what is accepted. Paths are relative to the schema folder. */
export function toJson(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map(({ at, ...finding }) => ({ ...finding, ...at })),
    null,
    2,
  );
}
