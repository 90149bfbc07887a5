import { Buffer } from "node:buffer";
import { constants } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { machine, release } from "node:os";
import { join } from "node:path";
import type { CpuinfoEntry } from "criu-images";
import { SourceError } from "../open/error.ts";
import { HOST_VERSION, type Host, type Processor, UNKNOWN } from "./host.ts";

/** Most bytes that are read of a file: those of some thousand processors. */
const MOST = 16 << 20;

/** Sources of facts: tests have their own. */
export interface HostSource {
  /** Folder with `proc` and `sys`. */
  readonly root?: string;
  readonly architecture?: string;
  readonly kernel?: string;
  /** Entry of the image that `criu cpuinfo dump` writes. */
  readonly cpuinfo?: CpuinfoEntry;
}

/**
 * Describes this machine, by what every user can read in /proc and /sys.
 *
 * @returns facts; those that cannot be seen are `unknown`
 */
export async function readHost({ root = "/", architecture, kernel, cpuinfo }: HostSource = {}): Promise<Host> {
  const at = (...names: readonly string[]): Promise<string | undefined> => textAt(join(root, ...names));
  const auxv = await auxvAt(join(root, "proc/self/auxv"));
  const hexOf = (key: number): string => (auxv === undefined ? UNKNOWN : `0x${(auxv.get(key) ?? 0n).toString(16)}`);
  const numberOf = (key: number): number | typeof UNKNOWN => Number(auxv?.get(key) ?? 0n) || UNKNOWN;
  return {
    version: HOST_VERSION,
    architecture: architecture ?? machine(),
    kernel: kernel ?? release(),
    pageSize: numberOf(6),
    pidMax: Number(await at("proc/sys/kernel/pid_max")) || UNKNOWN,
    features: featuresIn(await at("proc/cpuinfo")),
    hwcap: hexOf(16),
    hwcap2: hexOf(26),
    minSignalStack: numberOf(51),
    securityModules: (await at("sys/kernel/security/lsm"))?.trim().split(",") ?? UNKNOWN,
    profiles: linesIn(await at("sys/kernel/security/apparmor/profiles"), /^(.*) \(\w+\)$/),
    cgroups: linesIn(await at("proc/self/cgroup"), /^\d+:([^:]*):/),
    namespaces: await namespacesIn(join(root, "proc/self/ns")),
    processor: cpuinfo === undefined ? UNKNOWN : processorOf(cpuinfo),
  };
}

/**
 * Returns what `criu cpuinfo dump` found out about a processor of x86.
 *
 * @throws {SourceError} `unsupported` if it is another one, or the image is of an old release
 */
function processorOf({ x86_entry: [entry] }: CpuinfoEntry): Processor {
  const { capability, xfeatures_mask: mask, xsave_size: size, xsave_size_max: max } = entry ?? {};
  if (capability === undefined || mask === undefined || size === undefined || max === undefined)
    throw new SourceError("unsupported", "it has no processor of x86 with sizes of XSAVE: use CRIU 3.11 or later");
  return { capability, xfeatures: `0x${mask.toString(16)}`, xsaveSize: size, xsaveSizeMax: max };
}

/** Returns the features that all processors have. */
function featuresIn(text: string | undefined): readonly string[] | typeof UNKNOWN {
  const lists = (text ?? "").match(/^(?:flags|Features|features)\s*:.*$/gm) ?? [];
  const [first, ...others] = [...new Set(lists)].map((line) =>
    line
      .slice(line.indexOf(":") + 1)
      .trim()
      .split(/\s+/),
  );
  if (first === undefined) return UNKNOWN;
  const sets = others.map((names) => new Set(names));
  return first.filter((name) => sets.every((names) => names.has(name)));
}

/** Returns a part of each line; `unknown` without a text. */
function linesIn(text: string | undefined, part: RegExp): readonly string[] | typeof UNKNOWN {
  if (text === undefined) return UNKNOWN;
  return text.split("\n").flatMap((line) => part.exec(line)?.[1] ?? []);
}

async function namespacesIn(folder: string): Promise<readonly string[] | typeof UNKNOWN> {
  try {
    return (await readdir(folder)).filter((name) => !name.endsWith("_for_children")).sort();
  } catch {
    return UNKNOWN;
  }
}

/** Reads pairs of words of 64 bits: all architectures that CRIU restores on, but the 32-bit ARM. */
async function auxvAt(path: string): Promise<ReadonlyMap<number, bigint> | undefined> {
  const bytes = await bytesAt(path);
  if (bytes === undefined) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const pairs = new Map<number, bigint>();
  for (let i = 0; i + 16 <= bytes.length; i += 16)
    pairs.set(Number(view.getBigUint64(i, isLittle)), view.getBigUint64(i + 8, isLittle));
  return pairs;
}

async function textAt(path: string): Promise<string | undefined> {
  return (await bytesAt(path))?.toString();
}

/** Reads a regular file, up to a limit: those of /proc have no size. */
async function bytesAt(path: string): Promise<Buffer | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await file.stat()).isFile()) return undefined;
      return await start(file);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

async function start(file: Awaited<ReturnType<typeof open>>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let size = 0; size < MOST; ) {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(1 << 16) });
    if (bytesRead === 0) break;
    size += bytesRead;
    chunks.push(buffer.subarray(0, bytesRead));
  }
  return Buffer.concat(chunks);
}
