/** Real images, as name and base64: packages.mjs fills the copy of this file that runs. */
export const IMAGES = [];
