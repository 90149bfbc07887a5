import project from "../../vitest.config.ts";

/** Settings of the mutation runs: the tests of a group in one file, with few runs of properties. */
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
