import project from "../../vitest.config.ts";

/** The project's tests as mutants are tried with them: those of a group in one file, with few runs. */
export default {
  ...project,
  test: {
    ...project.test,
    include: ["test/mutants.test.ts"],
    setupFiles: ["scripts/mutants/setup.mjs"],
    runner: "scripts/mutants/runner.mjs",
    reporters: ["dot"],
    testTimeout: 300_000,
    teardownTimeout: 1000,
  },
};
