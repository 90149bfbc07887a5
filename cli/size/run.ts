import { stdout } from "node:process";
import type { Given as GivenProject } from "../../generator/config/load.ts";
import { renderProject } from "../../generator/project/render.ts";
import { costsOf } from "../../generator/size/costs.ts";
import type { ExitCode } from "../run/action.ts";
import { withProject } from "../run/project.ts";
import { progress } from "../terminal/progress.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toText } from "./text.ts";

interface Given extends GivenProject {
  readonly json: boolean;
}

export function run(given: Given): Promise<ExitCode> {
  return withProject({ ...given, json: false }, async (project) => {
    const rendered = await renderProject(project);
    const what = `measuring ${rendered.model.images.length} images`;
    const costs = await progress(what, () => costsOf(project, rendered));
    console.log(given.json ? JSON.stringify(costs, null, 2) : toText(costs, terminalOf(stdout)));
    return costs.some(({ isOver }) => isOver) ? 1 : 0;
  });
}
