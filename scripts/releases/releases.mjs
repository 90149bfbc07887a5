// Tries all releases of a repository: CRIU's, or a fork's with tags like v1.0 and the same source tree. Imports each
// release into an empty folder, and all releases in order into one folder; each result must compile without type
// errors. The changes that `critgen diff` finds between neighbours must equal the history. For CRIU's own repository,
// the history is test/fixtures/facts/history.json. The imported history must also equal schema/history.yaml. And after
// imports of v3.17.1 and v4.2 into one folder, its package must equal the package of schema/. `critgen upgrade` must find in
// a program that uses everything of a release all that the compiler refuses with the next one. Exits 1 on a difference.
//   npm run releases -- REPOSITORY [RELEASE …]
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { parse } from "yaml";
import { releasesBeside } from "../../build/upstream/criu/releases.js";
import { compareNeighbours, factsHistory } from "./differences.mjs";
import { importAll, sameAsOwn } from "./imports.mjs";
import { judgeUpgrade, upgradeDifferences } from "./upgrades.mjs";

const [repository, ...only] = argv.slice(2);
if (repository === undefined) {
  console.error("a repository is required: npm run releases -- REPOSITORY [RELEASE …]");
  exit(2);
}

const all = releasesBeside(repository, "HEAD").names;
const known = Object.keys(parse(readFileSync(new URL("../../schema/history.yaml", import.meta.url), "utf8")));
const isCriu = known.every((release) => all.includes(release));
// CRIU also has tags before v1.0.
const names = (isCriu ? known : all).filter((name) => only.length === 0 || only.includes(name));

const { history, failures } = importAll(repository, names, judgeUpgrade);
const others = isCriu && only.length === 0 ? sameAsOwn(repository, history) : 0;
const unfound = upgradeDifferences();
const wrong = compareNeighbours(repository, names, isCriu && only.length === 0 ? factsHistory() : parse(history));
exit(failures + others + unfound + wrong === 0 ? 0 : 1);
