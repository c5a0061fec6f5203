// Signs that can't be seen, or that turn the direction of what follows: with them one name passes for another ("fatura" U+202E
// "fdp.exe" shows as a PDF's name), and a name can look empty. Unicode lists them as Default_Ignorable_Code_Point.

// What such a sign may do for what is seen: join two pictures into one (a family of emoji), or choose the look of a visible sign.
const unseen = new RegExp(
  [
    '(?<!\\p{Extended_Pictographic}[\\uFE0F\\p{Emoji_Modifier}]?)\\u200D',
    '\\u200D(?!\\p{Extended_Pictographic})',
    '(?<![\\p{L}\\p{N}\\p{P}\\p{S}])[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]',
    '[^\\P{Default_Ignorable_Code_Point}\\u200D\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]',
  ].join('|'),
  'gu',
)

// Embeddings, overrides and isolates reach past their own word, invisible operators and tags have no use in prose. The marks and joiners
// that Arabic, Persian, Hebrew and Indic prose is written with (U+200B–200F, U+061C, U+00AD) stay in texts of several lines.
const unwanted = /[\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu

// Two signs are drawn as nothing though they are no such code points: Braille's cell without a dot, and music's note without a head.
const visible = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\u{1D159}]/u

/**
 * At most 30 marks on one letter, as the Stream-Safe Text Format of Unicode (UAX 15, section 13) has it: no language writes more, they
 * would be drawn over the lines above, and to normalise a long run of them takes the square of its length.
 */
export const withFewMarks = (text: string): string => text.replace(/(\p{M}{30})\p{M}+/gu, '$1')

// Latin letters without marks of their own, but for the soft hyphen: nothing to clean, as in most texts.
const plain = /^[\0-\u00AC\u00AE-\u02FF]*$/

/** One line or a name as it is kept: NFC, trimmed, without signs that can't be seen. '' where there was nothing else. */
export function cleanLine(text: string): string {
  if (plain.test(text)) return text.trim()
  const clean = withFewMarks(text).replace(unseen, '').normalize('NFC').trim()
  return visible.test(clean) || /\p{Cc}/u.test(clean) ? clean : ''
}

/** A text of several lines as it is kept, with \n between them: NFC, trimmed. '' where nothing can be seen of it. */
export function cleanLines(text: string): string {
  const clean = withFewMarks(text).replace(unwanted, '').replace(/\r\n?/g, '\n').normalize('NFC').trim()
  return visible.test(clean) ? clean : ''
}
