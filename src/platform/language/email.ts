import { domainToUnicode } from 'node:url'

/**
 * What makes two spellings one e-mail address: case and spaces around it don't count, and a domain is the same in its own letters and in
 * the ASCII form of them (RFC 5891): JOSE@CAFÉ.example is jose@xn--caf-dma.example.
 */
export function emailKey(email: string): string {
  const key = email.normalize('NFC').trim().toLowerCase()
  const at = key.lastIndexOf('@')
  const domain = key.slice(at + 1)
  // What is no domain at all stays as it is written.
  return at < 0 ? key : `${key.slice(0, at + 1)}${domainToUnicode(domain) || domain}`
}
