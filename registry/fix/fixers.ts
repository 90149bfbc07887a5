import { didYouMean } from "./did-you-mean.ts";
import { missingImport, uselessOption } from "./proto.ts";
import type { Fixer } from "./report.ts";
import { needlessAcceptance, undeclaredAlias, unknownTown } from "./table.ts";

/** All fixers: the first one with an answer to a report gives it. */
export const FIXERS: readonly Fixer[] = [
  didYouMean,
  missingImport,
  uselessOption,
  needlessAcceptance,
  undeclaredAlias,
  unknownTown,
];
