import type { BlockRole, PrivacyForm } from "../model/relations.ts";

export type OneOrMore<T = string> = T | readonly T[];

export type Named<T> = Readonly<Record<string, T>>;

/** Content of relations.yaml, as relations.schema.json admits it. */
export interface RawRelations {
  readonly files: Named<string>;
  readonly alone: OneOrMore;
  readonly ids: Named<RawSpace>;
  readonly references: Named<OneOrMore>;
  readonly equal: Named<OneOrMore>;
  readonly same: Named<string>;
  readonly chosen: Named<Named<string>>;
  readonly unique: readonly string[];
  readonly ranges: Named<string>;
  readonly limits: Named<number | string>;
  readonly counts: Named<OneOrMore<string | number>>;
  readonly units: Named<RawUnit>;
  readonly extents: Named<RawExtents>;
  readonly identity: Named<readonly string[]>;
  readonly noise: readonly string[];
  readonly topics: Named<RawClass>;
  readonly privacy: Named<RawPrivacy>;
}

export interface RawPrivacy extends RawClass {
  readonly form?: PrivacyForm;
  readonly known?: readonly string[];
  readonly pairs?: readonly number[];
}

export interface RawClass {
  readonly about: string;
  readonly content: readonly string[];
}

export interface RawSpace {
  readonly about: string;
  readonly scope?: "file";
  readonly keys?: OneOrMore;
  readonly named?: OneOrMore;
  readonly files?: Named<string>;
  readonly except?: OneOrMore<string | number>;
  readonly optional?: boolean;
  readonly arbitrary?: boolean;
  readonly navigation?: Named<OneOrMore>;
}

export interface RawUnit {
  readonly about: string;
  readonly pairs: string;
  readonly key: number;
  readonly sizes: readonly number[];
}

export interface RawExtents {
  readonly file: string;
  readonly of: string;
  readonly address: string;
  readonly count: OneOrMore;
  readonly unit: string;
  readonly where: OneOrMore;
  readonly aligned?: string;
  readonly blocks?: OneOrMore<RawBlocks>;
  readonly within?: string;
  readonly size?: OneOrMore;
}

export type RawBlocks = { readonly codec: string } & Readonly<Partial<Record<BlockRole, string>>>;
