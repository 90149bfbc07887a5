import { stdout } from "node:process";
import type { Project } from "../../generator/config/load.ts";
import { ALL } from "../../generator/model/config.ts";
import { imageNames } from "../../generator/model/modules.ts";
import { allowed } from "../../generator/size/budget.ts";
import { createScale, type Size } from "../../generator/size/measure.ts";
import { renderProject } from "../generate/run.ts";
import { progress } from "../terminal/progress.ts";
import { type Terminal, terminalOf } from "../terminal/terminal.ts";

/** Cost of an image for a program. */
interface Cost {
  readonly name: string;
  /** Size of a program that only reads it. */
  readonly read: Size;
  /** Size of a program that only writes it. */
  readonly write: Size | undefined;
  /** Budget for reading, in bytes minified and gzipped. */
  readonly budget: number | undefined;
  readonly isOver: boolean;
}

/** Runs `critgen size`. Returns 0 if all images are within the budget, otherwise 1. */
export async function runSize(project: Project, json: boolean): Promise<0 | 1> {
  const { sources, model } = await renderProject(project);
  const costs = await progress(`measuring ${model.images.length} images`, async () => {
    const scale = createScale(sources);
    const cost = async (name: string, read: string, write?: string): Promise<Cost> => {
      const [size, other] = await Promise.all([scale(read), write === undefined ? undefined : scale(write)]);
      const budget = allowed(project.budget, name);
      return { name, read: size, write: other, budget, isOver: budget !== undefined && size.gzipped > budget };
    };
    const images = model.images.map(({ name }) => {
      const { module, decode, encode } = imageNames(model, name);
      const use = (what: string): string => `export { ${what} } from "./${module}";`;
      return cost(name, use(decode), use(encode));
    });
    return Promise.all([...images, cost(ALL, 'export * from "./src/index.ts";')]);
  });
  console.log(json ? JSON.stringify(costs, null, 2) : toText(costs, terminalOf(stdout)));
  return costs.some(({ isOver }) => isOver) ? 1 : 0;
}

/** Formats costs as a table, in bytes. */
function toText(costs: readonly Cost[], { colors: pc }: Terminal): string {
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
