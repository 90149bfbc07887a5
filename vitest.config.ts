import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@critgen/source"] },
  ssr: { resolve: { conditions: ["@critgen/source"], externalConditions: ["@critgen/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    // The workspace's package is tested from its sources, without a build.
    server: { deps: { inline: ["criu-images"] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
