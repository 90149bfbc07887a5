/* A static host for built pages: it sends no headers of its own, so that a page protects itself. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { ROOT } from "../tools/tools.mjs";

export const PAGE = join(ROOT, "dist/studio");

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Starts the host of a folder on a free port; returns its address, the paths that were asked for, and a function that ends it. */
export async function staticHost(folder = PAGE) {
  const asked = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    asked.push(pathname);
    const file = join(folder, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    return response.end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, close };
}
