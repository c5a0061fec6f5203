import { asWords, dialled } from '#src/platform/language/fold.ts'
import { inTheClear } from '#src/platform/vault.ts'
import { dropFindable } from '#src/search/search.ts'
import { unrestoredWords } from '#views/contacts/unrestored-words.ts'
import { addressesOf, addressLeaving } from './address.ts'
import { blankContact, contactTagsOf, fieldsOf, phonesOf } from './contact.ts'
import { chosenFields } from './field-groups.ts'
import { moveAddresses } from './moved-addresses.ts'
import { contactName } from './name.ts'
import type { Erasure, MergePair, PersonExport, PersonPart } from './people.ts'
import { findRows, type Row } from './rows.ts'
import { secretNames } from './rules.ts'
import { secretHome } from './secret.ts'

/** The contact itself, and what nouns above hold of one: they know no contacts. */
export const personOfContacts: PersonPart = {
  columns: {
    'contact.merged_into_id': {
      merge: { stays: 'whoever was merged into the loser is led on by the loser' },
      erasure: { stays: 'all who were merged into one are erased together' },
    },
    'address.contact_id': { merge: 'moves', erasure: 'goes' },
    'phone.contact_id': { merge: 'moves', erasure: 'goes' },
    'contact_tag.contact_id': { merge: 'is added', erasure: 'goes' },
    'contact_distinct.contact_id': { merge: 'is added', erasure: 'goes' },
    'contact_distinct.other_id': { merge: 'is added', erasure: 'goes' },
    'outgoing_mail.contact_id': { merge: 'moves', erasure: 'goes' },
  },
  tables: {
    contact: {
      sealed: Object.fromEntries(secretNames.map((name) => [name, (row: Row) => secretHome(Number(row.id), name)])),
      words: unrestoredWords.contact,
    },
    phone: { words: unrestoredWords.phone },
    address: { parents: { field_id: 'custom_field' }, words: unrestoredWords.address },
    contact_tag: { key: ['contact_id', 'tag_id'], parents: { tag_id: 'tag' }, words: unrestoredWords.contact_tag },
    contact_distinct: {
      key: ['contact_id', 'other_id'],
      parents: { contact_id: 'contact', other_id: 'contact' },
      words: unrestoredWords.contact_distinct,
    },
    outgoing_mail: { words: unrestoredWords.outgoing_mail },
  },
  merges: [
    { place: 10, move: moveFields },
    { place: 20, move: moveAddresses },
    { place: 30, move: movePhones },
    { place: 40, move: addTags },
    { place: 100, move: addApart },
    { place: 110, move: moveMails },
  ],
  exports: [
    { place: 10, facts },
    { place: 60, facts: mails },
  ],
  erases,
}

/** The winner's own fields as chosen; the loser keeps its own. */
async function moveFields({ act, mover, winner, loser, choices }: MergePair): Promise<void> {
  const fields = chosenFields(act.vault, winner, loser, choices)
  await mover.change('contact', winner as unknown as Row, fields as Row)
  await mover.change('contact', loser as unknown as Row, { merged_into_id: winner.id })
}

/** The phones of both, each number once. */
async function movePhones({ act, mover, winner, loser }: MergePair): Promise<void> {
  const own = await findRows(act.trx, 'phone', { contact_id: winner.id })
  let position = Math.max(-1, ...own.map((phone) => Number(phone.position)))
  // As they are dialled: a number with the country's own says more than one without.
  const digits = new Set(own.map((phone) => dialled(String(phone.number))))
  const others = await findRows(act.trx, 'phone', { contact_id: loser.id })
  for (const phone of others.toSorted((a, b) => Number(a.position) - Number(b.position)))
    if (!digits.has(dialled(String(phone.number))))
      await mover.change('phone', phone, { contact_id: winner.id, position: ++position })
}

async function addTags({ act, mover, winner, loser }: MergePair): Promise<void> {
  const own = new Set((await findRows(act.trx, 'contact_tag', { contact_id: winner.id })).map((row) => row.tag_id))
  for (const row of await findRows(act.trx, 'contact_tag', { contact_id: loser.id }))
    if (!own.has(row.tag_id!)) await mover.add('contact_tag', { contact_id: winner.id, tag_id: row.tag_id! })
}

/** Whoever is not the loser is not the winner either. */
async function addApart({ act, mover, winner, loser }: MergePair): Promise<void> {
  const rows = [
    ...(await findRows(act.trx, 'contact_distinct', { contact_id: loser.id })),
    ...(await findRows(act.trx, 'contact_distinct', { other_id: loser.id })),
  ]
  for (const row of rows) {
    const third = Number(row.contact_id === loser.id ? row.other_id : row.contact_id)
    if (third === winner.id) continue
    const pair = { contact_id: Math.min(third, winner.id), other_id: Math.max(third, winner.id) }
    if ((await findRows(act.trx, 'contact_distinct', pair)).length === 0)
      await mover.add('contact_distinct', { ...pair, created_at: row.created_at! })
  }
}

async function moveMails({ act, mover, winner, loser }: MergePair): Promise<void> {
  for (const mail of await findRows(act.trx, 'outgoing_mail', { contact_id: loser.id }))
    await mover.change('outgoing_mail', mail, { contact_id: winner.id })
}

async function facts({ act: { trx, vault }, contact }: PersonExport) {
  return {
    contact: {
      id: contact.id,
      name: contactName(contact),
      ...fieldsOf(contact),
      tax_id: inTheClear(vault, contact.tax_id, secretHome(contact.id, 'tax_id')),
      iban: inTheClear(vault, contact.iban, secretHome(contact.id, 'iban')),
      created_at: contact.created_at,
    },
    addresses: (await addressesOf(trx, contact.id)).map(({ email, is_primary }) => ({
      email,
      primary: is_primary === 1,
    })),
    phones: await phonesOf(trx, contact.id),
    tags: (await contactTagsOf(trx, contact.id)).map((tag) => tag.name),
  }
}

async function mails({ act, contactIds }: PersonExport) {
  return {
    mails: await act.trx
      .selectFrom('outgoing_mail')
      .select(['template', 'email', 'status', 'created_at', 'sent_at'])
      .where('contact_id', 'in', contactIds)
      .orderBy('id')
      .execute(),
  }
}

/** The row stays for its accounts to have a contact, and says nothing any more. */
async function erases({ act, contactIds, neutral, subjects, namedIn }: Erasure): Promise<void> {
  const { trx } = act
  for (const contactId of contactIds)
    for (const { id, email } of await addressesOf(trx, contactId)) {
      subjects.push(email)
      await addressLeaving.tell(act, { id, contactId, email })
      await trx.deleteFrom('address').where('id', '=', id).execute()
    }
  for (const table of ['phone', 'contact_tag', 'outgoing_mail'] as const)
    await trx.deleteFrom(table).where('contact_id', 'in', contactIds).execute()
  const apart = await trx
    .deleteFrom('contact_distinct')
    .where((or) => or.or([or('contact_id', 'in', contactIds), or('other_id', 'in', contactIds)]))
    .returning(['contact_id', 'other_id'])
    .execute()
  const others = apart.flatMap((row) => [row.contact_id, row.other_id]).filter((id) => !contactIds.includes(id))
  namedIn.push({ kind: 'contacts told apart', contactIds: others })
  await trx
    .updateTable('contact')
    .set((eb) => ({
      ...blankContact,
      tax_id: '',
      iban: '',
      display_name: neutral,
      sort_name: asWords(neutral),
      erased_at: act.at,
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', contactIds)
    .execute()
  for (const id of contactIds) await dropFindable(trx, 'contact', id)
}
