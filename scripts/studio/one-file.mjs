import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { policyOf, withPolicy } from "./policy.mjs";

/**
 * Builds the page as one file: its scripts are classic and inline, and its worker is a text in the page. A browser runs no
 * modules from a disk.
 */
export async function oneFile(studio, shared) {
  const inline = {
    name: "inline-worker",
    enforce: "pre",
    resolveId: (id) => (/^\.{1,2}\/start-worker\.ts$/.test(id) ? join(studio, "start-inline-worker.ts") : undefined),
  };
  const script = await classic(shared, join(studio, "main.tsx"), [inline]);
  const [worker, compiler] = [
    await classic(shared, join(studio, "worker.ts"), []),
    await classic(shared, join(studio, "compiler/compiler.ts"), []),
  ];
  const style = await styles(shared, studio);
  const policy = policyOf(hashOf(script), hashOf(style));
  const html = readFileSync(join(studio, "index.html"), "utf8")
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace(
      /<script type="module"[^>]*><\/script>/,
      () => `${text("worker", worker)}\n    ${text("compiler", compiler)}\n    <script>${script}</script>`,
    );
  return withPolicy(html, policy);
}

/** A script as a text, from which the page starts a worker. */
const text = (id, code) => `<script type="text/plain" id="${id}">${code}</script>`;

/** Bundles a module and all that it imports into one classic script. */
async function classic(shared, input, plugins) {
  const { output } = await build({
    ...shared,
    // No module asks for its address in the one file.
    define: { "import.meta": "{}" },
    plugins: [...plugins, ...shared.plugins],
    build: {
      write: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input, checks: { pluginTimings: false }, output: { format: "iife", codeSplitting: false } },
    },
  });
  const [chunk] = output.filter(({ type }) => type === "chunk");
  // The end of a script in a text or a comment would end the element.
  return chunk.code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
}

async function styles(shared, studio) {
  const { output } = await build({
    ...shared,
    build: { write: false, target: "es2022", rolldownOptions: { input: join(studio, "style/style.css") } },
  });
  return output
    .find(({ fileName }) => fileName.endsWith(".css"))
    .source.toString()
    .trim();
}

function hashOf(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
