import type { Answer, Opened } from "../../engine/opened.ts";
import { Parts } from "../../engine/parts.ts";
import { sizeText } from "../../parts/text.ts";
import type { Call } from "../../rpc/message.ts";
import type { FindEnd, Found } from "./found.ts";
import { imagesWithEntries, inImage } from "./images.ts";
import { inProcesses } from "./processes.ts";
import { hasText, parseQuery, type Query } from "./query.ts";

/** Number of places after which a search stops, and number of those in one image. */
const MOST = 2000;
const MOST_IN_IMAGE = 200;

/** Searches names of files, processes and images, and sends the places in parts. */
const everywhere: Answer<{ readonly query: string }, FindEnd> = async (opened, { query: text }, call) => {
  const query = parseQuery(text);
  const parts = new Parts<Found>(call);
  const end = { more: false, cut: [] as string[], skipped: [] as FindEnd["skipped"][number][] };
  if (query === undefined) return end;
  for await (const found of inOthers(opened, query)) {
    if (parts.count >= MOST) break;
    await parts.add(found);
  }
  await inImages(opened, query, parts, call, end);
  parts.send();
  return { ...end, more: parts.count >= MOST };
};

async function* inOthers(opened: Opened, query: Query): AsyncGenerator<Found> {
  yield* inNames(opened, query);
  yield* inProcesses(opened, query);
}

async function inImages(
  opened: Opened,
  query: Query,
  parts: Parts<Found>,
  call: Call,
  end: { readonly cut: string[]; readonly skipped: FindEnd["skipped"][number][] },
): Promise<void> {
  const images = imagesWithEntries(opened);
  const total = images.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { file, size } of images) {
    if (parts.count >= MOST) return;
    call.progress(done, total);
    done += size;
    const limit = Math.min(MOST, parts.count + MOST_IN_IMAGE);
    try {
      for await (const found of inImage(opened, file, query)) {
        if (found === undefined) await parts.turn();
        else if (parts.count < limit) await parts.add(found);
        else {
          end.cut.push(file);
          break;
        }
      }
    } catch (error) {
      call.signal.throwIfAborted();
      end.skipped.push({ file, reason: (error as Error).message });
    }
  }
}

function* inNames({ checkpoint: { store, folder } }: Opened, query: Query): Generator<Found> {
  for (const { name, kind, size } of store.files.values()) {
    if (kind !== "file" || !hasText(query, name)) continue;
    const file = name.startsWith(folder) ? name.slice(folder.length) : "/";
    const place = file.includes("/") ? ({ kind: "overview" } as const) : ({ kind: "image", file } as const);
    yield { title: name, text: `file of ${sizeText(size)}`, place };
  }
}

/** Answers of searches. */
export const findAnswers: { readonly "find.everywhere": typeof everywhere } = { "find.everywhere": everywhere };
