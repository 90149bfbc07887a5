import { countText } from "../../parts/text.ts";

/** Writes a number of things of a topic: `1 process`, `14 pages`, `2 things of metadata`. */
export function topicText(topic: string, count: number): string {
  if (!topic.endsWith("s")) return `${countText(count, "thing")} of ${topic}`;
  return countText(count, topic.replace(/(?<=s)es$|s$/, ""), topic);
}
