import type { Project } from "../config/project.ts";
import { ALL } from "../model/config.ts";
import { referenceTo } from "../plan/reference.ts";
import type { Rendered } from "../project/render.ts";
import { imageNames } from "../targets/typescript/names.ts";
import { TYPESCRIPT } from "../targets/typescript/typescript.ts";
import { allowed } from "./budget.ts";
import { createScale, type Size } from "./measure.ts";

/** Tells whether sizes of a project can be measured: those of TypeScript can. */
export function isMeasured({ target }: Pick<Project, "target">): boolean {
  return target === TYPESCRIPT;
}

/** Cost of an image for a program. */
export interface Cost {
  readonly name: string;
  /** Size of a program that only reads it. */
  readonly read: Size;
  /** Size of a program that only writes it. */
  readonly write: Size | undefined;
  /** Budget for reading, in bytes minified and gzipped. */
  readonly budget: number | undefined;
  readonly isOver: boolean;
}

/**
 * Measures each image of a rendered project, and its whole index.
 *
 * @throws {Error} if esbuild is not installed
 */
export async function costsOf({ budget }: Pick<Project, "budget">, { sources, model }: Rendered): Promise<Cost[]> {
  const scale = createScale(sources);
  const cost = async (name: string, read: string, write?: string): Promise<Cost> => {
    const [size, other] = await Promise.all([scale(read), write === undefined ? undefined : scale(write)]);
    const most = allowed(budget, name);
    return { name, read: size, write: other, budget: most, isOver: most !== undefined && size.gzipped > most };
  };
  const images = model.images.map(({ name }) => {
    const { module, decode, encode } = imageNames(referenceTo(model, name));
    const use = (what: string): string => `export { ${what} } from "./${module}";`;
    return cost(name, use(decode), use(encode));
  });
  return Promise.all([...images, cost(ALL, 'export * from "./src/index.ts";')]);
}
