/** Thrown if a fragment is not one that `share` made, or was made from other texts. Its message tells the reason. */
export class ShareError extends Error {}
