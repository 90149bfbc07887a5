import type { CriuDisplay } from "../model/model.ts";
import { namedNumbers } from "./c/numbers.ts";
import type { TreeFile } from "./text.ts";

/** Names of one kind of number in CRIU's C sources. */
interface Family {
  /** The map or dictionary of the Python tool that shows these numbers; else the field that holds them. */
  readonly key: string;
  /** Files that have had them: headers since v2.0 and before, and sources. */
  readonly files: readonly string[];
  readonly names: RegExp;
  /** Whether each name is a bit of its own. */
  readonly areBits: boolean;
}

const FAMILIES: readonly Family[] = [
  { key: "mmap.flags", files: ["mman.h"], names: /^MAP_[A-Z_]+$/, areBits: true },
  { key: "mmap.status", files: ["image.h"], names: /^VMA_[A-Z_]+$/, areBits: true },
  { key: "pmap.flags", files: ["pagemap.h"], names: /^PE_[A-Z_]+$/, areBits: true },
  { key: "seals.flags", files: ["memfd.c"], names: /^F_SEAL_[A-Z_]+$/, areBits: true },
  // USK_PAIR_… and USK_GHOST_… are bits of CRIU's own memory.
  {
    key: "unix_sk_entry.uflags",
    files: ["image.h", "sk-unix.c"],
    names: /^USK_(?!PAIR_|GHOST_)[A-Z_]+$/,
    areBits: true,
  },
  {
    key: "gen.task_state",
    files: ["task-state.h", "pid.h", "image.h"],
    names: /^(?:COMPEL_)?TASK_(?:ALIVE|DEAD|STOPPED|ZOMBIE)$/,
    areBits: false,
  },
];

/** Folders of the headers and sources that have such names. */
export const FAMILY_FOLDERS: readonly string[] = ["criu", "criu/include", "include", ".", "compel/include/uapi"];

/**
 * Reads the names that CRIU's C sources have for bits and codes and that its Python tool lacks, or has otherwise.
 *
 * @param display the names of the Python tool
 */
export function readFamilies(files: readonly TreeFile[], display: Pick<CriuDisplay, "flags">): CriuDisplay["more"] {
  const families = FAMILIES.map((family) => {
    const known = new Map(display.flags.get(family.key)?.map(({ name, bit }) => [name, bit]));
    return [family.key, numbersOf(family, files).filter(({ name, bit }) => known.get(name) !== bit)] as const;
  });
  return new Map(families.filter(([, numbers]) => numbers.length > 0));
}

/** The names of a family, of the first file that has one. */
function numbersOf({ files, names, areBits }: Family, all: readonly TreeFile[]): { name: string; bit: number }[] {
  const found = new Map<string, number>();
  for (const file of files.flatMap((name) => FAMILY_FOLDERS.flatMap((folder) => at(all, folder, name)))) {
    for (const [name, value] of namedNumbers(file, names)) {
      const bit = Number(BigInt.asUintN(32, value));
      const short = name.replace(/^COMPEL_/, "");
      if (!found.has(short) && (!areBits || isBit(bit))) found.set(short, bit);
    }
  }
  return [...found].map(([name, bit]) => ({ name, bit })).sort((a, b) => a.bit - b.bit);
}

function at(files: readonly TreeFile[], folder: string, name: string): TreeFile[] {
  const path = folder === "." ? name : `${folder}/${name}`;
  return files.filter((file) => file.path === path);
}

/** Masks, widths and what stands for no bit at all are no names of bits. */
function isBit(value: number): boolean {
  return value !== 0 && (value & (value - 1)) === 0;
}
