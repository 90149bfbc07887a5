import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { packageFile } from "../../generator/own/package-root.ts";

/** Files of the page by their paths, and the policy that all of them have. */
export interface Page {
  readonly files: ReadonlyMap<string, { readonly type: string; readonly bytes: Buffer }>;
  readonly policy: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/**
 * Reads the built page, all of it, so that a request names no path on the disk.
 *
 * @throws {Error} if it was not built
 */
export function studioPage(): Page {
  const folder = packageFile("dist/studio/");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = new Map(
    names.flatMap((name) => {
      const type = TYPES[extname(name)];
      const path = name.replaceAll("\\", "/");
      return type === undefined ? [] : [[path, { type, bytes: readFileSync(new URL(path, folder)) }] as const];
    }),
  );
  const html = files.get("index.html")?.bytes.toString() ?? "";
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  if (policy === undefined) throw new Error("the page of the studio was not built: run `npm run build`");
  const own = policy.replace(NO_REQUESTS, "connect-src 'self'");
  const served = html.replace(policy, own).replace("</title>", '</title>\n    <meta name="critgen-served">');
  files.set("index.html", { type: "text/html; charset=utf-8", bytes: Buffer.from(served) });
  return { files, policy: own };
}

/** Part of the policy that the server replaces: its page reads checkpoints from it. */
const NO_REQUESTS = "connect-src 'none'";
