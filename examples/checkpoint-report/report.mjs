// Prints the processes, sockets and mounted volumes of a checkpoint: node report.mjs ARCHIVE-OR-FOLDER
import { commandLine, openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";

const [path = "."] = process.argv.slice(2);
const checkpoint = await openCheckpoint(path);

/** Returns the entries of an image; none if the checkpoint does not have it. */
const entriesOf = async (image) => (await checkpoint.read(image))?.entries ?? [];

/** Returns the arguments of a process; its name if the pages with them are not here. */
async function commandOf(pid, comm) {
  try {
    return (await commandLine(await openMemory(checkpoint, pid))).join(" ");
  } catch {
    return `[${comm}]`;
  }
}

/** Formats an IPv4 address: its word has the order of the network. */
const address = ([word]) => new Uint8Array(Uint32Array.of(word).buffer).join(".");

const { engine, container, image, mounts } = await checkpoint.metadata();
console.log([engine ?? "CRIU", container.name, image.name].filter(Boolean).join(" "));

console.log("\nProcesses");
for (const { pid, ppid } of await entriesOf("PSTREE")) {
  const core = await checkpoint.process(pid).core;
  console.log(`  ${pid} of ${ppid}: ${await commandOf(pid, core?.entries[0]?.tc?.comm)}`);
}

console.log("\nSockets");
for (const { isk, usk } of await entriesOf("FILES")) {
  if (isk?.family === 2)
    console.log(`  ${address(isk.src_addr)}:${isk.src_port} -> ${address(isk.dst_addr)}:${isk.dst_port}`);
  if (usk !== undefined) console.log(`  unix ${new TextDecoder().decode(usk.name).replaceAll("\0", "@") || usk.ino}`);
}

console.log("\nMounts");
for (const { destination, source, type } of mounts) console.log(`  ${destination} ${type} ${source}`);
await checkpoint.close();
