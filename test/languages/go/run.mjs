/* Tests Go packages: format, vet, and their tests over real images and vectors. */
import { join } from "node:path";
import { addTests, call, FOLDERS, generate, inFolder } from "./package.mjs";

/** Images of packages that have little in common: each needs another part of the runtime. */
const FEW = ["PAGEMAP", "PSTREE", "GHOST_FILE", "IPCNS_MSG,IPCNS_SEM", "PAGES", "PAGES_OLD,INVENTORY", "*"];

/** Runs all tests. */
export async function run() {
  await inFolder((folder) => {
    for (const images of FEW) {
      const out = join(folder, `p${FEW.indexOf(images)}`);
      generate(folder, out, images === "*" ? [] : ["--images", images]);
      if (images === "*") addTests(out);
      check(out);
      call("go", ["test", "./..."], out, FOLDERS);
      console.log(`go: ${images}: ok`);
    }
  });
}

function check(out) {
  const unformatted = call("gofmt", ["-l", "."], out);
  if (unformatted !== "") throw new Error(`gofmt changes ${unformatted}`);
  call("go", ["vet", "./..."], out);
}
