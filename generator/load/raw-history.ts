/** A release of history.yaml, as history.schema.json admits it. */
export interface RawRelease {
  readonly date: string;
  readonly added?: RawNames;
  readonly gone?: RawNames;
  readonly renamed?: readonly RawRenamed[];
  readonly changed?: readonly RawChange[];
}

export interface RawNames {
  readonly magics?: readonly string[];
  readonly images?: readonly string[];
  readonly fields?: RawLists;
  readonly enum_values?: RawLists;
  readonly names?: RawLists;
}

/** Names by the message or enum that has them. */
export type RawLists = Readonly<Record<string, readonly string[]>>;

/** Path of a renamed or changed definition: one of these keys. */
export interface RawPath {
  readonly image?: string;
  readonly field?: string;
  readonly enum_value?: string;
}

export interface RawRenamed extends RawPath {
  readonly from: string;
}

export interface RawChange extends RawPath {
  readonly from: string;
  readonly to: string;
  readonly note?: string;
}
