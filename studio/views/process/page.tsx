import type { JSX } from "preact";
import { Show } from "../../parts/answer.tsx";
import { CopyAs } from "../../parts/copy-as.tsx";
import { Link } from "../../parts/link.tsx";
import { visible } from "../../parts/text.ts";
import { useAnswer, useAsk } from "../ask.ts";
import { ProcessTreeList } from "../overview/process-tree.tsx";
import type { View, ViewProps } from "../view.ts";
import { FileTable } from "./file-table.tsx";
import { MountTable } from "./mount-table.tsx";
import { ReferrerList } from "./referrer-list.tsx";
import { SectionList } from "./section-list.tsx";
import { ThreadList } from "./thread-list.tsx";

/** The processes of a checkpoint, and all that belongs to each. */
export const processView: View = { name: "process", title: "Processes", Page: ProcessPage };

function ProcessPage({ checkpoint: { name }, route }: ViewProps): JSX.Element {
  const tree = useAnswer(name, "overview.processes", {});
  const given = Number(route.path[0]);
  return (
    <Show answered={tree} what="processes">
      {(found) => {
        const pid = Number.isInteger(given) && given > 0 ? given : found.processes[0]?.pid;
        const comm = found.processes.find((one) => one.pid === pid)?.comm;
        return (
          <div class="process-page">
            <nav aria-label="Processes of the checkpoint" class="process-list">
              <ProcessTreeList checkpoint={name} tree={found} selected={pid} />
            </nav>
            {pid === undefined ? null : <OneProcess key={pid} checkpoint={name} pid={pid} comm={comm} />}
          </div>
        );
      }}
    </Show>
  );
}

function OneProcess({
  checkpoint,
  pid,
  comm,
}: {
  readonly checkpoint: string;
  readonly pid: number;
  readonly comm: string | undefined;
}): JSX.Element {
  const ask = useAsk(checkpoint);
  const threads = useAnswer(checkpoint, "process.threads", { pid });
  const files = useAnswer(checkpoint, "process.files", { pid });
  const mounts = useAnswer(checkpoint, "process.mounts", { pid });
  const sections = useAnswer(checkpoint, "process.sections", { pid });
  const referrers = useAnswer(checkpoint, "process.referrers", { pid });
  return (
    <article class="one-process">
      <h1>
        {pid} {visible(comm ?? "")}
      </h1>
      <p>
        <Link to={{ checkpoint, view: "memory", path: [`${pid}`], query: {} }}>Memory of this process</Link>
      </p>
      <CopyAs place="the process" load={() => ask("process.forms", { pid })} />
      <Show answered={threads} what="threads">
        {(all) => <ThreadList checkpoint={checkpoint} threads={all} />}
      </Show>
      <Show answered={files} what="files">
        {(all) => <FileTable checkpoint={checkpoint} files={all} />}
      </Show>
      <Show answered={mounts} what="mounts">
        {(all) => <MountTable checkpoint={checkpoint} mounts={all} />}
      </Show>
      <Show answered={sections} what="images of the process">
        {(all) => <SectionList checkpoint={checkpoint} sections={all} />}
      </Show>
      <Show answered={referrers} what="references">
        {(all) => <ReferrerList checkpoint={checkpoint} referrers={all} />}
      </Show>
    </article>
  );
}
