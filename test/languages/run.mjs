/*
 * Runs the tests of packages in other languages, with the tools of these languages: `npm run test:languages`, or
 * `npm run test:languages -- go` for one of them.
 */
import { readdirSync } from "node:fs";
import process, { argv } from "node:process";

const folder = new URL("./", import.meta.url);
const all = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const [words, options] = [false, true].map((isOption) =>
  argv.slice(2).filter((word) => word.startsWith("-") === isOption),
);
let [passed, failed] = [0, 0];
for (const name of words.length > 0 ? words : all) {
  const start = performance.now();
  try {
    const { run } = await import(new URL(`${name}/run.mjs`, folder).href);
    await run(options);
    passed++;
    console.log(`${name}: ok, ${Math.round((performance.now() - start) / 1000)} s`);
  } catch (error) {
    failed++;
    console.error(`${name}: failed`, error);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
