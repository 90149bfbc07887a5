// Lists the processes of a checkpoint and their open files: node list.mjs FOLDER
import { enumName, FdTypes, ImageError } from "checkpoint-files";
import { openFolder } from "checkpoint-files/node";

/** Returns the entries of an image of the checkpoint; an empty list if the checkpoint has no such image. */
function entriesOf(checkpoint, image, id) {
  const file = checkpoint.files.find((one) => one.image === image && (id === undefined || one.id === id));
  return file === undefined ? [] : checkpoint.decode(file).entries;
}

function list(folder) {
  const checkpoint = openFolder(folder);
  const files = new Map(entriesOf(checkpoint, "FILES").map((file) => [file.id, file]));
  for (const { pid } of entriesOf(checkpoint, "PSTREE")) {
    const [core] = entriesOf(checkpoint, "CORE", pid);
    const [ids] = entriesOf(checkpoint, "IDS", pid);
    console.log(`${pid} ${core?.tc?.comm ?? "?"}`);
    for (const { fd, id, type } of entriesOf(checkpoint, "FDINFO", ids?.files_id)) {
      const kind = enumName(FdTypes, type) ?? type;
      console.log(`  ${fd}`.padEnd(8) + `${kind} ${files.get(id)?.reg?.name ?? ""}`.trimEnd());
    }
  }
}

try {
  list(process.argv[2] ?? ".");
} catch (error) {
  if (!(error instanceof ImageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
