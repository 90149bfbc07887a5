import { memoryOf } from "../../engine/memories.ts";
import type { Answer } from "../../engine/opened.ts";
import { type AddressSpace, addressSpace } from "./areas.ts";
import { cellsOf } from "./cells.ts";
import type { Wanted } from "./pattern.ts";
import { type ReadPiece, readPieces } from "./pieces.ts";
import { type MemoryProcess, memoryProcesses } from "./processes.ts";
import { type SearchEnd, search, searchedBytes } from "./search.ts";

interface Process {
  readonly pid: number;
}

interface Range extends Process {
  readonly from: bigint;
  /** First address after the range. */
  readonly to: bigint;
}

const processes: Answer<Record<string, never>, readonly MemoryProcess[]> = (opened) => opened.once(memoryProcesses);

const map: Answer<Process, AddressSpace> = (opened, { pid }) =>
  opened.once(async () => addressSpace(await memoryOf(opened, pid)), `memory map ${pid}`);

const bytes: Answer<Range, readonly ReadPiece[]> = async (opened, { pid, from, to }) =>
  readPieces(await memoryOf(opened, pid), from, to);

/** Number of cells in the picture of an area. */
const CELLS = 256;

/** Shows where the pages of an area come from. Addresses are hexadecimal. */
const cells: Answer<Process & { readonly start: string; readonly end: string }, readonly string[]> = async (
  opened,
  { pid, start, end },
) => {
  const [from, to] = [BigInt(start), BigInt(end)];
  const memory = await memoryOf(opened, pid);
  const pages = Number((to - from) / BigInt(memory.pageSize));
  return cellsOf(memory.pieces(from, to), from, to, Math.max(1, Math.min(CELLS, pages)));
};

/** Searches memory: sends the places in parts. */
const find: Answer<Range & { readonly wanted: Wanted }, SearchEnd> = async (
  opened,
  { pid, from, to, wanted },
  call,
) => {
  const range = { start: from, end: to };
  const space = await map(opened, { pid }, call);
  return search(await memoryOf(opened, pid), wanted, range, searchedBytes(space, range), call);
};

/** Answers about the memory of a process. */
export const memoryAnswers = {
  "memory.processes": processes,
  "memory.map": map,
  "memory.bytes": bytes,
  "memory.cells": cells,
  "memory.find": find,
};
