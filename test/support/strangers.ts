import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { type Cleanup, temporaryFolder } from "./schema.ts";

/** A folder of special files that have names of images. */
export interface StrangersFolder {
  readonly folder: string;
  /** The special files and their kinds, sorted by name. */
  readonly kinds: readonly (readonly [name: string, kind: string])[];
  /** The regular files. */
  readonly names: readonly string[];
}

/** Makes a folder of files that would block forever, never end, or lead outside. */
export function strangersFolder(cleanup?: Cleanup): StrangersFolder {
  const folder = temporaryFolder(cleanup);
  const at = (name: string): string => join(folder, name);
  writeFileSync(at("dump.log"), "a log");
  symlinkSync("/etc/passwd", at("core-1.img"));
  symlinkSync("/dev/zero", at("core-2.img"));
  symlinkSync("core-4.img", at("core-3.img"));
  symlinkSync("core-3.img", at("core-4.img"));
  symlinkSync("dump.log", at("core-5.img"));
  symlinkSync("nowhere", at("core-6.img"));
  mkdirSync(at("core-7.img"));
  made("mkfifo", at("core-8.img"));
  // A socket stays if its process ends without closing it.
  made(execPath, "-e", "require('net').createServer().listen(process.argv[1], () => process.exit())", at("s"));
  const kinds = [
    ...[1, 2, 3, 4, 5, 6].map((id) => [`core-${id}.img`, "link"] as const),
    ...([
      ["core-7.img", "folder"],
      ["core-8.img", "pipe"],
      ["s", "socket"],
    ] as const),
  ];
  return { folder, kinds, names: ["dump.log"] };
}

function made(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}
