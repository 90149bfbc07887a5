/*
 * Reads and searches memory in Chromium: archives as Blobs, plain and compressed, with pages as they are and compressed by
 * LZ4. The page may run WebAssembly, but no `eval` and no `new Function`; LZ4 in a plain archive needs neither. All must be
 * as in Node.
 *   node test/runtimes/memory.mjs (after `npm run build`)
 */
import assert from "node:assert/strict";
import { openAsBlob } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { CHROMIUM, FLAGS, needChromium } from "./browser.mjs";
import { FIXTURES, installTools, inTemporaryFolder, loadTool, must, ROOT } from "./tools/tools.mjs";

/** Opens a chain, the last level first, and describes the memory of its process. Runs in the page, and here. */
const PROGRAM = `
import { find, openCheckpoint, openMemory, strings } from "criu-checkpoint";

async function hashOf(bytes) {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function described([last, ...parents]) {
  const checkpoint = await openCheckpoint(last, { parents });
  const memory = await openMemory(checkpoint, 2825);
  const places = [];
  for await (const { address } of find(memory, /LEDGER_\\w+/)) places.push(String(address));
  let texts = 0;
  for await (const _ of strings(memory, { least: 8 })) texts++;
  const pages = [];
  for await (const { address, bytes } of memory.pages()) pages.push(address + " " + (await hashOf(bytes)));
  const [start] = memory.areas;
  await memory.write(start.start, Uint8Array.of(1, 2, 3)).catch(() => undefined);
  return { form: checkpoint.store.form, places, texts, pages };
}

function evaluates() {
  try {
    return new Function("return true")();
  } catch {
    return false;
  }
}

const input = globalThis.document?.querySelector("input");
// Code that a test evaluates in a page may call \`eval\`: all of this runs by itself, and logs its result.
input?.addEventListener("change", () => {
  const told = (result) => console.log("result " + JSON.stringify({ ...result, evaluates: evaluates() }));
  described([...input.files]).then(told, (error) => told({ error: String(error.stack) }));
});
`;

/** Commands that compress standard input. */
const PACKERS = { tar: "cat", "tar.gz": "gzip", "tar.xz": "xz", "tar.zst": "zstd -q", "tar.bz2": "bzip2" };

/** Policies by their page. WebAssembly unpacks xz and zstd, which loads its own from a `data:` URL. */
const POLICIES = {
  "/strict": "default-src 'none'; script-src 'self'",
  "/wasm": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src data:",
};

/** Forms of archives that a page opens. */
const FORMS = { "/strict": ["tar", "tar.gz", "tar.bz2"], "/wasm": Object.keys(PACKERS) };

const HTML = '<!doctype html><meta charset="utf-8"><input type="file" multiple><script src="/page.js"></script>';

/** Makes an archive of each level of a chain, the last one first. */
function levels(folder, name, form) {
  return [3, 2, 1, 0].map((level) => {
    const file = join(folder, `${name}-${level}.${form}`);
    const command = `set -o pipefail; tar -C "$0" -c . | ${PACKERS[form]} > "$1"`;
    must("bash", ["-c", command, join(FIXTURES, "memory", name, `${level}`), file]);
    return file;
  });
}

async function bundled(folder) {
  const options = { bundle: true, platform: "browser", target: "es2022", minify: true, write: false };
  const stdin = { contents: PROGRAM, resolveDir: join(ROOT, "checkpoint"), sourcefile: "page.js" };
  const { outputFiles, warnings } = await loadTool("esbuild").build({ ...options, stdin, format: "iife" });
  assert.deepEqual(warnings, []);
  const here = join(folder, "here.mjs");
  await loadTool("esbuild").build({ ...options, stdin, format: "esm", platform: "node", write: true, outfile: here });
  return { page: outputFiles[0].text, here: await import(here) };
}

async function serve(script) {
  const server = createServer(({ url }, response) => {
    const isScript = url === "/page.js";
    const policy = POLICIES[url];
    if (!isScript && policy === undefined) return response.writeHead(404).end();
    const kind = isScript ? "text/javascript" : "text/html";
    const headers = { "content-type": kind, ...(!isScript && { "content-security-policy": policy }) };
    return response.writeHead(200, headers).end(isScript ? script : HTML);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Opens archives in a page; returns what its program logs. */
async function opened(page, files) {
  const logged = page.waitForEvent("console", (message) => message.text().startsWith("result "));
  await page.setInputFiles("input", files);
  return JSON.parse((await logged).text().slice(7));
}

async function main(folder) {
  needChromium();
  installTools();
  const { page: script, here } = await bundled(folder);
  const server = await serve(script);
  const browser = await loadTool("playwright-core").chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    for (const [path, forms] of Object.entries(FORMS)) {
      const page = await browser.newPage();
      const problems = [];
      page.on("console", (message) => {
        // The program tries `new Function` itself.
        if (message.type() !== "log" && !message.text().includes("unsafe-eval")) problems.push(message.text());
      });
      page.on("pageerror", (error) => problems.push(String(error)));
      await page.goto(`http://127.0.0.1:${server.address().port}${path}`);
      for (const name of ["chain", "lz4"]) {
        const blobs = await Promise.all(levels(folder, name, "tar").map((file) => openAsBlob(file)));
        const { form: _, ...expected } = await here.described(blobs);
        assert.ok(expected.pages.length > 10 && expected.places.length > 0);
        for (const form of forms) {
          const { form: found, evaluates, error, ...memory } = await opened(page, levels(folder, name, form));
          assert.deepEqual([evaluates, error, found, memory], [false, undefined, form, expected]);
          console.log(`Chromium, ${path}: ${name}, ${form}: ${memory.pages.length} pages`);
        }
      }
      assert.deepEqual(problems, []);
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

await inTemporaryFolder(main);
