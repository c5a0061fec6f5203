/** How many e-mail addresses and phones the short form has room for, and the long one at most. */
export const shortRoom = 3
export const mostRoom = 10

/** What of a contact is sealed in the database and shown masked. */
export const secretNames = ['tax_id', 'iban'] as const
export type SecretName = (typeof secretNames)[number]
