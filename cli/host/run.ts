import { readHost } from "criu-checkpoint/node";
import { readImage } from "criu-images/node";
import { located } from "../../inspect/open/located.ts";
import type { ExitCode } from "../run/action.ts";

interface Given {
  readonly cpuinfo?: string;
}

/** Describes this machine as JSON. */
export async function run({ cpuinfo }: Given): Promise<ExitCode> {
  console.log(JSON.stringify(cpuinfo === undefined ? await readHost() : await withProcessor(cpuinfo), undefined, 2));
  return 0;
}

async function withProcessor(path: string): ReturnType<typeof readHost> {
  try {
    const [entry] = readImage(path, "CPUINFO").entries;
    return await readHost(entry === undefined ? {} : { cpuinfo: entry });
  } catch (error) {
    throw located(path, error);
  }
}
