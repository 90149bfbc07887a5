import type { JSX } from "preact";
import { Show } from "../../parts/answer.tsx";
import { visible } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";
import { go } from "../../state/studio.ts";
import { useAnswer } from "../ask.ts";
import type { View, ViewProps } from "../view.ts";
import { AddressForm } from "./address-form.tsx";
import { MemoryPane } from "./memory-pane.tsx";
import type { MemoryProcess } from "./processes.ts";
import { memoryPlace } from "./route.ts";

/** Memory of a process: its areas, bytes at any address, and searches. */
export const memoryView: View = { name: "memory", title: "Memory", Page: MemoryPage };

function MemoryPage({ checkpoint: { name }, route }: ViewProps): JSX.Element {
  const processes = useAnswer(name, "memory.processes", {});
  return (
    <Show answered={processes} what="processes">
      {(all) => <OfProcess checkpoint={name} processes={all} route={route} />}
    </Show>
  );
}

function OfProcess({
  checkpoint,
  processes,
  route,
}: {
  readonly checkpoint: string;
  readonly processes: readonly MemoryProcess[];
  readonly route: Route;
}): JSX.Element {
  const [named] = route.path;
  const pid = named === undefined ? processes[0]?.pid : Number(named);
  const shown = processes.find((one) => one.pid === pid);
  if (pid === undefined) return <p>No process of this checkpoint has memory in it.</p>;
  return (
    <div class="memory-page">
      <header class="memory-head">
        <h1>Memory</h1>
        <label>
          <span class="hidden">Process</span>
          <select
            value={`${pid}`}
            onChange={({ currentTarget }) => go(memoryPlace(checkpoint, Number(currentTarget.value), undefined))}
          >
            {shown === undefined ? <option value={`${pid}`}>{visible(`${named}`)}</option> : null}
            {processes.map((one) => (
              <option key={one.pid} value={`${one.pid}`}>
                {one.pid} {visible(one.comm ?? "")}
              </option>
            ))}
          </select>
        </label>
        <AddressForm checkpoint={checkpoint} pid={pid} route={route} />
      </header>
      {shown === undefined ? (
        <p class="failed" role="alert">
          No process {visible(`${named}`)} has memory in this checkpoint.
        </p>
      ) : (
        <MemoryPane key={pid} {...{ checkpoint, pid, route }} />
      )}
    </div>
  );
}
