import type { Act } from '#src/audit/audit.ts'
import type { Language } from '#src/platform/language/language.ts'
import { createTag } from '#src/tags/tag.ts'

/** By their English names, with their colours and their Portuguese names. */
export const tags = [
  ['VAT monthly', 'blue', 'IVA mensal'],
  ['VAT quarterly', 'indigo', 'IVA trimestral'],
  ['Payroll', 'green', 'Salários'],
  ['Annual accounts', 'teal', 'Contas anuais'],
  ['IRS', 'orange', 'IRS'],
  ['IRC', 'amber', 'IRC'],
  ['New client', 'violet', 'Cliente novo'],
  ['Late payer', 'red', 'Paga tarde'],
  ['Family', 'pink', 'Família'],
  ['Non-resident', 'slate', 'Não residente'],
] as const

/** Makes the tags of the firm, and gives their numbers. */
export async function makeTags(act: Act, language: Language): Promise<number[]> {
  const ids: number[] = []
  for (const [en, colour, pt] of tags) ids.push(await createTag(act, { name: { en, pt }[language], colour }))
  return ids
}
