import { problemText } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { located } from "../../inspect/open/located.ts";
import type { ExitCode } from "../run/action.ts";
import { abortable } from "../saving/abortable.ts";
import { save } from "../saving/save.ts";

interface Given {
  readonly out: string;
}

export function run(path: string, { out }: Given): Promise<ExitCode> {
  return abortable((signal) => unpack(path, out, signal));
}

async function unpack(path: string, out: string, signal: AbortSignal): Promise<ExitCode> {
  const checkpoint = await openCheckpoint(path, { withoutImages: true, signal }).catch((error: unknown) => {
    throw located(path, error);
  });
  try {
    await save(checkpoint, out, { form: "folder", signal });
    const { problems } = checkpoint.store;
    for (const problem of problems) {
      const { name } = problem;
      const place = name === undefined ? path : `${path}: ${name}`;
      console.error(`critgen: ${printable(`${place}: ${problemText(problem)}`)}`);
    }
    return problems.length > 0 ? 1 : 0;
  } finally {
    await checkpoint.close();
  }
}
