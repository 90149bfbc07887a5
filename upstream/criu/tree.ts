import type { Declared } from "../../generator/load/convert.ts";
import { declareProtos } from "../../generator/load/protos.ts";
import { versionOfDefine } from "../../generator/model/criu-names.ts";
import type {
  Format,
  FormatImage,
  FormatMagic,
  FormatVersion,
  OtherFile,
} from "../../generator/model/format/format.ts";
import type { CriuDisplay } from "../../generator/model/model.ts";
import type { Problem } from "../../generator/model/problem.ts";
import type { Revision } from "../source/repository.ts";
import { readSource } from "../source/source.ts";
import { type Place, TreeError, type TreeFile } from "../source/tree-file.ts";
import { withoutComments } from "./comments.ts";
import { readDisplay } from "./display.ts";
import { displayPlaces } from "./display-places.ts";
import { FAMILY_FOLDERS, readFamilies } from "./families.ts";
import { readImages, type TreeImage } from "./images.ts";
import { readMagics, type TreeMagic } from "./magics.ts";

/** The format in a source tree of CRIU. */
export interface CriuTree extends Declared {
  /** Release, or revision by `git describe`; for a folder without git, the version in its Makefile. */
  readonly name: string;
  /** Day of the revision, as year-month-day; absent for a folder without git. */
  readonly date?: string;
  readonly magics: readonly TreeMagic[];
  readonly images: readonly TreeImage[];
  /** Members of the enumeration of images: all that have a row, and some that have none. */
  readonly members: readonly string[];
  readonly display: CriuDisplay;
  /** Places of the names of bits and codes, by group and name. */
  readonly displayAt: ReadonlyMap<string, Place>;
  /** The .proto files by name. */
  readonly protos: ReadonlyMap<string, string>;
  /** .proto files that belong to no image, by name. */
  readonly others: ReadonlyMap<string, OtherFile>;
}

/** Folders of the files: since v2.0, and before. */
const FOLDERS = { source: ["criu", "."], headers: ["criu/include", "include"], protos: ["images", "protobuf"] };
const PYTHON = ["lib/pycriu/images", "lib/py/images", "pycriu/images"];

/** Files with the version: since v2.0, and before. */
const VERSION_FILES = ["Makefile.versions", "Makefile"];

/** Files with the messages of CRIU's sockets: these are in no image. */
export const NO_IMAGES: readonly string[] = ["rpc.proto", "img-streamer.proto"];

/**
 * Reads a source tree of CRIU, of any release since v1.0: a checkout, or a revision of a git repository.
 *
 * @throws {TreeError} if it is not such a tree, files are missing, or something in a file is not understood
 */
export function readCriuTree(dir: string, rev?: string): CriuTree {
  const source = readSource(dir, rev, [...new Set([...Object.values(FOLDERS).flat(), ...PYTHON, ...FAMILY_FOLDERS])]);
  const where = rev === undefined ? dir : `${dir} at ${rev}`;
  const optional = (folders: readonly string[], name: string): TreeFile | undefined =>
    folders
      .map((folder) => source.files.find(({ path }) => path === (folder === "." ? name : `${folder}/${name}`)))
      .find((file) => file !== undefined);
  const file = (folders: readonly string[], name: string): TreeFile => {
    const found = optional(folders, name);
    if (found !== undefined) return found;
    const paths = folders.map((folder) => (folder === "." ? name : `${folder}/${name}`)).join(" nor ");
    throw new TreeError(`${where} is not a source tree of CRIU: it has neither ${paths}`);
  };
  const magics = readMagics(file(FOLDERS.headers, "magic.h"));
  const { images, members } = readImages(file(FOLDERS.source, "image-desc.c"), file(FOLDERS.headers, "image-desc.h"));
  refuseUnknownMagics(images, magics);
  const { protos, others, declared } = readProtos(source.files, where);
  const python = optional(PYTHON, "pb2dict.py");
  const names = readDisplay(python);
  const display = { ...names, more: readFamilies(source.files, names) };
  refuseMissingNames(declared, { python, display, where });
  const version = versionOf(VERSION_FILES.flatMap((name) => optional(["."], name) ?? []));
  if (version === undefined) {
    throw new TreeError(`${where} has no version, neither in ${VERSION_FILES.join(" nor in ")}`);
  }
  const displayAt = displayPlaces(display, python, source.files);
  const name = nameOf(version, source.revision);
  const tree = { name, magics, images, members, ...declared, display, displayAt, protos, others };
  return source.revision === undefined ? tree : { ...tree, date: source.revision.date };
}

/** Reads the version of a tree, as the name of a release: `v4.2`. */
function versionOf(files: readonly TreeFile[]): string | undefined {
  const numbers = ["MAJOR", "MINOR", "SUBLEVEL"].flatMap((part) => {
    return new RegExp(`^(?:CRIU_)?VERSION_${part}[ \\t]*:?=[ \\t]*(\\d+)`, "m").exec(files[0]?.text ?? "")?.[1] ?? [];
  });
  return numbers.length === 0 ? undefined : `v${numbers.join(".")}`;
}

/** Returns the name by `git describe`. If git finds no tag, the version comes before the commit. */
function nameOf(version: string, revision: Revision | undefined): string {
  if (revision === undefined) return version;
  return revision.name.startsWith("v") ? revision.name : `${version}-g${revision.name}`;
}

function refuseUnknownMagics(images: readonly TreeImage[], magics: readonly TreeMagic[]): void {
  const names = new Set(magics.map(({ name }) => name));
  for (const { name, magic, at } of images) {
    if (!names.has(magic)) throw new TreeError(`${magic}_MAGIC of CR_FD_${name} is not defined in magic.h`, at);
  }
}

function readProtos(
  files: readonly TreeFile[],
  where: string,
): Pick<CriuTree, "protos" | "others"> & { declared: Declared } {
  const isIn = (folder: string) => (file: TreeFile) =>
    file.path.startsWith(`${folder}/`) && file.path.endsWith(".proto");
  const folder = FOLDERS.protos.find((name) => files.some(isIn(name)));
  if (folder === undefined) {
    throw new TreeError(
      `${where} is not a source tree of CRIU: neither ${FOLDERS.protos.join("/ nor ")}/ has .proto files`,
    );
  }
  const protos = new Map<string, string>();
  const others = new Map<string, OtherFile>();
  for (const { path, text } of files.filter(isIn(folder))) {
    refuseEmpty({ path, text });
    const name = path.slice(folder.length + 1);
    if (NO_IMAGES.includes(name)) others.set(name, { path, code: codeOf(text) });
    else protos.set(name, text);
  }
  const problems: Problem[] = [];
  const texts = [...protos].map(([name, text]) => ({ name, file: `${folder}/${name}`, text }));
  const { messages, enums } = declareProtos(texts, problems);
  const [problem] = problems;
  if (problem !== undefined) throw new TreeError(problem.message, problem.at);
  refuseMissingProtos(files, folder, where);
  return { protos, others, declared: { messages, enums } };
}

/** Returns the declarations of a .proto file on one line. The syntax of old files is proto2, too: they do not say so. */
function codeOf(text: string): string {
  return withoutComments(text)
    .replace(/\bsyntax\s*=\s*"proto2"\s*;/, "")
    .trim()
    .replaceAll(/\s+/g, " ");
}

/** Refuses a tree that lacks a file in the Makefile beside the .proto files: nothing else shows that one is missing. */
function refuseMissingProtos(files: readonly TreeFile[], folder: string, where: string): void {
  const makefile = files.find(({ path }) => path === `${folder}/Makefile`);
  if (makefile === undefined) {
    throw new TreeError(`${where} is not whole: ${folder}/Makefile, the list of its .proto files, is missing`);
  }
  const paths = new Set(files.map((file) => file.path));
  for (const [index, line] of makefile.text.split("\n").entries()) {
    const [, name] = /^proto-obj-y\s*\+=\s*([\w-]+)\.o\s*$/.exec(line) ?? [];
    const path = `${folder}/${name}.proto`;
    if (name === undefined || paths.has(path)) continue;
    throw new TreeError(`${path} is built here, and it is missing`, { file: makefile.path, line: index + 1 });
  }
}

/** Refuses a .proto file without a declaration: it was cut. */
function refuseEmpty({ path, text }: TreeFile): void {
  const isBlock = /^[ \t]*(?:message|enum|extend)\b/m.test(withoutComments(text));
  if (!isBlock) throw new TreeError("the file declares no message and no enum", { file: path, line: 1 });
}

/** Refuses a tree if fields have names of bits or codes, and the tables of these names are missing. */
function refuseMissingNames(
  { messages }: Declared,
  { python, display, where }: { python: TreeFile | undefined; display: CriuDisplay; where: string },
): void {
  for (const { at, display: { flags, dict } = {} } of messages.flatMap(({ fields }) => fields)) {
    const place = `${at.file}:${at.line}`;
    const [table, name, known] =
      flags !== undefined ? ["flags_maps", flags, display.flags] : ["dict_maps", dict, display.dicts];
    if (name === undefined || known.has(name)) continue;
    if (python === undefined) throw new TreeError(`${where} has no pb2dict.py, and ${place} needs names from it`);
    throw new TreeError(`${python.path}: ${table} has no \`${name}\`, and ${place} needs it`);
  }
}

/** Extracts the format of a source tree. */
export function formatOfTree(tree: CriuTree, name: string = tree.name): Format {
  const values = new Map(tree.magics.map((magic) => [magic.name, magic]));
  const numbers = tree.magics.filter(({ name: key }) => versionOfDefine(key) === undefined);
  const magics = new Map<string, FormatMagic>(numbers.map(({ name: key, at: _, ...magic }) => [key, magic]));
  const images = new Map<string, FormatImage>(
    tree.images.map(({ name: key, file, magic, flags }) => {
      const value = values.get(magic)?.value ?? 0;
      return [key, { file, ...(value !== 0 && { magic: value }), flags }];
    }),
  );
  const { messages, enums, display, others } = tree;
  const versions = versionsOfTree(tree);
  return { name, magics, images, messages, enums, display, others, ...(versions.length > 0 && { versions }) };
}

/** Returns the versions of the format that have constants in a tree. */
export function versionsOfTree({
  magics,
}: {
  readonly magics: readonly Omit<TreeMagic, "at">[];
}): Pick<FormatVersion, "name" | "value">[] {
  return magics.flatMap(({ name: define, value, alias }) => {
    const name = alias === undefined ? versionOfDefine(define) : undefined;
    return name === undefined ? [] : [{ name, value }];
  });
}
