import { parse } from "yaml";
import { hex } from "../../generator/model/coordinates.ts";
import { versionOfDefine } from "../../generator/model/criu-names.ts";
import type { TreeImage } from "../criu/images.ts";
import type { TreeMagic } from "../criu/magics.ts";
import type { CriuTree } from "../criu/tree.ts";
import { type Fields, fieldsOf, guessLayout, LAYOUT_KEYS, printCell } from "./layout.ts";
import type { Own } from "./own.ts";
import { mergePlaces } from "./places.ts";
import { layoutContext, type Models, mergeLayout } from "./row-layout.ts";
import { editRow, joinTable, newRow, type Row, splitTable } from "./rows.ts";
import { mergeVersions } from "./versions.ts";
import { contentOf, pairsAt, removeKeys, setKey } from "./yaml-map.ts";

/** Further input of the import of a table. */
export interface TableContext {
  readonly tree: CriuTree;
  /** Own definitions of the schema: they stay although the tree lacks them. */
  readonly own: Pick<Own, "images" | "reserved" | "versions" | "blocks">;
  /** The schema before the import, and the built-in one. */
  readonly models: Models;
  /** Text of the built-in table: new images get their rows from it. */
  readonly known: string;
}

/** Updates the text of images.yaml to a source tree. */
export function mergeTable(text: string, context: TableContext): string {
  const { tree, own } = context;
  const known = splitTable(context.known).rows;
  const layouts = layoutContext(tree, context.models);
  const { renames } = layouts;
  const table = splitTable(mergePlaces(mergeRegistry(text, context), { tree, own, known: context.known, renames }));
  const magics = new Magics(tree);
  const fields = fieldsOf(tree.messages);
  const stays = ({ name }: Row): boolean => own.images.has(name) || tree.images.some((image) => image.name === name);
  const rows = table.rows.filter(stays);
  for (const image of tree.images) {
    if (!rows.some(({ name }) => name === image.name)) insert(rows, image, known, magics, fields);
  }
  const merged = rows.map((row) => {
    const image = tree.images.find(({ name }) => name === row.name);
    if (image === undefined) return row;
    const registered = mergeMagic(mergeFlags(mergeFile(row, image), image), image, magics);
    const builtIn = known.find(({ name }) => name === row.name);
    return mergeLayout(registered, image, builtIn, layouts);
  });
  return joinTable({ ...table, rows: merged });
}

/** The magics of a tree, with the image that owns each. */
class Magics {
  readonly #magics: ReadonlyMap<string, TreeMagic>;
  readonly #images: readonly TreeImage[];

  constructor({ magics, images }: CriuTree) {
    this.#magics = new Map(magics.map((magic) => [magic.name, magic]));
    this.#images = images;
  }

  /** Returns the magic of an image; 0 if it is raw. */
  valueOf({ magic }: TreeImage): number {
    return this.#magics.get(magic)?.value ?? 0;
  }

  townOf(image: TreeImage): string | undefined {
    return this.#root(image.magic)?.town;
  }

  /** Returns the image that owns this image's magic: the image of the magic's name, else the first that uses it. */
  ownerOf(image: TreeImage): TreeImage {
    const sharing = this.#images.filter((other) => this.valueOf(other) === this.valueOf(image));
    const name = this.#root(image.magic)?.name;
    return sharing.find((other) => other.name === name) ?? sharing[0] ?? image;
  }

  #root(name: string): TreeMagic | undefined {
    const magic = this.#magics.get(name);
    return magic?.alias === undefined ? magic : this.#root(magic.alias);
  }
}

/** The part of the table above the rows that an import changes. */
interface Registry {
  readonly heads: Readonly<Record<string, { readonly magic: number }>>;
  readonly reserved?: Readonly<Record<string, { readonly magic: number }>> | null;
  readonly rowless?: readonly string[] | null;
}

/** Updates the part above the rows to a tree: heads, versions, reserved magics, members without a row. */
function mergeRegistry(text: string, { tree, own: mine, known }: TableContext): string {
  const { magics, images, members } = tree;
  const { heads, reserved, rowless } = contentOf(text) as Registry;
  let merged = mergeVersions(text, tree, mine.versions, known);
  for (const head of ["common", "service"]) {
    const value = magics.find(({ name }) => name === `IMG_${head.toUpperCase()}`)?.value;
    if (value !== undefined && value !== heads[head]?.magic) {
      merged = setKey(merged, ["heads", head], "magic", hex(value));
    }
  }
  const wanted = magics.filter((magic) => isReserved(magic, images));
  const stays = (name: string): boolean => mine.reserved.has(name) || wanted.some((magic) => magic.name === name);
  const gone = Object.keys(reserved ?? {}).filter((name) => !stays(name));
  merged = removeKeys(merged, ["reserved"], gone);
  const cells = cellsAt(known, ["reserved"]);
  if (reserved === undefined && wanted.length > 0) merged = setKey(merged, [], "reserved", "{}", "versions");
  for (const { name, value, town = "unknown" } of wanted) {
    const own = reserved?.[name];
    const cell = cells.get(name) ?? `{ magic: ${hex(value)}, town: ${printCell(town)} }`;
    if (own === undefined) merged = setKey(merged, ["reserved"], name, cell);
    if ((own ?? (parse(cell) as { readonly magic: number })).magic !== value) {
      merged = setKey(merged, ["reserved", name], "magic", hex(value));
    }
  }
  const without = members.filter((member) => !images.some(({ name }) => name === member));
  if (without.join() === (rowless ?? []).join()) return merged;
  return setKey(
    merged,
    [],
    "rowless",
    `[${without.join(", ")}]`,
    reserved === undefined && wanted.length === 0 ? "versions" : "reserved",
  );
}

/** Returns whether a magic belongs to no image, no head and no version. */
function isReserved({ name, value, alias }: TreeMagic, images: readonly TreeImage[]): boolean {
  const isSpecial = value === 0 || /^IMG_(?:COMMON|SERVICE)$/.test(name) || versionOfDefine(name) !== undefined;
  return alias === undefined && !isSpecial && !images.some(({ magic }) => magic === name);
}

/** Returns the texts of the values of a map. */
function cellsAt(text: string, path: readonly string[]): Map<string, string> {
  return new Map(pairsAt(text, path).map(({ key, value, end }) => [key, text.slice(value, end)]));
}

/** Adds a row for a new image: the built-in one, in its order among the others, or a guess that waits for review. */
function insert(rows: Row[], image: TreeImage, known: readonly Row[], magics: Magics, fields: Fields): void {
  const index = known.findIndex(({ name }) => name === image.name);
  const row = known[index];
  if (row === undefined) {
    rows.push(guessRow(image, magics, fields));
    return;
  }
  const placeOf = (other: Row): number => rows.findIndex(({ name }) => name === other.name);
  const next =
    known
      .slice(index + 1)
      .map(placeOf)
      .find((place) => place >= 0) ?? -1;
  const following = rows[next];
  if (row.gap !== "" && following !== undefined && following.gap !== "") {
    rows.splice(next, 1, { ...row, gap: following.gap }, { ...following, gap: "" });
    return;
  }
  const before = known.slice(0, index).findLast((other) => placeOf(other) >= 0);
  rows.splice(before === undefined ? 0 : placeOf(before) + 1, 0, { ...row, gap: "" });
}

/** Makes a row from the source, with a guessed layout. */
function guessRow(image: TreeImage, magics: Magics, fields: Fields): Row {
  const layout = magics.valueOf(image) === 0 ? {} : guessLayout(image.name, fields);
  const cells = Object.entries(layout).map(([key, cell]) => [key, printCell(cell)]);
  const flags = image.flags.length === 0 ? {} : { flags: printCell(image.flags) };
  const file = printCell(image.file);
  return newRow(image.name, { file, ...magicCells(image, magics), ...Object.fromEntries(cells), ...flags });
}

function magicCells(image: TreeImage, magics: Magics): Record<string, string> {
  const value = magics.valueOf(image);
  if (value === 0) return { raw: "true" };
  const owner = magics.ownerOf(image);
  if (owner !== image) return { magic: owner.name };
  const town = magics.townOf(image);
  return { magic: hex(value), ...(town !== undefined && { town: printCell(town) }) };
}

function mergeFile(row: Row, { file }: TreeImage): Row {
  return row.value["file"] === file ? row : editRow(row, ["file"], printCell(file));
}

function mergeFlags(row: Row, { flags }: TreeImage): Row {
  const own = Array.isArray(row.value["flags"]) ? row.value["flags"].map(String) : [];
  if (own.toSorted().join() === flags.toSorted().join()) return row;
  return editRow(row, ["flags"], flags.length === 0 ? undefined : `[${flags.join(", ")}]`);
}

function mergeMagic(row: Row, image: TreeImage, magics: Magics): Row {
  const value = magics.valueOf(image);
  const own = row.value["magic"];
  const owner = magics.ownerOf(image);
  if (value === 0 ? row.value["raw"] === true : own === value || (own === owner.name && own !== row.name)) return row;
  const wanted = magicCells(image, magics);
  const layout = value === 0 ? [...LAYOUT_KEYS, "head"] : [];
  const keys = ["raw", "magic", "town", ...layout];
  return keys.reduce((edited, key) => {
    return edited.value[key] === undefined && wanted[key] === undefined ? edited : editRow(edited, [key], wanted[key]);
  }, row);
}
