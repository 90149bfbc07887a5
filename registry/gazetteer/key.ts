/** Latin letters that NFKD does not decompose, and Cyrillic letters with their English transliterations. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ħ: "h", ŧ: "t", ə: "a" },
  ...{ а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", е: "e", є: "e", ж: "zh", з: "z", и: "i", і: "i", ј: "i" },
  ...{ к: "k", л: "l", љ: "l", м: "m", н: "n", њ: "n", о: "o", п: "p", р: "r", с: "s", т: "t", ћ: "c", у: "u" },
  ...{ ф: "f", х: "kh", ц: "ts", ч: "ch", џ: "dzh", ш: "sh", щ: "shch", ы: "y", э: "e", ю: "yu", я: "ya", ђ: "d" },
};

/**
 * Returns a key that all spellings of a name share. It has no case, accents, blanks and marks; Latin letters replace
 * Cyrillic ones; doubled letters are one, and i, y and j are the same. Veliky Novgorod and Velikiy Novgorod,
 * Dolgoprudny and Dolgoprudnyy, Odessa and Odesa, Тверь and Tver’ have one key each.
 */
export function nameKey(name: string): string {
  const lower = name.toLowerCase();
  const plain = /^[a-z]*$/.test(lower) ? lower : latin(lower);
  return plain
    .replaceAll(/[yj]e/g, "e")
    .replaceAll(/[yj]/g, "i")
    .replaceAll(/([a-z])\1+/g, "$1");
}

function latin(lower: string): string {
  return lower
    .normalize("NFKD")
    .replaceAll(/[^a-z0-9]/g, (char) => LETTERS[char] ?? "")
    .replaceAll(/[^a-z0-9]/g, "");
}
