import { annotationText } from "../../generator/text/annotation.ts";
import type { Finding } from "../rules/finding.ts";
import { type FilePath, withSuggestion } from "./place.ts";

const LEVELS = { error: "error", warning: "warning", note: "notice" } as const;

/** Writes findings as commands of a GitHub workflow, which annotates their lines. Leaves accepted ones out. */
export function toGithub(findings: readonly Finding[], pathOf: FilePath): string {
  return findings
    .filter(({ accepted }) => accepted === undefined)
    .map((finding) => {
      const { rule: title, severity, at } = finding;
      const place = { ...at, file: pathOf(at.file) };
      return annotationText({ level: LEVELS[severity], title, message: withSuggestion(finding), at: place });
    })
    .join("\n");
}
