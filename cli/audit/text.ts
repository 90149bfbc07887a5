import { type Finding, isOpen } from "../../registry/rules/finding.ts";
import { formatProblems, type ReadText, type Shown } from "../terminal/problems.ts";
import type { Terminal } from "../terminal/terminal.ts";

interface TextOptions {
  /** Path of the schema folder, as people write it. */
  readonly schema: string;
  readonly read: ReadText;
  /** Whether accepted findings are shown too. */
  readonly accepted: boolean;
}

/** Writes findings for a terminal, and their number. */
export function toText(findings: readonly Finding[], options: TextOptions, terminal: Terminal): string {
  const shown = findings.filter(({ accepted }) => options.accepted || accepted === undefined).map(toShown);
  // With --accepted, all findings are shown.
  const limit = options.accepted ? shown.length : undefined;
  const parts = shown.length === 0 ? [] : [formatProblems(options.schema, shown, options.read, terminal, limit)];
  return [...parts, summary(findings, options)].join("\n\n");
}

function toShown({ rule, severity, message, suggestion, at, accepted }: Finding): Shown {
  const hint = accepted ?? suggestion;
  const weight = accepted === undefined ? severity : "accepted";
  return { code: rule, message, ...(hint !== undefined && { hint }), at, weight };
}

/** Counts findings by rule, a line each, and all of them. */
export function toSummary(findings: readonly Finding[], options: TextOptions): string {
  const counts = new Map<string, number>();
  for (const { accepted, severity, rule } of findings) {
    if (accepted !== undefined && !options.accepted) continue;
    const key = `${(accepted === undefined ? severity : "accepted").padEnd(8)} ${rule}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines = [...counts].map(([key, count]) => `${key}: ${count}`).sort();
  return [...lines, summary(findings, options)].join("\n");
}

/** Writes `schema: 1 error, 2 warnings; 20 findings accepted`. */
function summary(findings: readonly Finding[], { schema, accepted: isShown }: TextOptions): string {
  const count = (many: number, noun: string): string[] =>
    many === 0 ? [] : [`${many} ${noun}${many === 1 ? "" : "s"}`];
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const of = (severity: Finding["severity"]): number => open.filter((one) => one.severity === severity).length;
  const found = [...count(of("error"), "error"), ...count(of("warning"), "warning"), ...count(of("note"), "note")];
  const accepted = count(findings.length - open.length, "finding").map((text) => `${text} accepted`);
  const hint = accepted.length > 0 && !isShown ? [" (--accepted shows them)"] : [];
  const first = found.length === 0 ? "nothing to do" : found.join(", ");
  const lines = [`${schema}: ${[first, ...accepted].join("; ")}${hint.join("")}`];
  const example = findings.find(isOpen);
  if (example !== undefined) lines.push(`\`critgen audit --explain ${example.rule}\` explains the rule`);
  return lines.join("\n");
}
