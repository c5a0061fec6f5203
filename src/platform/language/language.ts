/** The languages that every word of Ficha exists in; `pt` is European Portuguese. */
export const languages = ['en', 'pt'] as const
export type Language = (typeof languages)[number]

export const isLanguage = (text: unknown): text is Language => languages.includes(text as Language)

/** The first of our languages that a browser's Accept-Language header asks for; English where it asks for none of them. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((found) => found !== undefined)
      return { primary: tag.split('-')[0], q: q === undefined ? 1 : Number(q) }
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
  return wanted.map(({ primary }) => primary).find(isLanguage) ?? 'en'
}

type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Translation<T[K]>
}

// Hebrew, Arabic and the other scripts that are written from right to left.
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** A text within a sentence of the other direction: shut off by U+2068 and U+2069, as `<bdi>` does it, so that it turns nothing around it. */
export const isolated = <T>(text: T): T =>
  typeof text === 'string' && rightToLeft.test(text) ? (`\u2068${text}\u2069` as T) : text

/** The same words with what is put into a sentence shut off from it: names are other people's. */
function isolating<T>(words: T): T {
  if (typeof words === 'function') return ((...said: unknown[]) => words(...said.map((one) => isolated(one)))) as T
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return words
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, isolating(word)])) as T
}

/**
 * Words in both languages. English sets the shape: a key that Portuguese lacks, or has too many, does not compile.
 * A sentence with something in it is a function, never pieces glued together; what is put into it is shut off by its direction.
 */
export const catalogue = <T>(words: { en: T; pt: Translation<T> }): Record<Language, Translation<T>> =>
  isolating(words) as Record<Language, Translation<T>>
