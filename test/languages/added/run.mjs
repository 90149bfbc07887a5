/*
 * Adds an image by data alone, as README.md shows: its row and its message make readers and writers in three languages,
 * from one critgen.yaml. Another image has a oneof.
 */
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { call as callGo } from "../go/package.mjs";
import { call, inFolder, ROOT } from "../python/package.mjs";
import { runTypeScript } from "./added.mjs";
import { ONEOFS, PROTO, ROW, VECTORS } from "./vectors.mjs";

const CONFIG = {
  schema: "schema",
  images: ["GREETING", "CHOICE"],
  parts: ["codec", "json"],
  packages: [
    { name: "criu-added", out: "typescript" },
    { target: "go", name: "example.org/criuimages", out: "go" },
    { target: "python", name: "criu-added", out: "python" },
  ],
};

/** Runs all tests. */
export async function run() {
  await inFolder(async (folder) => {
    addImages(join(folder, "schema"));
    writeFileSync(join(folder, "critgen.yaml"), JSON.stringify(CONFIG));
    call(execPath, [join(ROOT, "dist/main.cjs"), "generate"], folder);
    const vectors = join(folder, "vectors.json");
    writeFileSync(vectors, JSON.stringify({ vectors: VECTORS, oneofs: ONEOFS }));
    await runTypeScript(join(folder, "typescript"), { vectors: VECTORS, oneofs: ONEOFS });
    const here = new URL("./", import.meta.url);
    copyFileSync(new URL("added_test.go", here), join(folder, "go/added_test.go"));
    callGo("go", ["test", "./..."], join(folder, "go"), { ADDED: vectors });
    const python = { PYTHONPATH: join(folder, "python/src"), PYTHONDONTWRITEBYTECODE: "1" };
    call("python3", [join(ROOT, "test/languages/added/added.py"), vectors], folder, python);
  });
}

/** Copies the schema, and adds the row and the message that README.md shows, and those of an image with a oneof. */
function addImages(schema) {
  const text = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, row] = /^```yaml\n(GREETING: .*?)^```$/ms.exec(text);
  const [, message] = /^```proto\n(.*?greeting_entry.*?)^```$/ms.exec(text);
  cpSync(join(ROOT, "schema"), schema, { recursive: true });
  const rows = `${row.trimEnd().replaceAll(/^/gm, "  ")}\n  ${ROW}`;
  const table = join(schema, "images.yaml");
  writeFileSync(table, readFileSync(table, "utf8").replace(/^images:\n/m, `images:\n${rows}`));
  mkdirSync(join(schema, "messages"), { recursive: true });
  writeFileSync(join(schema, "messages/greeting.proto"), message);
  writeFileSync(join(schema, "messages/choice.proto"), PROTO);
}
