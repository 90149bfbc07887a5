import { stdin, stdout } from "node:process";
import { serve } from "../../lsp/server.ts";
import type { ExitCode } from "../run/action.ts";

/** Serves an editor until it ends the connection, which ends the process. */
export function run(): Promise<ExitCode> {
  serve(stdin, stdout);
  return new Promise(() => {});
}
