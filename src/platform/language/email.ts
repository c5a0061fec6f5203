import { domainToUnicode } from 'node:url'

/** Letters, figures and hyphens between dots. What else a URL would read as its end or as something written otherwise: a/b, a?b, %61. */
const label = '[\\p{L}\\p{M}\\p{N}_-]+'
const domainName = new RegExp(`^${label}(\\.${label})*$`, 'u')

const written = (domain: string) => domain.normalize('NFC').toLowerCase()

/** A domain in its own letters, whichever way it is written; as it is where it is none. */
const unicodeOf = (domain: string) => (domainName.test(domain) && domainToUnicode(domain)) || domain

/**
 * Whether a domain says the name that mail goes to: another way to write the same letters (ｆull width) is the same key, and a mail
 * server may well take it for another name.
 */
export function isPlainDomain(domain: string): boolean {
  const key = written(domain)
  if (!domainName.test(key)) return false
  return /^[\0-\x7F]*$/.test(key) || unicodeOf(key) === key
}

/**
 * What makes two spellings one e-mail address: case and spaces around it don't count, and a domain is the same in its own letters and in
 * the ASCII form of them (RFC 5891): JOSE@CAFÉ.example is jose@xn--caf-dma.example. Two addresses to which mail may go differently
 * are two.
 */
export function emailKey(email: string): string {
  const key = written(email.trim())
  const at = key.lastIndexOf('@')
  return at < 0 ? key : `${key.slice(0, at + 1)}${unicodeOf(key.slice(at + 1))}`
}
