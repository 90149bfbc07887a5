import { ambiguousLayout } from "./ambiguous-layout.ts";
import { badLengthField } from "./bad-length-field.ts";
import { byteSwappedMagic } from "./byte-swapped.ts";
import { displayDiffers } from "./display-differs.ts";
import { displayMisfit } from "./display-misfit.ts";
import { duplicateMagic } from "./duplicate-magic.ts";
import { fileWithoutSpace } from "./file-without-space.ts";
import { filesDifferInCase } from "./files-differ-in-case.ts";
import { knownSignature } from "./known-signature.ts";
import { magicDigits } from "./magic-digits.ts";
import { magicIsHead } from "./magic-is-head.ts";
import { magicLatitude } from "./magic-latitude.ts";
import { magicMinutes } from "./magic-minutes.ts";
import { memberWithoutRow } from "./member-without-row.ts";
import { nameChanged } from "./name-changed.ts";
import { nearMagics } from "./near-magics.ts";
import { needlessAcceptance } from "./needless-acceptance.ts";
import { neverWritten } from "./never-written.ts";
import { noPlaceForId } from "./no-place-for-id.ts";
import { numberReused } from "./number-reused.ts";
import { optionalLength } from "./optional-length.ts";
import { overlappingFiles } from "./overlapping-files.ts";
import { refused } from "./refused.ts";
import type { Rule } from "./rule.ts";
import { serviceName } from "./service-name.ts";
import { sharedTown } from "./shared-town.ts";
import { townElsewhere } from "./town-elsewhere.ts";
import { treeCollision, treeDiffers, treeHasMore, treeLacks } from "./trees.ts";
import { unclassifiedContent } from "./unclassified-content.ts";
import { undeclaredAlias } from "./undeclared-alias.ts";
import { unknownMessage } from "./unknown-message.ts";
import { unknownTown } from "./unknown-town.ts";
import { unreachedMessage } from "./unreached-message.ts";
import { zeroMagic } from "./zero-magic.ts";

/** All rules, in the order of docs/audit.md. The last one looks at the findings of the others. */
export const RULES: readonly Rule[] = [
  ...[duplicateMagic, undeclaredAlias, magicIsHead, zeroMagic, byteSwappedMagic, knownSignature],
  ...[magicDigits, magicMinutes, magicLatitude, nearMagics],
  ...[sharedTown, unknownTown, townElsewhere],
  ...[overlappingFiles, filesDifferInCase, noPlaceForId, fileWithoutSpace, serviceName],
  ...[unknownMessage, unreachedMessage, memberWithoutRow, neverWritten, refused],
  ...[badLengthField, optionalLength, ambiguousLayout],
  displayMisfit,
  displayDiffers,
  unclassifiedContent,
  ...[numberReused, nameChanged],
  ...[treeHasMore, treeLacks, treeDiffers, treeCollision],
  needlessAcceptance,
];
