import { execFileSync } from "node:child_process";

/** Lists the files of the project, as paths from `root`: all that git knows, and new ones that it does not ignore. */
export function projectFiles(root) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return `${listed}`.split("\0").filter(Boolean);
}
