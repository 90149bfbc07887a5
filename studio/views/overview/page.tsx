import type { ComponentChildren, JSX } from "preact";
import { Show } from "../../parts/answer.tsx";
import { CopyAs } from "../../parts/copy-as.tsx";
import { visible } from "../../parts/text.ts";
import { useAnswer, useAsk } from "../ask.ts";
import type { View, ViewProps } from "../view.ts";
import type { Fact } from "./facts.ts";
import { FindingList } from "./finding-list.tsx";
import { ParentChoice } from "./parent-choice.tsx";
import { ProcessTreeList } from "./process-tree.tsx";
import { ReleaseSummary } from "./release-summary.tsx";
import { SizePicture } from "./size-picture.tsx";

/** First view of a checkpoint: its facts, processes, sizes, findings and releases. */
export const overviewView: View = { name: "overview", title: "Overview", Page: OverviewPage };

function OverviewPage({ checkpoint: { name } }: ViewProps): JSX.Element {
  const facts = useAnswer(name, "overview.facts", {});
  const processes = useAnswer(name, "overview.processes", {});
  const sizes = useAnswer(name, "overview.sizes", {});
  const findings = useAnswer(name, "overview.findings", {});
  const releases = useAnswer(name, "overview.releases", {});
  const ask = useAsk(name);
  return (
    <>
      <h1>{visible(name)}</h1>
      <div class="cards">
        <Card title="Checkpoint">
          <Show answered={facts} what="facts">
            {(all) => <Facts facts={all} />}
          </Show>
          <ParentChoice checkpoint={name} />
          <CopyAs place="facts" load={() => ask("overview.factForms", {})} />
        </Card>
        <Card title="Processes">
          <Show answered={processes} what="processes">
            {(tree) => <ProcessTreeList checkpoint={name} tree={tree} />}
          </Show>
          <CopyAs place="processes" load={() => ask("overview.processForms", {})} />
        </Card>
        <Card title="Findings">
          <Show answered={findings} what="all images">
            {(found) => (
              <>
                <FindingList checkpoint={name} {...found} />
                <CopyAs place="findings" load={() => ask("overview.findingForms", {})} />
              </>
            )}
          </Show>
        </Card>
        <Card title="Releases of CRIU" shape="tall">
          <Show answered={releases} what="all images">
            {(found) => (
              <>
                <ReleaseSummary checkpoint={name} releases={found} />
                <CopyAs place="releases" load={() => ask("overview.releaseForms", {})} />
              </>
            )}
          </Show>
        </Card>
        <Card title="Sizes" shape="wide">
          <Show answered={sizes} what="sizes">
            {(files) => <SizePicture checkpoint={name} files={files} />}
          </Show>
        </Card>
      </div>
    </>
  );
}

function Card({
  title,
  shape = "",
  children,
}: {
  readonly title: string;
  /** `tall` is beside the others, `wide` below them. */
  readonly shape?: "" | "tall" | "wide";
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section class={`card ${shape}`} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(({ label, values }) => (
        <div key={label}>
          <dt>{label}</dt>
          {values.map((value) => (
            <dd key={value}>{visible(value)}</dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
