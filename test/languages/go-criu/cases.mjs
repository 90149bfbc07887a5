/* Shows each fault in the module as it is, and its absence with the generated files. */
import { FAULTS } from "./faults.mjs";

/** Runs the cases of all faults in both copies. */
export function showFaults(probes) {
  const cases = FAULTS.flatMap(({ title, cases }) => cases.map(([request, ...checks]) => ({ title, request, checks })));
  for (const [i, name] of ["before", "after"].entries()) {
    const results = probes[i](cases.map(({ request }) => request));
    for (const [k, { title, checks }] of cases.entries()) expectThat(`${name}: ${title}`, checks[i], results[k]);
  }
  return cases.length;
}

function expectThat(name, check, result) {
  try {
    check(result);
  } catch (error) {
    throw new Error(`${name}: ${JSON.stringify(result)}\n${error.message}`);
  }
}
