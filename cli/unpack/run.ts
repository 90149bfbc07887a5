import type { StoreProblem } from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { located } from "../../inspect/open/located.ts";
import type { ExitCode } from "../run/action.ts";

interface Given {
  readonly out: string;
}

/** Texts about entries that are not written, and about oddities of the archive, before the name of the entry. */
const TEXTS: Readonly<Record<StoreProblem["code"], string>> = {
  duplicate: "there are several entries of this name, and the last one counts:",
  "unsafe-name": "left out, because its name leads out of the folder:",
  "below-file": "left out, because its folder is a file or a link:",
  "no-target": "left out, because it is a link to an entry that is not there:",
  "unknown-type": "left out, because its type is unknown:",
  "no-end": "the archive has no end mark: it may be cut",
  "trailing-data": "there are more bytes after the end of the archive",
};

export async function run(path: string, { out }: Given): Promise<ExitCode> {
  const checkpoint = await openCheckpoint(path).catch((error: unknown) => {
    throw located(path, error);
  });
  try {
    await saveCheckpoint(checkpoint, out, { form: "folder" });
    const { problems } = checkpoint.store;
    for (const { code, name = "" } of problems)
      console.error(`critgen: ${printable(`${path}: ${TEXTS[code]} ${name}`.trimEnd())}`);
    return problems.length > 0 ? 1 : 0;
  } finally {
    await checkpoint.close();
  }
}
