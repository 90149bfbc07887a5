import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { withParents } from "../options/parents.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Views of a process:
  map                      the areas, and where their pages are (default)
  read ADDRESS [LENGTH]    bytes in hexadecimal; 256 of them by default
  find PATTERN             places of a text
  strings                  all texts of printable ASCII characters
  env                      the environment
  auxv                     the auxiliary vector
  link-map                 the program and its libraries, with their addresses
Without a process, the processes are listed with the size of their memory. The
word shared in its place lists the shared memory of all processes, each once.

A page comes from this dump (here), from its parent, from a file that is not in
the checkpoint (file), or was never written (zeros). It can be left to be sent
later (lazy), be lost, or belong to the kernel (no-access). The map counts those
of compressed runs (lz4), too.

Examples:
  critgen memory web.tar.zst                         the processes
  critgen memory web.tar.zst 12                      the areas of process 12
  critgen memory web.tar.zst shared                  shared memory
  critgen memory dump 12 read 0x7ffd3cbe3000 64      bytes at an address
  critgen memory dump 12 read 0x55d0a000 4096 --raw -o page
  critgen memory dump 12 find password --in heap     a text in the heap
  critgen memory dump 12 find --regex 'key=[0-9]+'   a regular expression
  critgen memory dump 12 find --hex 7f454c46         bytes

Exit code: 0 done; 1 find found nothing, or there is no link map; 2 the
checkpoint or the memory cannot be read.
`;

export function defineMemory(program: Command): void {
  const command = program
    .command("memory")
    .usage("[options] <checkpoint> [pid] [view] [arguments]")
    .summary("read and search the memory of a process")
    .description("Reads the memory of a process by address, across pages, areas and chains of dumps.")
    .argument("<checkpoint>", "a folder or an archive")
    .argument("[view...]", "a process, a view and its arguments")
    .option("--json", "print JSON on standard output", false)
    .option("--raw", "read: write the bytes as they are", false)
    .option("-o, --out <file>", "read: file for the bytes or the text (default: standard output)")
    .option("--hex", "find: the pattern is bytes in hexadecimal", false)
    .option("--regex", "find: the pattern is a regular expression; a byte is the character of Latin-1", false)
    .option("--in <area>", "find, strings: only areas with this in their name, such as heap, stack or libc")
    .option("--context <bytes>", "find: number of bytes shown before and after (default: 16)")
    .option("--count", "find: print only the number of places", false)
    .option("--min <characters>", "strings: least number of characters (default: 4)");
  withParents(withFormat(command))
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
