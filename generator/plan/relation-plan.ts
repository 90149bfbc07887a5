import type { PrivacyForm } from "../model/relations.ts";
import type { BlocksPlan } from "./blocks.ts";
import type { ConditionsPlan } from "./conditions.ts";
import type { NavigationPlan } from "./navigation.ts";

/* Relations of a package's images, as plain data. */

export interface CasePlan extends ConditionsPlan {
  readonly to: string;
  readonly weak?: true;
  readonly of?: string;
  readonly without?: number;
}

export type KeyPlan = ConditionsPlan & { readonly path: string };

/** Values by name, in the order of relations.yaml. */
export type ByName<T> = Readonly<Record<string, T>>;

export interface SpacePlan {
  readonly about: string;
  readonly scope?: "file";
  readonly keys?: readonly KeyPlan[];
  readonly named?: readonly KeyPlan[];
  readonly files?: ByName<ConditionsPlan | null>;
  readonly except?: readonly (number | string)[];
  readonly optional?: true;
  readonly arbitrary?: true;
}

export interface ClassPlan {
  readonly about: string;
  readonly content: readonly string[];
}

export interface ChoicePlan {
  readonly field: string;
  readonly optional?: true;
}

export interface CountPlan extends ConditionsPlan {
  readonly count: number;
}

export type RangePlan = ConditionsPlan & { readonly from: string; readonly to: string };

export interface UnitPlan {
  readonly about: string;
  readonly pairs?: string;
  readonly key: number;
  readonly sizes: readonly number[];
}

export interface ExtentsPlan {
  readonly file: string;
  readonly of: string;
  readonly address: string;
  readonly count: readonly string[];
  readonly unit: string;
  readonly where: readonly CasePlan[];
  readonly aligned?: ConditionsPlan;
  readonly blocks?: readonly BlocksPlan[];
  readonly within?: KeyPlan;
  readonly size?: readonly SizePlan[];
}

export interface SizePlan extends ConditionsPlan {
  readonly path: string;
  readonly plus?: readonly string[];
  readonly minus?: readonly string[];
  readonly of: string;
}

export interface PrivacyPlan extends ClassPlan {
  readonly form: PrivacyForm;
  readonly known?: readonly string[];
  readonly pairs?: readonly number[];
}

/** Relations of a package's images, as plain data. */
export interface RelationsPlan {
  readonly files: ByName<ConditionsPlan | null>;
  readonly alone: readonly string[];
  readonly spaces: ByName<SpacePlan>;
  readonly references: ByName<readonly CasePlan[]>;
  readonly equal: ByName<readonly string[]>;
  readonly same: ByName<{ readonly field: string; readonly of: string }>;
  readonly chosen: ByName<ByName<ChoicePlan>>;
  readonly unique: readonly string[];
  readonly ranges: ByName<RangePlan>;
  readonly limits: ByName<number | string>;
  readonly counts: ByName<readonly CountPlan[]>;
  readonly units: ByName<UnitPlan>;
  readonly extents: ByName<ExtentsPlan>;
  readonly identity: ByName<readonly string[]>;
  readonly noise: readonly string[];
  readonly topics: ByName<ClassPlan>;
  readonly privacy: ByName<PrivacyPlan>;
  readonly navigation: readonly NavigationPlan[];
}
