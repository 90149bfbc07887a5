import { randomBytes } from "node:crypto";
import process from "node:process";
import { numberOf } from "../options/numbers.ts";
import type { ExitCode } from "../run/action.ts";
import { openInBrowser } from "./browser.ts";
import { studioPage } from "./page.ts";
import { portOf, startServer } from "./server.ts";
import { type ServedSource, servedSource } from "./sources.ts";

interface Options {
  readonly port?: string;
  readonly open: boolean;
}

/** Serves the studio until Ctrl-C. */
export async function run(paths: readonly string[], options: Options): Promise<ExitCode> {
  const sources: ServedSource[] = [];
  try {
    for (const path of paths) sources.push(await servedSource(path));
    await serve(sources, options);
    return 0;
  } finally {
    for (const source of sources) await source.close();
  }
}

async function serve(sources: readonly ServedSource[], { port, open }: Options): Promise<void> {
  const page = studioPage();
  const token = randomBytes(24).toString("base64url");
  const server = await startServer({ page, sources, token }, port === undefined ? 0 : Number(numberOf(port, "a port")));
  const url = `http://127.0.0.1:${portOf(server)}/${token}/`;
  console.log(`${url}\nCtrl-C ends it.`);
  if (open) openInBrowser(url);
  await new Promise<void>((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  server.close();
  server.closeAllConnections();
}
