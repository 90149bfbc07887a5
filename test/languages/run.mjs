/*
 * Runs the tests of packages in other languages, with the tools of these languages: `npm run test:languages`, or
 * `npm run test:languages -- go` for one of them.
 */
import { readdirSync } from "node:fs";
import { argv } from "node:process";

const folder = new URL("./", import.meta.url);
const all = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const chosen = argv.slice(2).filter((word) => !word.startsWith("-"));
for (const name of chosen.length > 0 ? chosen : all) {
  const { run } = await import(new URL(`${name}/run.mjs`, folder).href);
  await run(argv.slice(2).filter((word) => word.startsWith("-")));
}
