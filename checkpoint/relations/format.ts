import type { ImageDescriptor } from "criu-images";
import { FORMER_FILES } from "criu-images/history";
import { type ImageLayout, imageLayouts } from "criu-images/layouts";
import {
  ALONE,
  CHOSEN,
  COUNTS,
  EQUAL,
  EXTENTS,
  FILES,
  IDENTITY,
  LIMITS,
  NOISE,
  PRIVACY,
  RANGES,
  REFERENCES,
  type RelationCase,
  type RelationChoice,
  type RelationConditions,
  type RelationCount,
  type RelationExtents,
  type RelationPrivacy,
  type RelationRange,
  type RelationSame,
  type RelationSpace,
  type RelationTopic,
  type RelationUnit,
  SAME,
  SPACES,
  TOPICS,
  UNIQUE,
  UNITS,
  VERSIONS,
} from "criu-images/relations";

/** Values by name. */
type Named<T> = Readonly<Record<string, T>>;

/** A version of the format: value of the inventory's version field, and whether the other images have heads. */
interface FormatVersion {
  readonly name: string;
  readonly value: number;
  readonly heads: boolean;
}

/** Images and relations of a format, as a generated package has them. */
export interface Format {
  readonly layouts: readonly ImageLayout[];
  /** File names that releases no longer have. */
  readonly former: readonly ImageDescriptor[];
  readonly versions: readonly FormatVersion[];
  readonly files: Named<RelationConditions | null>;
  /** Images that a program also writes without a checkpoint. */
  readonly alone: readonly string[];
  readonly spaces: Named<RelationSpace>;
  readonly references: Named<readonly RelationCase[]>;
  readonly equal: Named<readonly string[]>;
  readonly same: Named<RelationSame>;
  readonly chosen: Named<Readonly<Record<number, RelationChoice>>>;
  readonly unique: readonly string[];
  readonly ranges: Named<RelationRange>;
  readonly limits: Named<number | string>;
  readonly counts: Named<readonly RelationCount[]>;
  readonly units: Named<RelationUnit>;
  readonly extents: Named<RelationExtents>;
  readonly identity: Named<readonly string[]>;
  readonly noise: readonly string[];
  readonly topics: Named<RelationTopic>;
  readonly privacy: Named<RelationPrivacy>;
}

/** The format of criu-images. */
export const FORMAT: Format = {
  layouts: imageLayouts,
  former: FORMER_FILES,
  versions: VERSIONS,
  files: FILES,
  alone: ALONE,
  spaces: SPACES,
  references: REFERENCES,
  equal: EQUAL,
  same: SAME,
  chosen: CHOSEN,
  unique: UNIQUE,
  ranges: RANGES,
  limits: LIMITS,
  counts: COUNTS,
  units: UNITS,
  extents: EXTENTS,
  identity: IDENTITY,
  noise: NOISE,
  topics: TOPICS,
  privacy: PRIVACY,
};

/** Returns the image that a path begins with; `undefined` if it begins with a field. */
export function imageOf({ layouts }: Format, path: string): string | undefined {
  const [first] = path.split(".");
  return layouts.find(({ image }) => image === first)?.image;
}
