import { existsSync } from "node:fs";
import { join } from "node:path";
import { window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

/* Extension of VS Code: it starts `critgen lsp`, and the library connects the editor to it. */

/** Files that the server knows. */
const FILES = "**/{images,display,relations,history,critgen}.yaml";

let client;

/** Starts the server. VS Code calls it when a folder has a schema or a critgen.yaml. */
export async function activate() {
  const [command, ...args] = commandIn(workspace.workspaceFolders?.[0]?.uri.fsPath);
  const options = {
    documentSelector: [
      { scheme: "file", pattern: FILES },
      { scheme: "file", pattern: "**/messages/**/*.proto" },
    ],
  };
  client = new LanguageClient("critgen", "critgen", { command, args }, options);
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(`critgen: ${error.message}; set critgen.command, or run npm install --save-dev critgen`);
  }
}

/** Stops the server. */
export function deactivate() {
  return client?.stop();
}

/** Returns the command of the server: that of the settings, critgen of the folder's node_modules, or of the path. */
function commandIn(folder) {
  const set = workspace.getConfiguration("critgen").get("command", []);
  if (set.length > 0) return set;
  const own = folder === undefined ? "" : join(folder, "node_modules/critgen/dist/main.cjs");
  return existsSync(own) ? ["node", own, "lsp"] : ["critgen", "lsp"];
}
