import { problemText } from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { located } from "../../inspect/open/located.ts";
import type { ExitCode } from "../run/action.ts";

interface Given {
  readonly out: string;
}

export async function run(path: string, { out }: Given): Promise<ExitCode> {
  const checkpoint = await openCheckpoint(path, { withoutImages: true }).catch((error: unknown) => {
    throw located(path, error);
  });
  try {
    await saveCheckpoint(checkpoint, out, { form: "folder" });
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
