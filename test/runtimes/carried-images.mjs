/** Real images, as name and base64: packages.mjs puts some into the copy of this file that runs. */
export const IMAGES = [];
