import process from "node:process";
import project from "../../vitest.config.ts";

/** The project's tests as mutants are tried with them: what MUTANT_TESTS names, with few runs. */
export default {
  ...project,
  test: {
    ...project.test,
    include: [process.env.MUTANT_TESTS],
    setupFiles: ["scripts/mutants/few-runs.mjs"],
  },
};
