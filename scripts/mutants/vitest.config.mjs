import process from "node:process";
import project from "../../vitest.config.ts";

/** The project's tests as mutants are tried with them: those that MUTANT_TESTS names, in one piece and with few runs. */
export default {
  ...project,
  test: {
    ...project.test,
    include: process.env.MUTANT_TESTS.split(" "),
    setupFiles: ["scripts/mutants/few-runs.mjs"],
  },
};
