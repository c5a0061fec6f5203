import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { type Act, record } from '#src/audit/audit.ts'
import { contactName } from '#src/contacts/name.ts'
import { linkedContacts } from '#src/links/link.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { Conflict } from '#src/platform/web/errors.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'signer order changed': true
  }
}

export interface Signer {
  contactId: number
  name: string
}

/** Those with LOGIN on an account, in the order in which signature templates take them: as set, and by name until it is. */
export async function signersOf(db: Db | Trx, accountId: number): Promise<Signer[]> {
  const rows = await db
    .selectFrom('address_setting')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .select('address.contact_id')
    .where('address_setting.account_id', '=', accountId)
    .where('address_setting.login', '=', 1)
    .execute()
  const withLogin = new Set(rows.map((row) => row.contact_id))
  const last = Number.MAX_SAFE_INTEGER
  return (await linkedContacts(db, accountId))
    .filter((contact) => withLogin.has(contact.id))
    .sort((a, b) => (a.signer_position ?? last) - (b.signer_position ?? last))
    .map((contact) => ({ contactId: contact.id, name: contactName(contact) }))
}

const ids = (signers: readonly Signer[]) => signers.map((signer) => signer.contactId)

/**
 * Puts the signers into this order; those that it does not name come after, as they were. Throws Conflict, with the order as it is,
 * when it is not the one that `was` says the form was made with.
 */
export async function orderSigners(
  act: Act,
  accountId: number,
  was: readonly number[],
  wanted: readonly number[],
): Promise<void> {
  const account = await lockedAccount(act.trx, accountId)
  await mustSee(act, accountId, 'manage accounts')
  const before = await signersOf(act.trx, accountId)
  if (ids(before).join() !== was.join()) throw new Conflict(before)
  const place = (signer: Signer) => {
    const at = wanted.indexOf(signer.contactId)
    return at < 0 ? wanted.length : at
  }
  const after = before.toSorted((a, b) => place(a) - place(b))
  if (ids(after).join() === ids(before).join()) return
  for (const [position, signer] of after.entries())
    await act.trx
      .updateTable('link')
      .set({ signer_position: position + 1 })
      .where('account_id', '=', accountId)
      .where('contact_id', '=', signer.contactId)
      .execute()
  const names = (signers: readonly Signer[]) => signers.map((signer) => signer.name).join(', ')
  await record(act, {
    kind: 'signer order changed',
    accountId,
    subject: account.name,
    changes: { signers: [names(before), names(after)] },
  })
}
