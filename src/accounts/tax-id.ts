/** A tax ID as two spellings of it are compared: letters and digits alone, upper case. */
export const taxKey = (taxId: string): string => taxId.replace(/[^\p{L}\p{N}]+/gu, '').toUpperCase()

/**
 * Whether a tax ID can't be right by its country's own rules of length and check digit (from the stdnum package). It warns,
 * and never blocks: a country without rules, or none given, is never wrong. The rules of all countries are many, and
 * loaded when one of them is first asked for.
 */
export async function taxIdLooksWrong(country: string, taxId: string): Promise<boolean> {
  if (country === '' || taxId === '') return false
  const { rulesOf } = await import('./tax-id-rules.ts')
  const validators = rulesOf(country)
  if (validators.length === 0) return false
  const withoutPrefix = taxKey(taxId).replace(new RegExp(`^${country}(?=\\d)`), '')
  return !validators.some(({ validate }) => validate(withoutPrefix).isValid || validate(taxId).isValid)
}

/** A person's tax ID as it is shown: its last three characters behind dots. */
export const maskedTaxId = (taxId: string): string => (taxId.length > 3 ? `•••${taxId.slice(-3)}` : '•••')
