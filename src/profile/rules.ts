import type { Account } from '#src/accounts/account.ts'

/** Where a profile shows an account's tax ID. */
export const taxIdPlaces = ['bar', 'details'] as const
export type TaxIdPlace = (typeof taxIdPlaces)[number]

/** Whether a tax ID is shown by its last signs alone until somebody asks: a person's is, a company's is public. */
export const isTaxIdMasked = (account: Pick<Account, 'type' | 'tax_id'>): boolean =>
  account.type !== 'company' && account.tax_id !== ''
