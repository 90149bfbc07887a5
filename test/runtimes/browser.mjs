/*
 * Runs the program in headless Chromium: serves the installed package and the images, and opens a page. The page must
 * log no error and make no request to another server.
 */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { env } from "node:process";
import { IMAGES, loadTool } from "./tools/tools.mjs";

/** Chromium without the windows around its pages, which take longer to open than a page. */
export const CHROMIUM = env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";

const KINDS = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
};

// The page may request only its own server, and run no `eval` and no `new Function`. Its inline script is the import
// map.
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:";

export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Throws if there is no browser. */
export function needChromium() {
  if (!existsSync(CHROMIUM))
    throw new Error(`there is no ${CHROMIUM}: .ci/packages installs it; CHROMIUM names another`);
}

/** Starts a server on a free port for `project` and, below /images/, the images. */
async function serve(project) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    const file = path.startsWith("/images/") ? join(IMAGES, path.slice(8)) : join(project, path);
    if (!existsSync(file)) return response.writeHead(404).end();
    const kind = KINDS[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": kind, "content-security-policy": POLICY });
    return response.end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/**
 * Runs the program in a page.
 *
 * @param project folder with the package and the program
 * @param profile empty folder for the browser's profile
 * @param program module that exports `launch`
 */
export async function runInBrowser(project, profile, program = "/launch/browser.mjs") {
  needChromium();
  const server = await serve(project);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const { chromium } = loadTool("playwright-core");
  const options = { executablePath: CHROMIUM, headless: true, args: FLAGS };
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    const problems = [];
    const page = await context.newPage();
    context.on("request", (request) => {
      if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== origin) problems.push(request.url());
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(`${origin}/launch/index.html`);
    const result = await page.evaluate(`import("${program}").then(({ launch }) => launch())`);
    if (problems.length > 0) throw new Error(`the page logged or asked for: ${problems.join("; ")}`);
    return { ...result, version: context.browser()?.version() };
  } finally {
    await context.close();
    server.close();
    server.closeAllConnections();
  }
}
