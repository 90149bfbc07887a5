import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { CriuDisplay } from "../../generator/model/model.ts";
import { packageFile } from "../../generator/own/package-root.ts";
import type { TreeFile } from "../source/tree-file.ts";
import { namedNumbers } from "./c/numbers.ts";

/** Names of one kind of number in CRIU's C sources; schema/families.yaml explains the keys. */
interface Family {
  readonly files: readonly string[];
  readonly names: string;
  readonly bits: boolean;
}

/** Folders of the headers and sources with such names. */
export const FAMILY_FOLDERS: readonly string[] = ["criu", "criu/include", "include", ".", "compel/include/uapi"];

/**
 * Reads the names of bits and codes in CRIU's C sources that its Python tool lacks, or has with other numbers.
 *
 * @param display the names of the Python tool
 */
export function readFamilies(files: readonly TreeFile[], display: Pick<CriuDisplay, "flags">): CriuDisplay["more"] {
  const families = Object.entries(readTable()).map(([key, family]) => {
    const known = new Map(display.flags.get(key)?.map(({ name, bit }) => [name, bit]));
    return [key, numbersOf(family, files).filter(({ name, bit }) => known.get(name) !== bit)] as const;
  });
  return new Map(families.filter(([, numbers]) => numbers.length > 0));
}

function readTable(): Readonly<Record<string, Family>> {
  return parse(readFileSync(packageFile("schema/families.yaml"), "utf8")) as Readonly<Record<string, Family>>;
}

/** Reads the names of a family from its first file that has one. */
function numbersOf({ files, names, bits }: Family, all: readonly TreeFile[]): { name: string; bit: number }[] {
  const found = new Map<string, number>();
  const pattern = new RegExp(names);
  for (const file of filesNamed(files, all)) {
    for (const [name, value] of namedNumbers(file, pattern)) {
      const bit = Number(BigInt.asUintN(32, value));
      const short = name.replace(/^COMPEL_/, "");
      if (!found.has(short) && (!bits || isBit(bit))) found.set(short, bit);
    }
  }
  return [...found].map(([name, bit]) => ({ name, bit })).sort((a, b) => a.bit - b.bit);
}

/** Returns the files of each family that a tree has, in the order of precedence. */
export function filesOfFamilies(all: readonly TreeFile[]): Map<string, TreeFile[]> {
  return new Map(Object.entries(readTable()).map(([key, { files }]) => [key, filesNamed(files, all)]));
}

function filesNamed(names: readonly string[], all: readonly TreeFile[]): TreeFile[] {
  return names.flatMap((name) => FAMILY_FOLDERS.flatMap((folder) => at(all, folder, name)));
}

function at(files: readonly TreeFile[], folder: string, name: string): TreeFile[] {
  const path = folder === "." ? name : `${folder}/${name}`;
  return files.filter((file) => file.path === path);
}

/** Returns whether a number is one bit: masks, widths and 0 are not. */
function isBit(value: number): boolean {
  return value !== 0 && (value & (value - 1)) === 0;
}
