import type { Finding } from "../rules/finding.ts";
import { type FilePath, withSuggestion } from "./place.ts";

const LEVELS = { error: "error", warning: "warning", note: "notice" } as const;

/** Writes findings as commands of a GitHub workflow, which annotates their lines. Leaves accepted ones out. */
export function toGithub(findings: readonly Finding[], pathOf: FilePath): string {
  return findings
    .filter(({ accepted }) => accepted === undefined)
    .map((finding) => {
      const { rule, severity, at } = finding;
      const place = { file: pathOf(at.file), line: at.line, col: at.column, title: rule };
      const properties = Object.entries(place).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${LEVELS[severity]} ${properties.join(",")}::${escapeData(withSuggestion(finding))}`;
    })
    .join("\n");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
