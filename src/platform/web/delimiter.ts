export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

const mostRecords = 50

/** How many cells each of the first records of a text has, were this its delimiter. Inside quotes nothing delimits. */
function widths(text: string, delimiter: Delimiter): number[] {
  const found: number[] = []
  let width = 1
  let quoted = false
  let atStart = true
  let blank = true
  for (let i = 0; i < text.length && found.length < mostRecords; i++) {
    const letter = text[i]
    if (letter === '"') {
      if (quoted || atStart) quoted = !quoted
      atStart = quoted && atStart
      blank = false
    } else if (quoted) {
      atStart = false
    } else if (letter === '\n') {
      if (!blank) found.push(width)
      width = 1
      atStart = true
      blank = true
    } else {
      atStart = letter === delimiter
      if (atStart) width++
      if (letter !== ' ') blank = false
    }
  }
  if (found.length === 0 && !blank) found.push(width)
  return found
}

/** The line "sep=;" by which Excel is told the delimiter, and which it does not count as a row. */
export const separatorLine = /^"?sep=([,;\t|])"?\n/i

/**
 * The delimiter of a CSV text from its first records (64 kB are plenty): the one by which the most records have as many cells as
 * most have, and the more cells the better. A comma for a text of one column.
 */
export function sniffDelimiter(text: string): Delimiter {
  const declared = separatorLine.exec(text)?.[1]
  if (declared) return declared as Delimiter
  let best: Delimiter = ','
  let most = 0
  for (const delimiter of delimiters) {
    const found = widths(text, delimiter)
    const split = found.filter((width) => width > 1)
    const usual = commonest(split)
    const agreeing = found.filter((width) => width === usual).length
    const score = split.length === 0 ? 0 : (agreeing / found.length) * 1000 + usual
    if (score > most) {
      most = score
      best = delimiter
    }
  }
  return best
}

function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1)
  let best = 0
  for (const [n, count] of counts)
    if (count > (counts.get(best) ?? 0) || (count === counts.get(best) && n > best)) best = n
  return best
}
