import { stdout } from "node:process";
import type { Given as GivenProject } from "../../generator/config/load.ts";
import type { Project } from "../../generator/config/project.ts";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { renderProject } from "../../generator/project/render.ts";
import { type Cost, costsOf, isMeasured } from "../../generator/size/costs.ts";
import type { ExitCode } from "../run/action.ts";
import { withProjects } from "../run/project.ts";
import { progress } from "../terminal/progress.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toText } from "./text.ts";

interface Given extends GivenProject {
  readonly json: boolean;
}

export function run(given: Given): Promise<ExitCode> {
  return withProjects({ ...given, json: false }, async (projects) => {
    const measured = projects.filter(isMeasured);
    if (measured.length === 0)
      throw new Error("sizes are those of TypeScript in programs: critgen.yaml has no such package");
    const all: (readonly [Project, readonly Cost[]])[] = [];
    for (const project of measured) all.push([project, await measure(project)]);
    if (given.json) console.log(JSON.stringify(toJson(all), null, 2));
    else for (const [project, costs] of all) console.log(titled(project, costs, all.length > 1));
    return all.some(([, costs]) => costs.some(({ isOver }) => isOver)) ? 1 : 0;
  });
}

async function measure(project: Project): Promise<readonly Cost[]> {
  const rendered = await renderProject(project);
  const what = `measuring ${rendered.model.images.length} images`;
  return progress(what, () => costsOf(project, rendered));
}

/** Lists costs. Each names its package if there are several. */
function toJson(all: readonly (readonly [Project, readonly Cost[]])[]): readonly object[] {
  const isList = all.length > 1;
  return all.flatMap(([{ name, out }, costs]) =>
    costs.map((cost) => (isList ? { package: name ?? shownFolder(out), ...cost } : cost)),
  );
}

function titled({ name, out }: Project, costs: readonly Cost[], isList: boolean): string {
  const text = toText(costs, terminalOf(stdout));
  return isList ? `${name ?? shownFolder(out)}\n${text}\n` : text;
}
