import type { Vault } from '#src/platform/vault.ts'
import type { Contact } from './contact.ts'
import type { Choice } from './people.ts'
import { type SecretName, secretNames } from './rules.ts'
import { openedSecret, secretHome } from './secret.ts'

/** What belongs together and is taken from one record or the other, by the columns of a contact. */
export const fieldGroups = {
  first_name: ['first_name'],
  last_name: ['last_name'],
  company: ['company'],
  language: ['language'],
  birth_date: ['birth_date'],
  postal: ['street', 'street_2', 'postcode', 'city', 'region', 'country'],
  tax: ['tax_country', 'tax_id'],
  iban: ['iban'],
  notes: ['notes'],
} as const satisfies Record<string, readonly (keyof Contact)[]>

export type FieldGroup = keyof typeof fieldGroups
export const fieldGroupNames = Object.keys(fieldGroups) as FieldGroup[]

/** A tax ID without its number is none, whatever country stands beside it. */
export const isBlank = (contact: Contact, group: FieldGroup): boolean =>
  group === 'tax' ? contact.tax_id === '' : fieldGroups[group].every((column) => !contact[column])

/** Whether two records say the same; what is sealed is compared by what it says. */
export const isSame = (vault: Vault, one: Contact, other: Contact, group: FieldGroup): boolean =>
  fieldGroups[group].every((column) => readable(vault, one, column) === readable(vault, other, column))

const isSecret = (column: string): column is SecretName => secretNames.includes(column as SecretName)

const readable = (vault: Vault, contact: Contact, column: (typeof fieldGroups)[FieldGroup][number]): string =>
  (isSecret(column) ? openedSecret(vault, contact, column) : null) ?? contact[column] ?? ''

/** What stands in the loser's column, as the winner's row holds it. */
const taken = (vault: Vault, { id }: Contact, loser: Contact, column: keyof Contact) =>
  isSecret(column) ? vault.move(loser[column], secretHome(loser.id, column), secretHome(id, column)) : loser[column]

/** The columns of the winner as they become: of each group what was chosen, else what is not blank. */
export function chosenFields(
  vault: Vault,
  winner: Contact,
  loser: Contact,
  choices: ReadonlyMap<string, Choice>,
): Partial<Contact> {
  const changed: Partial<Contact> = {}
  for (const group of fieldGroupNames) {
    if (isSame(vault, winner, loser, group)) continue
    const choice = choices.get(group) ?? (isBlank(winner, group) ? 'loser' : 'winner')
    if (group === 'notes' && choice === 'both') changed.notes = joined(winner.notes, loser.notes, '\n\n', 10_000)
    else if (choice === 'loser')
      for (const column of fieldGroups[group]) Object.assign(changed, { [column]: taken(vault, winner, loser, column) })
  }
  return changed
}

/** Two texts as one, without what is in both, no longer than a form would take. */
export const joined = (one: string, other: string, between: string, most: number): string =>
  [...new Set([one, other])].filter(Boolean).join(between).slice(0, most)
