import project from "../../vitest.config.ts";

/** Settings of vitest for mutation runs: one file imports the tests of a group, and properties run less often. */
export default {
  ...project,
  test: {
    ...project.test,
    projects: undefined,
    include: ["test/mutants.test.ts"],
    setupFiles: ["scripts/mutants/setup.mjs"],
    runner: "scripts/mutants/runner.mjs",
    reporters: ["dot"],
    testTimeout: 300_000,
    teardownTimeout: 1000,
  },
};
