// Tries all releases of a repository: CRIU's, or another with tags like v1.0 and a source tree that is laid out like CRIU's.
// Each is imported into an empty folder, and one after the other into the same, and must compile without type errors;
// and what `critgen diff` finds between neighbours must be what the history says of each.
// For CRIU's own, that is what test/fixtures/facts/history.json says; the history that comes about must be the project's
// own, and so must the package that comes of v3.17.1 and then v4.2.
// Usage: npm run releases -- REPOSITORY [RELEASE …]     Exits 1 where something is not so.
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { parse } from "yaml";
import { releasesBeside } from "../build/generator/criu/releases.js";
import { compareNeighbours, factsHistory } from "./releases/differences.mjs";
import { importAll, sameAsOwn } from "./releases/imports.mjs";

const [repository, ...only] = argv.slice(2);
if (repository === undefined) {
  console.error("which repository? npm run releases -- REPOSITORY [RELEASE …]");
  exit(2);
}

const all = releasesBeside(repository, "HEAD").names;
const known = Object.keys(parse(readFileSync(new URL("../schema/history.yaml", import.meta.url), "utf8")));
const isCriu = known.every((release) => all.includes(release));
// CRIU has tags of releases before v1.0 too.
const names = (isCriu ? known : all).filter((name) => only.length === 0 || only.includes(name));

const { history, failures } = importAll(repository, names);
const others = isCriu && only.length === 0 ? sameAsOwn(repository, history) : 0;
const wrong = compareNeighbours(repository, names, isCriu && only.length === 0 ? factsHistory() : parse(history));
exit(failures + others + wrong === 0 ? 0 : 1);
