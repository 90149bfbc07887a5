/** Real images as name and base64; packages.mjs writes them into the copy of this file that runs. */
export const IMAGES = [];
