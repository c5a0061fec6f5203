import type { Language } from './language.ts'

// ISO 3166-1 alpha-2, the codes assigned in 2026; the names are the runtime's own (CLDR).
const codes =
  'AD AE AF AG AI AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW'.split(
    ' ',
  )
const known = new Set(codes)

export const isCountry = (code: string): boolean => known.has(code)

/** The most spoken language of a country as it is written there, in Latin digits: a name for Intl. Null for an unknown country. */
export function localeIn(country: string): string | null {
  if (!isCountry(country)) return null
  const { language } = new Intl.Locale(`und-${country}`).maximize()
  return `${language}-${country}-u-ca-gregory-nu-latn`
}

const names = {
  en: new Intl.DisplayNames('en', { type: 'region' }),
  pt: new Intl.DisplayNames('pt-PT', { type: 'region' }),
}

export const countryName = (language: Language, code: string): string =>
  isCountry(code) ? (names[language].of(code) ?? code) : code

const lists = new Map<Language, { value: string; label: string }[]>()

/** All countries by their name, for a list to choose from. */
export function countryOptions(language: Language): { value: string; label: string }[] {
  let list = lists.get(language)
  if (!list) {
    const { compare } = new Intl.Collator(language)
    list = codes
      .map((value) => ({ value, label: countryName(language, value) }))
      .sort((a, b) => compare(a.label, b.label))
    lists.set(language, list)
  }
  return list
}

/** The code of a country that a file names by its code or its name in either language; '' for an unknown one. */
export function countryCode(text: string): string {
  const wanted = text.trim()
  if (isCountry(wanted.toUpperCase())) return wanted.toUpperCase()
  const folded = wanted.toLowerCase()
  return (
    codes.find((code) => names.en.of(code)?.toLowerCase() === folded || names.pt.of(code)?.toLowerCase() === folded) ??
    ''
  )
}
