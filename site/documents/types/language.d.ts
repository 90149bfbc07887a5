/* Type of a language of highlight.js. */
export type Language = (highlight: object) => object;

declare const language: Language;
export default language;
