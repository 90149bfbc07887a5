import type { Finding, Severity } from "../finding.ts";

/** How a thing is marked: by the worst that was found of it and is not accepted. */
export type Mark = Severity | "accepted" | "none";

const ORDER: readonly Mark[] = ["error", "warning", "note", "accepted", "none"];

export function markOf({ severity, accepted }: Finding): Mark {
  return accepted === undefined ? severity : "accepted";
}

export function worst(findings: readonly Finding[]): Mark {
  const ranks = findings.map((finding) => ORDER.indexOf(markOf(finding)));
  return ORDER[Math.min(...ranks)] ?? "none";
}

/** The worst first; what is equally bad stays in order. */
export function byMark(a: Finding, b: Finding): number {
  return ORDER.indexOf(markOf(a)) - ORDER.indexOf(markOf(b));
}

/** Findings of things by their names. */
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
