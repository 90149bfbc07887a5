// Measures the answers of `critgen lsp` on the full schema as an editor sees them: a real process, over its pipes.
//   npm run bench:lsp -- [--rounds 20] [--save]
// Times include the load of the machine; the processor's time of the server does not.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { machine, save, summary, table } from "./support.mjs";

const { values: given } = parseArgs({
  options: { rounds: { type: "string", default: "20" }, save: { type: "boolean", default: false } },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/main.cjs");

/** Longest allowed answer in milliseconds, after the first second. */
const GOAL = 50;

/** Time until the server has read the schema, in milliseconds. */
const WARM = 3000;

/** Pause between requests in milliseconds, so that the analysis after an edit runs in some of them. */
const PAUSE = 200;

/** A client of the protocol, with as little of its own as possible. */
class Client {
  constructor(folder) {
    this.folder = folder;
    this.server = spawn(process.execPath, [cli, "lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    this.waiting = new Map();
    this.id = 0;
    this.version = 0;
    let rest = Buffer.alloc(0);
    this.server.stdout.on("data", (piece) => {
      rest = Buffer.concat([rest, piece]);
      for (;;) {
        const head = rest.indexOf("\r\n\r\n");
        if (head < 0) return;
        const end = head + 4 + Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, head).toString())?.[1]);
        if (rest.length < end) return;
        const message = JSON.parse(rest.subarray(head + 4, end).toString());
        rest = rest.subarray(end);
        if (message.method === undefined) this.waiting.get(message.id)?.(message);
        else if (message.id !== undefined) this.write({ id: message.id, result: null });
      }
    });
  }

  write(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.server.stdin.write(body);
  }

  request(method, params) {
    const id = ++this.id;
    const answer = new Promise((resolve) => this.waiting.set(id, resolve));
    this.write({ id, method, params });
    return answer;
  }

  uri(file) {
    return pathToFileURL(join(this.folder, file)).href;
  }

  open(file) {
    const text = readFileSync(join(this.folder, file), "utf8");
    const textDocument = { uri: this.uri(file), languageId: "yaml", version: 0, text };
    this.write({ method: "textDocument/didOpen", params: { textDocument } });
    return text;
  }

  type(file, text) {
    const textDocument = { uri: this.uri(file), version: ++this.version };
    this.write({ method: "textDocument/didChange", params: { textDocument, contentChanges: [{ text }] } });
  }
}

/** Requests on images.yaml: their parameters at a place of the text. */
const REQUESTS = {
  hover: ["textDocument/hover", "pstree_entry }"],
  completion: ["textDocument/completion", "pstree_entry }"],
  definition: ["textDocument/definition", "pstree_entry }"],
  references: ["textDocument/references", "pstree_entry }"],
  rename: ["textDocument/rename", "pstree_entry }"],
  "code actions": ["textDocument/codeAction", "pstree_entry }"],
  outline: ["textDocument/documentSymbol", "criu:"],
  formatting: ["textDocument/formatting", "criu:"],
};

function paramsOf(client, text, part) {
  const lines = text.slice(0, text.indexOf(part) + 2).split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1).length };
  const textDocument = { uri: client.uri("images.yaml") };
  const more = { newName: "bench_entry", options: { tabSize: 2, insertSpaces: true } };
  const context = { diagnostics: [], includeDeclaration: true };
  return { textDocument, position, range: { start: position, end: position }, context, ...more };
}

async function measure(client, text, kind, isEdited, n) {
  const [method, part] = REQUESTS[kind];
  if (isEdited) client.type("images.yaml", `${text}# ${kind} ${n}\n`);
  const begin = performance.now();
  const { error } = await client.request(method, paramsOf(client, text, part));
  if (error !== undefined) throw new Error(`${kind}: ${error.message}`);
  return performance.now() - begin;
}

const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
cpSync(join(root, "schema"), folder, { recursive: true });
const client = new Client(folder);
try {
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: "bench" }];
  // As VS Code and Neovim do: otherwise an edit reads all files of the disk again.
  const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
  const begin = performance.now();
  await client.request("initialize", { processId: process.pid, capabilities, workspaceFolders });
  const started = performance.now() - begin;
  client.write({ method: "initialized", params: {} });
  const text = client.open("images.yaml");
  await sleep(WARM);
  const rows = [["request", "median ms", "least", "most"]];
  const round = ({ median, least, most }) => [median, least, most].map((value) => value.toFixed(1));
  for (const isEdited of [false, true]) {
    for (const kind of Object.keys(REQUESTS)) {
      const times = [];
      for (let n = 0; n < Number(given.rounds); n++) {
        times.push(await measure(client, text, kind, isEdited, n));
        await sleep(PAUSE);
      }
      rows.push([`${kind}${isEdited ? ", right after an edit" : ""}`, ...round(summary(times))]);
    }
  }
  const result = `# Answers of the language server

\`critgen lsp\` on the full schema, each request ${given.rounds} times; the goal is ${GOAL} ms. It answered \`initialize\` after
${started.toFixed(0)} ms. After an edit the changed file is read again before the answer, except for completion.

${table(rows)}

${machine()}
`;
  console.log(result);
  if (given.save) save(join(root, "bench/results/lsp.md"), result);
} finally {
  client.server.kill();
  rmSync(folder, { recursive: true, force: true });
}
