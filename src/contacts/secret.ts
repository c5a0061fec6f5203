import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import { maskedTaxId, taxIdLooksWrong } from '#src/accounts/tax-id.ts'
import { auditHome, type Changes, resealedForAudit } from '#src/audit/audit.ts'
import { type Home, isHomeless, isSealed, type Vault } from '#src/platform/vault.ts'
import { type SecretName, secretNames } from './rules.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'secret read': true
  }
}

declare module '#src/platform/vault.ts' {
  interface Homes {
    'contact.tax_id': [contactId: number]
    'contact.iban': [contactId: number]
    /** A form that carries what somebody typed; nothing is stored there. */
    'contact form': [contactId: number, name: SecretName]
  }
}

export const secretHome = (contactId: number, name: SecretName): Home => [`contact.${name}`, contactId]

/** Secrets in the clear, as somebody gives them: one that is absent stays as it is, '' takes it away. */
export type Secrets = Partial<Record<SecretName, string>>

/** The columns of a contact that say what is secret, whose it is, and of which country the tax ID is. */
export interface Sealed {
  id: number
  tax_country: string
  country: string
  tax_id: string
  iban: string
}

/** A secret as a page shows it. */
export interface Masked {
  name: SecretName
  masked: string
  /** Its check digits are wrong by the rules of its country: it warns, and never blocks. */
  looksWrong: boolean
}

const maskedIban = (iban: string): string => {
  const signs = iban.replace(/\s+/g, '')
  return signs.length > 4 ? `•••${signs.slice(-4)}` : '•••'
}
const masks: Record<SecretName, (text: string) => string> = { tax_id: maskedTaxId, iban: maskedIban }
const maskedAs = (name: SecretName, text: string): string => (text === '' ? '' : masks[name](text))

/** Length and check digits by the register of ISO 13616; '' is not wrong. */
const ibanLooksWrong = (iban: string): boolean => iban !== '' && !isValidIBAN(electronicFormatIBAN(iban) ?? '')

const wrong: Record<SecretName, (text: string, contact: Sealed) => boolean | Promise<boolean>> = {
  tax_id: (text, contact) => taxIdLooksWrong(contact.tax_country || contact.country, text),
  iban: ibanLooksWrong,
}

type Kept = Pick<Sealed, 'id' | SecretName>

/** What a contact's secret says; null where nothing opens it. */
export const openedSecret = (vault: Vault, contact: Kept, name: SecretName): string | null =>
  vault.open(contact[name], secretHome(contact.id, name))

/** The secrets that a contact has, masked. */
export const maskedSecrets = (vault: Vault, contact: Sealed): Promise<Masked[]> =>
  Promise.all(
    secretNames
      .filter((name) => contact[name] !== '')
      .map(async (name) => {
        const text = openedSecret(vault, contact, name)
        return {
          name,
          masked: text === null ? '•••' : maskedAs(name, text),
          looksWrong: text !== null && (await wrong[name](text, contact)),
        }
      }),
  )

/** Those of the given secrets that change something, sealed: a text that is there already keeps its ciphertext. */
export function sealedChanges(vault: Vault, now: Kept, secrets: Secrets): Secrets {
  const changed = secretNames.filter(
    (name) => secrets[name] !== undefined && secrets[name] !== openedSecret(vault, now, name),
  )
  return Object.fromEntries(changed.map((name) => [name, vault.seal(secrets[name] ?? '', secretHome(now.id, name))]))
}

const isSecret = (field: string): field is SecretName => secretNames.includes(field as SecretName)

/** A contact's changes as its event tells of them: what is secret sealed for the event. */
export const sealedForAudit = (vault: Vault, contactId: number, changes: Changes): Changes =>
  Object.fromEntries(
    Object.entries(changes).map(([field, change]) => [
      field,
      isSecret(field) ? resealedForAudit(vault, { contactId }, field, change, secretHome(contactId, field)) : change,
    ]),
  )

/** The same changes as they were told, opened; null for those of which nothing opens one side. */
export const openedChanges = (
  vault: Vault,
  contactId: number,
  changes: Changes,
): Record<string, Changes[string] | null> =>
  Object.fromEntries(
    Object.entries(changes).map(([field, [old, now]]) => {
      if (!isSecret(field)) return [field, [old, now]]
      const was = vault.open(old ?? '', auditHome({ contactId }, field, 'old'))
      const became = vault.open(now ?? '', auditHome({ contactId }, field, 'now'))
      return [field, was === null || became === null ? null : [was, became]]
    }),
  )

/**
 * A secret that somebody typed, on its way through a page that asks what to keep of two versions: sealed, since what a page holds can
 * be read over a shoulder, and good for this field of this contact alone. A sign goes before it: nothing would be sealed as nothing.
 */
const carried = (vault: Vault, contactId: number, name: SecretName, text: string): string =>
  vault.seal(`=${text}`, ['contact form', contactId, name])

/** What a form says of a secret: what was typed or carried through a page; undefined for what was not meant for this field. */
export function parseSecret(vault: Vault, contactId: number, name: SecretName, said: string): string | undefined {
  if (!isSealed(said)) return said
  return isHomeless(said) ? undefined : vault.open(said, ['contact form', contactId, name])?.slice(1)
}

/** A secret of which two people say different things, masked, with what choosing mine posts. */
export interface DisputedSecret {
  name: SecretName
  carried: string
  mine: string
  theirs: string
}

/** The secrets that somebody gave and that are not what the contact has now. */
export const disputedSecrets = (vault: Vault, contact: Kept, secrets: Secrets): DisputedSecret[] =>
  secretNames.flatMap((name) => {
    const said = secrets[name]
    const now = openedSecret(vault, contact, name)
    if (said === undefined || said === now) return []
    const theirs = now === null ? '•••' : maskedAs(name, now)
    return [{ name, carried: carried(vault, contact.id, name, said), mine: maskedAs(name, said), theirs }]
  })
