import { vi } from "vitest";
import { type DiffOptions, run } from "../../../cli/diff/run.ts";
import { proto, tinySchema } from "../../support/schema.ts";

/** Returns a schema with these fields in its only message. */
export function schema(fields: string): string {
  return tinySchema({ protos: { "m.proto": proto(`message m { ${fields} }`) } });
}

/** Runs `critgen diff` in this process. */
export function diff(
  before: string,
  after: string,
  { as, ...options }: Partial<DiffOptions> & { readonly as?: "text" | "json" | "markdown" | "summary" | "github" } = {},
): { readonly code: number; readonly out: string } {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  try {
    const off = { all: false, github: false, json: false, markdown: false, summary: false };
    const code = run(before, after, {
      allow: [],
      ...off,
      ...(as !== undefined && as !== "text" && { [as]: true }),
      ...options,
    });
    return { code, out: `${lines.join("\n")}\n` };
  } finally {
    log.mockRestore();
  }
}

export function changesOf({ out }: { readonly out: string }): Shown["changes"] {
  return (JSON.parse(out) as Shown).changes;
}

interface Shown {
  readonly changes: readonly Record<"what" | "kind" | "group" | "name" | "refused", unknown>[];
}
