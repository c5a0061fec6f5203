/** A web address as it was found in a sentence, without the sentence's own full stop. */
export function withoutStop(href: string): string {
  let end = href.length
  while (end > 0 && ".,;:!?)]'”»".includes(href[end - 1]!)) end--
  return href.slice(0, end)
}
