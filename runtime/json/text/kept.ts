/* Keys beside the fields of CRIU's JSON; CRIU's own tool ignores them. */

/** Key of the data that CRIU's JSON has no place for. */
export const KEPT = "$kept";

/** Key of the name that an element of a list has by its index. */
export const ITEM = "$name";
