/**
 * Formats the counts of each file, and the mutants that no test noticed. The code of a mutant that is not reached runs
 * while its module loads, or never.
 */
export function report(mutants, results) {
  const status = new Map(results.map(({ id, status }) => [id, status]));
  const of = (each) => status.get(each.id) ?? "not reached";
  const files = [...new Set(mutants.map(({ file }) => file))];
  const lines = files.map((file) => summary(file, mutants.filter((each) => each.file === file).map(of)));
  const left = mutants.filter((each) => of(each) !== "killed").map((each) => described(each, of(each)));
  return [summary("all", mutants.map(of)), ...lines, "", ...left].join("\n");
}

function summary(name, statuses) {
  const count = (what) => statuses.filter((each) => each === what).length;
  const [killed, survived, missed] = [count("killed"), count("survived"), count("not reached")];
  const score = ((100 * killed) / (killed + survived)).toFixed(1);
  return `${name}: ${killed} of ${killed + survived} killed (${score} %), ${missed} not reached`;
}

const described = ({ file, line, before, after }, status) =>
  `${file}:${line} ${status}\n  - ${oneLine(before)}\n  + ${oneLine(after)}`;

const oneLine = (text) => text.replace(/\s+/g, " ").slice(0, 160);
