import { fold } from './fold.ts'
import type { Language } from './language.ts'

// ISO 3166-1, all that are assigned in 2026, and Kosovo by its code of user assignment: alpha-2 and alpha-3 run together. The names are
// the runtime's own (CLDR).
const assigned =
  'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE'.split(
    ' ',
  )
const codes = assigned.map((both) => both.slice(0, 2))
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

// Of the languages in which files name countries.
const spoken = ['en', 'pt-PT', 'pt-BR', 'fr', 'es', 'de']

// As people and programs write them and CLDR does not.
const spellings: Record<string, string> = {
  BA: 'bosnia|bosnia herzegovina|bosnia e herzegovina',
  BO: 'plurinational state of bolivia',
  BN: 'brunei darussalam',
  CD: 'democratic republic of the congo|dr congo|congo kinshasa|republica democratica do congo',
  CG: 'republic of the congo|congo|congo republic',
  CI: 'ivory coast|cote ivoire',
  CV: 'cabo verde|cape verde',
  CZ: 'czech republic|republica checa',
  DE: 'federal republic of germany|brd',
  FM: 'federated states of micronesia',
  GB: 'uk|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and northern ireland|inglaterra|escocia|pais de gales|irlanda do norte|gra bretanha|angleterre|ecosse|grande bretagne|gran bretana|grossbritannien|schottland',
  HK: 'hong kong',
  IE: 'republic of ireland|eire|ireland republic of|republica da irlanda',
  IR: 'islamic republic of iran',
  KP: 'democratic people s republic of korea|dprk',
  KR: 'republic of korea|korea|coreia',
  KN: 'saint kitts and nevis',
  LA: 'lao people’s democratic republic|lao pdr',
  LY: 'libyan arab jamahiriya',
  MD: 'republic of moldova|moldavia',
  MK: 'macedonia|fyrom|former yugoslav republic of macedonia|republic of macedonia|republic of north macedonia',
  MM: 'burma',
  MO: 'macao|macau',
  NL: 'holland|holanda|hollande|the netherlands|pays bas',
  PS: 'palestine|state of palestine|palestina',
  RU: 'russian federation|federacao russa|federation de russie',
  ST: 'sao tome|sao tome and principe|sao tome e principe',
  SY: 'syrian arab republic',
  SZ: 'swaziland',
  TL: 'east timor|timor',
  TR: 'turkey|republic of turkey',
  TW: 'taiwan province of china|republic of china',
  TZ: 'united republic of tanzania',
  US: 'usa|united states of america|america|eua|estados unidos da america|estados unidos de america|eeuu|états-unis d’amérique|vereinigte staaten von amerika',
  VA: 'holy see|vatican',
  VE: 'bolivarian republic of venezuela',
  VN: 'viet nam',
}

/** The name of a country as two spellings of it are compared: without the dots, hyphens and apostrophes that one writes and another doesn't. */
const bareName = (text: string): string =>
  fold(text)
    .replace(/\./g, '')
    .replace(/&/g, ' and ')
    .replace(/\bsaint\b/g, 'st')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

let byName: Map<string, string> | undefined

function codesByName(): Map<string, string> {
  if (byName) return byName
  byName = new Map()
  // What is common comes last, and says what is meant where names meet.
  for (const locale of [...spoken].reverse()) {
    const name = new Intl.DisplayNames(locale, { type: 'region' })
    for (const code of codes) byName.set(bareName(name.of(code) ?? code), code)
  }
  for (const [code, names] of Object.entries(spellings))
    for (const name of names.split('|')) byName.set(bareName(name), code)
  for (const both of assigned) byName.set(both.slice(2).toLowerCase(), both.slice(0, 2))
  return byName
}

/**
 * The code of a country that a file names by its code of two or three letters, or by its name in English, Portuguese, French, Spanish or
 * German; '' for an unknown one. "Korea, Republic of" is "Republic of Korea", "The Netherlands" the Netherlands.
 */
export function countryCode(text: string): string {
  const wanted = text.trim().slice(0, mostInName)
  if (isCountry(wanted.toUpperCase())) return wanted.toUpperCase()
  const names = codesByName()
  const [before = '', ...after] = wanted.split(',')
  return (
    [wanted, [...after, before].join(' '), wanted.replace(/^\s*(?:the|o|a|os|as|la|le|les|die|der)\s+/iu, '')]
      .map((name) => names.get(bareName(name)))
      .find((code) => code !== undefined) ?? ''
  )
}

const mostInName = 200
