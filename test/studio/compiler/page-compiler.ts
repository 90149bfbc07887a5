import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import type { CompilerHandlers } from "../../../studio/compiler/handlers.ts";
import { Client } from "../../../studio/rpc/client.ts";
import type { Handlers } from "../../../studio/rpc/message.ts";
import { ROOT } from "../../support/run.ts";

/** Globals of a worker in a browser that the compiler may use. Node's own, such as `process` and `Buffer`, are missing. */
const GLOBALS = {
  ...{ atob, btoa, Blob, Response, CompressionStream, DecompressionStream, MessageChannel, performance },
  ...{
    setTimeout,
    clearTimeout,
    TextDecoder,
    TextEncoder,
    URL,
    AbortController,
    DOMException,
    structuredClone,
    console,
  },
};

/**
 * Runs the compiler of the built page as a browser does: without a module of Node, and without a function that is made of
 * a text, which the page's Content-Security-Policy forbids.
 */
export function pageCompiler(): Client<CompilerHandlers & Handlers> {
  const html = readFileSync(join(ROOT, "dist/studio/critgen-studio.html"), "utf8");
  const [, code = ""] = /<script type="text\/plain" id="compiler">(.*?)<\/script>/s.exec(html) ?? [];
  const { port1: page, port2: worker } = new MessageChannel();
  const inside = {
    ...GLOBALS,
    postMessage: (message: unknown) => worker.postMessage(message),
    addEventListener: (_: "message", listener: (event: { readonly data: unknown }) => void) => {
      worker.onmessage = listener;
    },
  };
  vm.runInContext(code, vm.createContext(inside, { codeGeneration: { strings: false, wasm: false } }));
  page.start();
  return new Client(page as never);
}
