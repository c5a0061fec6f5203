import type { Act } from '#src/audit/audit.ts'
import { createTag } from '#src/tags/tag.ts'

export const tags = [
  ['VAT monthly', 'blue'],
  ['VAT quarterly', 'indigo'],
  ['Payroll', 'green'],
  ['Annual accounts', 'teal'],
  ['IRS', 'orange'],
  ['IRC', 'amber'],
  ['New client', 'violet'],
  ['Late payer', 'red'],
  ['Family', 'pink'],
  ['Non-resident', 'slate'],
] as const

/** Makes the tags of the firm, and gives their numbers. */
export async function makeTags(act: Act): Promise<number[]> {
  const ids: number[] = []
  for (const [name, colour] of tags) ids.push(await createTag(act, { name, colour }))
  return ids
}
