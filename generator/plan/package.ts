import type { PackagePart } from "../model/config.ts";
import type { Image, Model, Spellings } from "../model/model.ts";
import { SchemaError } from "../model/problem.ts";
import { flatMessage } from "./columns.ts";
import { type NumberNames, planNumberNames } from "./display.ts";
import { type EnumPlan, planEnum } from "./enum.ts";
import { type HistoryPlan, planHistory } from "./history.ts";
import { type ImagePlan, planImage } from "./image.ts";
import { type MagicsPlan, planMagics } from "./magics.ts";
import { type MessagePlan, planMessage } from "./message.ts";
import { type NamesPlan, planNames } from "./names.ts";
import { planRelations, type RelationsPlan } from "./relations.ts";
import { planReleases, type ReleasesPlan } from "./releases.ts";
import { planSamples, type SamplePlan } from "./samples.ts";

/** Content of a package, in no language. A target spells it. */
export interface PackagePlan {
  readonly messages: readonly MessagePlan[];
  readonly enums: readonly EnumPlan[];
  /** Images in the order of the table. */
  readonly images: readonly ImagePlan[];
  /** Images whose entries can be read into columns: flat and numeric. Empty if the package has no columns. */
  readonly columns: readonly ImagePlan[];
  readonly magics: MagicsPlan;
  /** Names that other projects have for parts, as `IMAGE.part`, and for .proto files, by target. */
  readonly spellings: Spellings;
  readonly samples: readonly SamplePlan[];
  /** Names of bits and codes for CRIU's JSON, and names for people; `undefined` for a package without JSON. */
  readonly json: { readonly numbers: readonly NumberNames[]; readonly names: NamesPlan } | undefined;
  readonly history: HistoryPlan | undefined;
  /** First releases, for the part `schema`; `undefined` for a package without it. */
  readonly releases: ReleasesPlan | undefined;
  readonly relations: RelationsPlan | undefined;
}

/**
 * Plans a package with some parts.
 *
 * @throws {SchemaError} if there are too many images
 */
export function planPackage(model: Model, parts: readonly PackagePart[]): PackagePlan {
  refuseTooMany(model);
  const has = (part: PackagePart): boolean => parts.includes(part);
  const images = model.images.map((image) => ({ image, plan: planImage(model, image) }));
  const isFlat = ({ image }: { readonly image: Image }): boolean => flatMessage(model, image) !== undefined;
  return {
    messages: model.messages.map((message) => planMessage(model, message)),
    enums: model.enums.map((one) => planEnum(model, one)),
    images: images.map(({ plan }) => plan),
    columns: has("columns") ? images.filter(isFlat).map(({ plan }) => plan) : [],
    magics: planMagics(model),
    spellings: model.spellings,
    samples: planSamples(model),
    json: has("json") ? { numbers: planNumberNames(model), names: planNames(model) } : undefined,
    history: has("history") ? planHistory(model) : undefined,
    releases: has("schema") ? planReleases(model) : undefined,
    relations: has("relations") ? planRelations(model) : undefined,
  };
}

/** Largest number of images in a package. Compilers' time and memory grow with them, by 0.3 MiB for each. */
const MOST_IMAGES = 4000;

function refuseTooMany({ images }: Model): void {
  const at = images[MOST_IMAGES]?.at;
  if (at === undefined) return;
  const message = `the package would have ${images.length} images; at most ${MOST_IMAGES} are supported`;
  const hint = "choose some with `images` in critgen.yaml or `--images`";
  throw new SchemaError([{ code: "unsupported", message, hint, at }]);
}
