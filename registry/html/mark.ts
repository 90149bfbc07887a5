import type { Finding, Severity } from "../rules/finding.ts";

/** The mark of a row or magic: its worst finding; `accepted` if all of its findings are accepted. */
export type Mark = Severity | "accepted" | "none";

const ORDER: readonly Mark[] = ["error", "warning", "note", "accepted", "none"];

export function markOf({ severity, accepted }: Finding): Mark {
  return accepted === undefined ? severity : "accepted";
}

export function worst(findings: readonly Finding[]): Mark {
  const ranks = findings.map((finding) => ORDER.indexOf(markOf(finding)));
  return ORDER[Math.min(...ranks)] ?? "none";
}

/** Compares two findings for a sort: the worst first. */
export function byMark(a: Finding, b: Finding): number {
  return ORDER.indexOf(markOf(a)) - ORDER.indexOf(markOf(b));
}

/** Findings by the names of their subjects. */
export class FindingIndex {
  readonly #ofName = new Map<string, Finding[]>();

  constructor(findings: readonly Finding[]) {
    for (const finding of findings.toSorted(byMark)) {
      for (const name of new Set(finding.subjects)) {
        this.#ofName.set(name, [...(this.#ofName.get(name) ?? []), finding]);
      }
    }
  }

  of(...names: readonly string[]): readonly Finding[] {
    return [...new Set(names.flatMap((name) => this.#ofName.get(name) ?? []))].sort(byMark);
  }
}
