/**
 * The Content-Disposition of a file (RFC 6266): with the name in full (RFC 5987) for those who read that, and in ASCII for those who
 * don't. Nothing of a name can end the header or lead out of a folder.
 */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const whole = name.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_')
  const plain = whole
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // A percent sign in the plain name is decoded by some browsers.
    .replace(/[^\x20-\x7e]|["%]/gu, '_')
  const full = encodeURIComponent(whole).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return plain === whole ? `${how}; filename="${plain}"` : `${how}; filename="${plain}"; filename*=UTF-8''${full}`
}
