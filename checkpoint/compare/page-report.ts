import type { Area } from "../memory/areas.ts";
import { indexAt } from "../memory/ranges.ts";
import type { PageChange, Uncompared } from "./change.ts";

/** Lists that take pages. */
interface PageLists {
  readonly pages: PageChange[];
  readonly uncompared: Uncompared[];
}

/** Pages of one process or object that differ, by areas. */
export class PageReport {
  readonly #to: PageLists;
  readonly #thing: string;
  readonly #areas: readonly Area[];
  readonly #pathOf: (area: Area) => Promise<string | undefined>;
  readonly #pageSize: number;
  readonly #ranges = new Map<Area | undefined, [bigint, bigint][]>();
  readonly #lacking = new Map<string, bigint>();

  constructor(
    to: PageLists,
    thing: string,
    areas: readonly Area[],
    pathOf: (area: Area) => Promise<string | undefined>,
    pageSize: number,
  ) {
    this.#to = to;
    this.#thing = thing;
    this.#areas = areas;
    this.#pathOf = pathOf;
    this.#pageSize = pageSize;
  }

  differ(start: bigint, end: bigint): void {
    const area = this.#areas[indexAt(this.#areas, start)];
    const ranges = this.#ranges.get(area) ?? [];
    this.#ranges.set(area, ranges);
    const last = ranges.at(-1);
    if (last?.[1] === start) last[1] = end;
    else ranges.push([start, end]);
  }

  lacks(reason: string, start: bigint, end: bigint): void {
    this.#lacking.set(reason, (this.#lacking.get(reason) ?? 0n) + (end - start));
  }

  async finish(): Promise<void> {
    const thing = this.#thing;
    const size = BigInt(this.#pageSize);
    for (const [area, ranges] of this.#ranges) {
      const bytes = ranges.reduce((sum, [start, end]) => sum + (end - start), 0n);
      const path = area && (await this.#pathOf(area));
      const [start, end] = [area?.start ?? 0n, area?.end ?? ranges.at(-1)?.[1] ?? 0n];
      const pages = Number(bytes / size);
      this.#to.pages.push({
        thing,
        start,
        end,
        ...(path !== undefined && { path }),
        pageSize: this.#pageSize,
        pages,
        ranges,
      });
    }
    for (const [reason, bytes] of this.#lacking)
      this.#to.uncompared.push({ thing, reason, pages: Number(bytes / size) });
  }
}
