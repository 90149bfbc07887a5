/*
 * Texts of the licenses of bundled packages, because the licenses require them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Returns the name and license of each package that the paths of modules lie in. */
export function licensesOf(root, paths) {
  const names = paths.flatMap((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(`/${path}`)?.[1] ?? []);
  return [...new Set(names)].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? termsOf(folder) : readFileSync(join(folder, file), "utf8").trim();
    return `${name}\n\n${text.replaceAll(/(\r?\n){3,}/g, "\n\n")}\n`;
  });
}

/** Returns copyright and license of a package that has no license file. */
function termsOf(folder) {
  const { author, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `Copyright ${author.name ?? author}\nLicense: ${license} (https://spdx.org/licenses/${license}.html)`;
}
