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

/**
 * Words in both languages. English sets the shape: a key that Portuguese lacks, or has too many, does not compile.
 * A sentence with something in it is a function, never pieces glued together.
 */
export const catalogue = <T>(words: { en: T; pt: Translation<T> }): Record<Language, Translation<T>> =>
  words as Record<Language, Translation<T>>
