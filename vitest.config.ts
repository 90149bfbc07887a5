import { readdirSync, readFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import process from "node:process";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Lists the test files that need a process alone: they replace modules, or measure memory. All others share modules. */
function alone(): string[] {
  const files = readdirSync("test", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  const needIt = (file: string): boolean => /\bvi\.mock\(|memoryUsage\(/.test(readFileSync(file, "utf8"));
  return files.map((file) => `test/${file}`).filter(needIt);
}

const own = alone();

/**
 * Files that only `npm run test:long` and CI run: they start many processes, compile many programs or replay many releases,
 * and take two of the six minutes that `npm test` may take.
 */
const LONG = [
  "test/action/action.test.ts",
  "test/api/packed.test.ts",
  "test/checkpoint/compare/hostile.test.ts",
  "test/checkpoint/memory/random.test.ts",
  "test/checkpoint/open/restarts.test.ts",
  "test/cli/package.test.ts",
  "test/generator/hostile/trees.test.ts",
  "test/generator/write/faults.test.ts",
  "test/lsp/hostile.test.ts",
  "test/upstream/import/history.test.ts",
  "test/upstream/import/releases.test.ts",
  "test/upstream/upgrade/judge.test.ts",
  "test/upstream/upgrade/linear.test.ts",
  "test/upstream/upgrade/program.test.ts",
];
const excluded = process.env["CRITGEN_LONG"] === undefined ? [...own, ...LONG] : own;

/** Starts the longest files first, so that none is still at work when all others have ended. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      [...LONG, PROTOC].some((file) => moduleId.endsWith(file));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Takes two minutes with the long share of its random files. */
const PROTOC = "test/generator/load/protoc.test.ts";

/** Loads the runtime itself in place of the copy in the package: it is what is worked on, and what coverage measures. */
const runtimeAsWritten = {
  name: "runtime-as-written",
  enforce: "pre" as const,
  resolveId(id: string, importer: string | undefined): string | undefined {
    const path = importer !== undefined && id.startsWith(".") ? resolve(dirname(importer), id) : id;
    return path.startsWith(COPY) ? path.replace(COPY, RUNTIME) : undefined;
  },
};

const COPY = resolve("generated/src/runtime") + sep;
const RUNTIME = resolve("runtime") + sep;

export default defineConfig({
  plugins: [runtimeAsWritten],
  resolve: { conditions: ["@critgen/source"] },
  ssr: { resolve: { conditions: ["@critgen/source"], externalConditions: ["@critgen/source"] } },
  test: {
    // The workspace's packages are tested from their sources, without a build.
    server: { deps: { inline: ["criu-checkpoint", "criu-images"] } },
    // A slow machine is no failure; what hangs still ends.
    testTimeout: 300_000,
    // By default one core is left free, which is half of two.
    maxWorkers: "100%",
    hookTimeout: 300_000,
    globalSetup: "test/support/scratch.ts",
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: "shared", include: ["test/**/*.test.ts"], exclude: excluded, isolate: false } },
      { extends: true, test: { name: "alone", include: own } },
    ],
    coverage: {
      include: ["{api,checkpoint,cli,generator,inspect,lsp,registry,runtime,upstream}/**/*.ts"],
      exclude: ["test/**"],
      // Each folder counts by itself: the tests of one do not make up for gaps of another.
      thresholds: {
        // Signals, pipes and terminals are tested in processes of their own, which are not measured.
        "api/**": { branches: 95 },
        "checkpoint/**": { branches: 95 },
        "cli/**": { branches: 85 },
        "generator/**": { branches: 95 },
        "inspect/**": { branches: 95 },
        "lsp/**": { branches: 85 },
        "registry/**": { branches: 95 },
        "runtime/**": { branches: 95 },
        "upstream/**": { branches: 95 },
      },
      reporter: ["text", "json-summary", "json"],
      reportsDirectory: "node_modules/.cache/coverage",
    },
  },
});
