import { withoutStop } from '#src/platform/language/web-address.ts'

const address = /https?:\/\/[^\s<>"]{1,2000}/g

/** A piece of a message: text, or an address that it leads to. */
export type Piece = string | { href: string }

/** A line of a message with the web addresses in it, http and https alone, told apart. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { 0: found, index } of line.matchAll(address)) {
    const href = withoutStop(found)
    if (!URL.canParse(href)) continue
    if (index > at) pieces.push(line.slice(at, index))
    pieces.push({ href })
    at = index + href.length
  }
  if (at < line.length) pieces.push(line.slice(at))
  return pieces
}

/** A message's paragraphs, each as its lines. */
export const paragraphsOf = (text: string): string[][] =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n'))
    .filter((lines) => lines.some((line) => line.trim() !== ''))
