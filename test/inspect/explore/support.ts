import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { AnyImage, ImageName } from "criu-images";
import type { FileEntry } from "criu-images/messages/file-entry";
import { readImage, writeImage } from "criu-images/node";
import { answer, type What } from "../../../inspect/explore/explore.ts";
import { python } from "../../support/python.ts";
import { type Cleanup, temporaryFolder } from "../../support/schema.ts";

export const CORPUS: string = fileURLToPath(new URL("../../fixtures/images", import.meta.url));

/** The scenarios that are checkpoints of processes; other scenarios are pre-dumps or single images. */
export const CHECKPOINTS: readonly string[] = readdirSync(CORPUS, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/pstree.img"))
  .map((path) => path.slice(0, -"/pstree.img".length))
  .sort();

/** Makes a copy of a scenario for a test to edit. */
export function copyOf(scenario: string, cleanup?: Cleanup): string {
  const folder = temporaryFolder(cleanup);
  cpSync(join(CORPUS, scenario), folder, { recursive: true });
  return folder;
}

type ImageOf<N extends ImageName> = Extract<AnyImage, { image: N }>;

/** Reads an image of a folder. @throws if it is of another type. */
export function read<N extends ImageName>(folder: string, file: string, image: N): ImageOf<N> {
  const found = readImage(join(folder, file));
  if (found.image !== image) throw new Error(`${file} is ${found.image}, not ${image}`);
  return found as ImageOf<N>;
}

/** Changes an image of a folder, and writes it again. */
export function edit<N extends ImageName>(
  folder: string,
  file: string,
  image: N,
  change: (image: ImageOf<N>) => void,
): void {
  const found = read(folder, file, image);
  change(found);
  writeImage(join(folder, file), found);
}

/** Returns the files of a folder with this prefix. */
export function files(folder: string, prefix: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith(prefix));
}

export function remove(folder: string, ...names: readonly string[]): void {
  for (const name of names) rmSync(join(folder, name));
}

/** Moves the open files from files.img into one image for each type, as before v3.4. */
export function splitFiles(folder: string): void {
  const { entries } = read(folder, "files.img", "FILES");
  const of = <E>(member: (file: FileEntry) => E | undefined): E[] => entries.flatMap((file) => member(file) ?? []);
  const images: [string, AnyImage][] = [
    ["reg-files.img", { image: "REG_FILES", entries: of(({ reg }) => reg) }],
    ["pipes.img", { image: "PIPES", entries: of(({ pipe }) => pipe) }],
    ["unixsk.img", { image: "UNIXSK", entries: of(({ usk }) => usk) }],
    ["inetsk.img", { image: "INETSK", entries: of(({ isk }) => isk) }],
    ["netlinksk.img", { image: "NETLINK_SK", entries: of(({ nlsk }) => nlsk) }],
    ["packetsk.img", { image: "PACKETSK", entries: of(({ psk }) => psk) }],
  ];
  for (const [file, image] of images) writeImage(join(folder, file), image);
  remove(folder, "files.img");
}

async function ask(dir: string, what: What, json: boolean): Promise<string> {
  const found = await answer({ dir, what, json, oneOfMany: false });
  if ("error" in found) throw new Error(found.error);
  return found.text;
}

/** Returns the output of `critgen x` for a folder. */
export async function x(dir: string, what: What): Promise<string> {
  return `${await ask(dir, what, false)}\n`;
}

// biome-ignore lint/suspicious/noExplicitAny: the result of JSON.parse, in tests
export async function xJson(dir: string, what: What): Promise<any> {
  return JSON.parse(await ask(dir, what, true));
}

/** CRIU's own tool; Debian has it in the package `criu`. */
const CRIT = process.env["CRIT"] ?? "crit";

const folders = CRIT.includes("/") ? [""] : (process.env["PATH"] ?? "").split(":");
const installed = folders.map((folder) => join(folder, CRIT)).find((path) => existsSync(path));

/** Reason for skipping the tests that need crit; CI must not skip them. */
export const NO_CRIT: string | undefined =
  installed !== undefined || process.env["CI"] ? undefined : "crit is not installed";

/** Returns crit's output. @throws if crit fails. */
export function crit(...args: readonly string[]): string {
  return critOf(undefined, ...args).toString();
}

/** Returns crit's output for this standard input, as bytes. @throws if crit fails. */
export function critOf(input: Uint8Array | undefined, ...args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync(CRIT, args, { input: input ?? "", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`crit ${args.join(" ")}: ${stderr.toString().trim().split("\n").at(-1)}`);
  return stdout;
}

/** Runs crit in a process for each command, which all fork from one: to import crit takes longer than to run it. */
const FORKS = `
import os, runpy, sys
from pycriu import cli
output = []
for words in input["commands"]:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        os.close(read)
        os.close(write)
        sys.argv = [input["crit"], *words]
        runpy.run_path(input["crit"], run_name="__main__")
        sys.stdout.flush()
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as out:
        output.append(out.read().decode())
    if os.waitpid(child, 0)[1] != 0:
        sys.exit(f"crit {words}")`;

/** Returns crit's outputs for several command lines, in less time than `crit` for each. @throws if one fails. */
export function crits(commands: readonly (readonly string[])[]): string[] {
  const program = installed ?? CRIT;
  const [, interpreter] = /^#!(?:\/usr\/bin\/env )?(\S+)/.exec(readFileSync(program, "utf8")) ?? [];
  return python<string[]>(FORKS, { crit: program, commands }, interpreter);
}
