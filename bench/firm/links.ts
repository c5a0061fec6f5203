import { descriptions } from '#src/demo/names.ts'
import { recordEvent } from './audit.ts'
import type { Noun } from './firm.ts'

/** An account's contacts are linked to it, half of them with what they are to it. */
export const linksOf: Noun =
  ({ bulk, dice }) =>
  ({ id: account_id, name, place, created_at, preparer, contacts, shared }) => {
    for (const contact_id of [...contacts.map((contact) => contact.id), ...(shared ? [shared] : [])]) {
      const description = dice.chance(0.5) ? dice.pick(descriptions[place]) : ''
      bulk.add('link', { account_id, contact_id, description, created_at })
      recordEvent(bulk, {
        at: created_at,
        kind: 'contact linked',
        staffId: preparer,
        subject: name,
        account: account_id,
        contact: contact_id,
        changes: { contact: [null, contacts[0]!.name] },
      })
    }
  }
