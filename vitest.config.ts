import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@critgen/source"] },
  ssr: { resolve: { conditions: ["@critgen/source"], externalConditions: ["@critgen/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    // The workspace's package is tested from its sources, without a build.
    server: { deps: { inline: ["criu-images"] } },
    // A slow machine is no failure; what hangs still ends.
    testTimeout: 300_000,
    // By default one core is left free, which is half of two.
    maxWorkers: "100%",
    hookTimeout: 300_000,
    coverage: {
      // templates/runtime is measured as it is used: in the package.
      include: ["generator/**/*.ts", "inspect/**/*.ts", "generated/src/runtime/*.ts"],
      exclude: ["test/**"],
      // Each folder counts by itself: the tests of one do not make up for gaps of another.
      thresholds: {
        "generator/**": { branches: 95 },
        "inspect/**": { branches: 95 },
        "generated/src/runtime/**": { branches: 95 },
      },
      reporter: ["text", "json-summary", "json"],
      reportsDirectory: "node_modules/.cache/coverage",
    },
  },
});
