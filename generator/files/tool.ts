import type { ChildProcess } from "node:child_process";
import { cleaningUp } from "./interrupt.ts";

/** Settings of a tool. */
export interface ToolOptions {
  /** Folder that it runs in. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Text for its standard input; nothing by default. */
  readonly input?: string;
  /** Time limit in seconds. */
  readonly limit?: number;
}

/** Output of a tool that has ended. */
export interface Ended {
  /** Exit code; 0 means success. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Thrown if a tool is not there or does not end. Its message is the reason, such as "there is no `go` on the PATH". */
export class ToolError extends Error {}

/** Time limit in seconds. A first `go vet` compiles Go's library, which takes a minute on a slow machine. */
const LIMIT = 600;

/** Most output in bytes: a defect for each line of a large package. */
const MOST = 1 << 28;

/**
 * Runs a tool of a language, and waits for its end. The tool is killed if it takes too long, or a signal ends critgen.
 *
 * @throws {ToolError} if the PATH does not have it, or it is killed
 */
export function runTool(command: string, args: readonly string[], options: ToolOptions = {}): Promise<Ended> {
  const { cwd, env, input = "", limit = LIMIT } = options;
  const settings = {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: MOST,
    timeout: 1000 * limit,
    killSignal: "SIGKILL",
  } as const;
  let child: ChildProcess | undefined;
  const ended = async (): Promise<Ended> => {
    // Slow to load, and most commands run no tool.
    const { execFile } = await import("node:child_process");
    return new Promise((resolve, reject) => {
      child = execFile(command, args, settings, (error, stdout, stderr) => {
        const status = error === null ? 0 : error.code;
        if (typeof status === "number") resolve({ status, stdout, stderr });
        else reject(reasonOf(error, [command, ...args].slice(0, 2).join(" "), limit));
      });
      // A tool that ends before it has read everything closes the pipe.
      child.stdin?.on("error", () => {}).end(input);
    });
  };
  return cleaningUp(() => child?.kill("SIGKILL"), ended);
}

/** Returns the error of a tool without an exit code: the system did not start it, or a signal has ended it. */
function reasonOf(error: (Error & { code?: unknown; killed?: boolean }) | null, tool: string, limit: number): Error {
  const [command] = tool.split(" ");
  if (error?.code === "ENOENT") return new ToolError(`there is no \`${command}\` on the PATH`);
  if (error?.killed === true) return new ToolError(`\`${tool}\` did not end within ${limit} seconds`);
  return new ToolError(`\`${tool}\` fails: ${error?.message}`);
}
