import type { Language } from '#src/platform/language/language.ts'

/** What a mail says, twice: for readers of plain text and for those of HTML. */
export interface Letter {
  subject: string
  text: string
  html: string
}

/** A paragraph: our own words, a link by itself, or somebody's own words, which may have several lines. */
export type Part = string | { link: string } | { quote: string }

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const broken = (text: string) => text.split('\n').map(escaped).join('<br>')

const asText = (part: Part): string => {
  if (typeof part === 'string') return part
  if ('link' in part) return part.link
  return part.quote
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

const asHtml = (part: Part): string => {
  if (typeof part === 'string') return `<p>${broken(part)}</p>`
  if ('link' in part) return `<p><a href="${escaped(part.link)}">${escaped(part.link)}</a></p>`
  return `<blockquote>${broken(part.quote)}</blockquote>`
}

/** Writes a mail of these paragraphs. What people have typed is text in it and nothing else. */
export const letter = (language: Language, subject: string, parts: readonly Part[]): Letter => ({
  subject: subject.replace(/\s+/g, ' '),
  text: parts.map(asText).join('\n\n'),
  html: [
    `<!doctype html><html lang="${language === 'pt' ? 'pt-PT' : 'en'}"><head><meta charset="utf-8"></head><body>`,
    ...parts.map(asHtml),
    '</body></html>',
  ].join('\n'),
})
