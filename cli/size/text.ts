import type { Cost } from "../../generator/size/costs.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Formats costs as a table, in bytes. */
export function toText(costs: readonly Cost[], { colors: pc }: Terminal): string {
  const head = ["bytes", "read, minified", "gzipped", "write, minified", "gzipped", "budget"];
  const rows = costs.map(({ name, read, write, budget, isOver }) => {
    const sizes = [read.minified, read.gzipped, write?.minified, write?.gzipped, budget].map(bytes);
    return { cells: [name, ...sizes], over: isOver ? `over by ${bytes(read.gzipped - (budget ?? 0))}` : "" };
  });
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(({ cells }) => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join("  ");
  const body = rows.map(({ cells, over }) => (over === "" ? line(cells) : pc.red(`${line(cells)}  ${over}`)));
  return [pc.bold(line(head)), ...body].join("\n");
}

function bytes(count: number | undefined): string {
  return count === undefined ? "" : count.toLocaleString("en-US");
}
