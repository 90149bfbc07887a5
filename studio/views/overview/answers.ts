import type { Answer } from "../../engine/opened.ts";
import type { Forms } from "../../parts/forms.ts";
import { type Fact, factsOf } from "./facts.ts";
import { type Findings, findingsOf } from "./findings.ts";
import { factForms, findingForms, processesForms, releaseForms } from "./forms.ts";
import { hasParent, withParent } from "./parent.ts";
import { type ProcessTree, processTree } from "./processes.ts";
import { type Releases, releasesOf } from "./releases.ts";
import { type SizedFile, sizedFiles } from "./sizes.ts";

type Overview<Result> = Answer<Record<string, never>, Result>;

const facts: Overview<readonly Fact[]> = (opened) => opened.once(factsOf);
const processes: Overview<ProcessTree> = (opened) => opened.once(processTree);
const sizes: Overview<readonly SizedFile[]> = ({ checkpoint }) => sizedFiles(checkpoint);
const findings: Overview<Findings> = (opened) => opened.once(findingsOf);
const releases: Overview<Releases> = (opened) => opened.once(releasesOf);

const findingsAs: Overview<Forms> = (opened) => findingForms(opened);
const factsAs: Overview<Forms> = (opened) => factForms(opened);
const processesAs: Overview<Forms> = (opened) => processesForms(opened);
const releasesAs: Overview<Forms> = (opened) => releaseForms(opened);

/** Answers about a checkpoint as a whole. */
export const overviewAnswers = {
  "overview.facts": facts,
  "overview.processes": processes,
  "overview.sizes": sizes,
  "overview.findings": findings,
  "overview.releases": releases,
  "overview.hasParent": hasParent,
  "overview.withParent": withParent,
  "overview.factForms": factsAs,
  "overview.processForms": processesAs,
  "overview.findingForms": findingsAs,
  "overview.releaseForms": releasesAs,
};
