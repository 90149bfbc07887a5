import process from "node:process";
import { pathToFileURL } from "node:url";
import { stepsOf } from "../../support/steps.mjs";

/*
 * Counts the code that runs to read .proto text of a size, and of twice that: `node FLAGS steps.mjs FOLDER`; FOLDER
 * contains the compiled sources.
 */

const [, , folder = ""] = process.argv;
const { declareProtos } = await import(pathToFileURL(`${folder}/generator/load/protos.js`).href);

const numbered = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Texts with so many declarations. */
const SHAPES = {
  "unknown types": (n) => numbered(n, (i) => `message M${i} { optional Unknown${i} a = 1; }`),
  "known types": (n) =>
    numbered(
      n,
      (i) =>
        `message M${i} { optional M${(i * 7) % n} a = 1; optional E${i} e = 2 [default = V${i}]; }\nenum E${i} { V${i} = 1; }`,
    ),
  "values of one enum, each a default": (n) =>
    `enum E { ${numbered(n, (i) => `V${i} = ${i};`)} }\n${numbered(n, (i) => `message M${i} { optional E e = 1 [default = V${i}]; }`)}`,
  "reserved ranges": (n) => `message M { ${numbered(n, (i) => `reserved ${i * 3 + 1} to ${i * 3 + 2};`)} }`,
  "reserved names": (n) => `message M { ${numbered(n, (i) => `reserved "a${i}";`)} optional int32 b = 1; }`,
  extensions: (n) =>
    `message M { extensions 1 to max; }\n${numbered(n, (i) => `extend M { optional int32 e${i} = ${20_000 + i}; }`)}`,
  "extension ranges": (n) => `message M { ${numbered(n, (i) => `extensions ${i * 3 + 1} to ${i * 3 + 2};`)} }`,
  "names that clash": (n) => numbered(n, () => "message M { optional int32 a = 1; }"),
  "nested messages": (n) => `message M { ${numbered(n, (i) => `message N${i} { optional N${i} a = 1; }`)} }`,
  "values of an enum": (n) => `enum E { ${numbered(n, (i) => `V${i} = ${i};`)} }`,
  "aliases of a value": (n) => `enum E { option allow_alias = true; ${numbered(n, (i) => `V${i} = 0;`)} }`,
  "blanks and comments in one line": (n) => `message M { ${"/* a */ ; ".repeat(n)} }`,
  "comments before a field": (n) => `message M { ${"// a\n".repeat(n)} optional int32 a = 1; }`,
  "a long string": (n) => `message M { optional string a = 1 [default = "${"\\303\\251".repeat(n)}"]; }`,
  "strings side by side": (n) => `message M { optional string a = 1 [default = ${'"a" '.repeat(n)}]; }`,
  "options of a message": (n) => `message M { ${numbered(n, (i) => `option unknown${i} = 1;`)} }`,
  "an option's aggregate": (n) => `message M { option (a) = { ${numbered(n, (i) => `b${i}: <c: [1, 2]>`)} }; }`,
  "methods of a service": (n) => `message M {} service S { ${numbered(n, (i) => `rpc A${i}(M) returns (M);`)} }`,
};

const isOurs = (url) => url.includes("/generator/") || url.includes("/protobufjs/");

function steps(text) {
  const file = { name: "a.proto", file: "a.proto", text: `syntax = "proto2";\n${text}` };
  return stepsOf(isOurs, () => declareProtos([file], []));
}

const SIZE = 400;
const results = {};
for (const [name, shape] of Object.entries(SHAPES)) {
  // The first run compiles code, and fills caches.
  await steps(shape(10));
  results[name] = [await steps(shape(SIZE)), await steps(shape(2 * SIZE))];
}
console.log(JSON.stringify(results));
