import type { JSX } from "preact";
import { countText, visible } from "../../parts/text.ts";
import { Tree, type TreeRow } from "../../parts/tree.tsx";
import { go } from "../../state/studio.ts";
import type { ProcessLine, ProcessTree } from "./processes.ts";

/** Process tree of a checkpoint. Choosing a process shows it. */
export function ProcessTreeList({
  checkpoint,
  tree: { processes, problem },
  selected,
}: {
  readonly checkpoint: string;
  readonly tree: ProcessTree;
  /** Process that is shown. */
  readonly selected?: number | undefined;
}): JSX.Element {
  const row = (i: number): TreeRow => {
    const line = processes[i];
    return { key: `${line?.pid ?? i}`, level: (line?.depth ?? 0) + 1, content: line && <Line {...line} /> };
  };
  const choose = (i: number): void => {
    const pid = processes[i]?.pid;
    if (pid !== undefined) go({ checkpoint, view: "process", path: [`${pid}`], query: {} });
  };
  const shown = selected === undefined ? undefined : processes.findIndex(({ pid }) => pid === selected);
  return (
    <>
      {problem === undefined ? null : <p class="failed">{visible(problem)}</p>}
      {processes.length === 0 ? (
        <p class="quiet">No process tree is in this checkpoint.</p>
      ) : (
        <Tree label="Processes" count={processes.length} row={row} choose={choose} selected={shown} limit={16} />
      )}
    </>
  );
}

function Line({ pid, comm, state, threads }: ProcessLine): JSX.Element {
  return (
    <span class="process-line">
      <span class="number">{pid}</span> <b class="name">{visible(comm ?? "?")}</b>
      {threads > 1 ? <span class="quiet"> {countText(threads, "thread")}</span> : null}{" "}
      {state === undefined || state === "alive" ? null : <span class="tag">{state}</span>}
    </span>
  );
}
