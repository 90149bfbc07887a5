import { execFileSync } from "node:child_process";

/** Returns the files of the project as paths from `root`: tracked files, and new files that git does not ignore. */
export function projectFiles(root) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return `${listed}`.split("\0").filter(Boolean);
}
