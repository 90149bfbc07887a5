// Lists the processes of a checkpoint with their open files and their memory.
//   node examples/checkpoint.mjs test/fixtures/images/fds
import { enumName, FdTypes } from "criu-images";
import { openFolder } from "criu-images/node";

const checkpoint = openFolder(process.argv[2] ?? ".");
const read = (image, id) => {
  const file = checkpoint.files.find((f) => f.image === image && (id === undefined || Number(f.id) === id));
  return file === undefined ? [] : checkpoint.decode(file).entries;
};
const files = new Map(read("FILES").map((file) => [file.id, file]));

console.log(`${checkpoint.files.length} images, format ${checkpoint.version.name}`);
for (const { pid, ppid, threads } of read("PSTREE")) {
  const [core] = read("CORE", pid);
  console.log(`\n${core?.tc?.comm ?? "?"} (pid ${pid}, parent ${ppid}, ${threads.length} thread(s))`);
  const [ids] = read("IDS", pid);
  for (const { fd, id, type } of read("FDINFO", ids?.files_id)) {
    const file = files.get(id);
    console.log(`  fd ${String(fd).padEnd(4)}${enumName(FdTypes, type) ?? type}  ${file?.reg?.name ?? ""}`.trimEnd());
  }
  const pages = read("PAGEMAP", pid).reduce(
    (sum, { nr_pages, compat_nr_pages }) => sum + (nr_pages ?? BigInt(compat_nr_pages)),
    0n,
  );
  console.log(`  ${pages} pages of memory in ${read("MM", pid)[0]?.vmas.length ?? 0} areas`);
}
