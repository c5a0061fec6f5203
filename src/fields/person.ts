import type { Erasure, MergePair, Move, PersonExport, PersonPart } from '#src/contacts/people.ts'
import { findRows, type Row } from '#src/contacts/rows.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { type Home, inTheClear } from '#src/platform/vault.ts'
import { unrestoredWords } from '#views/fields/unrestored-words.ts'
import { type Field, findField } from './field.ts'
import { changeHome, ownerIn, valueHome } from './homes.ts'
import { typeOf } from './rules.ts'
import { plainValue } from './type.ts'
import { everybody } from './value.ts'

const ownerOf = ({ account_id, contact_id }: Row) =>
  ownerIn({ account_id: account_id as number | null, contact_id: contact_id as number | null })
const changeIn = (side: 'old' | 'new') => (row: Row) => changeHome(side, ownerOf(row), Number(row.field_id))

export const personOfFields: PersonPart = {
  columns: {
    'custom_value.contact_id': { merge: 'moves', erasure: 'goes' },
    'custom_change.contact_id': { merge: 'moves', erasure: 'goes' },
  },
  tables: {
    custom_value: {
      parents: { field_id: 'custom_field' },
      isVersioned: true,
      sealed: { value: (row) => valueHome(ownerOf(row), Number(row.field_id)) },
      words: unrestoredWords.custom_value,
    },
    custom_change: {
      parents: { field_id: 'custom_field' },
      sealed: { old: changeIn('old'), new: changeIn('new') },
      words: unrestoredWords.custom_change,
    },
  },
  merges: [{ place: 50, move: moveValues }],
  exports: [{ place: 40, facts: values }],
  erases,
}

/** The custom fields of both, and their history; of two values of one field the chosen one stays, and the other is history. */
async function moveValues({ act, mover, winner, loser, choices }: MergePair): Promise<void> {
  const { vault } = act
  for (const change of await findRows(act.trx, 'custom_change', { contact_id: loser.id }))
    await mover.change('custom_change', change, { contact_id: winner.id })
  const own = await findRows(act.trx, 'custom_value', { contact_id: winner.id })
  for (const value of await findRows(act.trx, 'custom_value', { contact_id: loser.id })) {
    const same = own.find((one) => one.field_id === value.field_id)
    if (!same) {
      await mover.change('custom_value', value, { contact_id: winner.id })
      continue
    }
    const fieldId = Number(value.field_id)
    const owner = { subject: 'contact', id: winner.id } as const
    const home = valueHome(owner, fieldId)
    const ours = String(same.value)
    const theirs = vault.move(String(value.value), valueHome({ ...owner, id: loser.id }, fieldId), home)
    if (vault.open(ours, home) === vault.open(theirs, home)) continue
    const losers = choices.get(`value ${fieldId}`) === 'loser'
    const [stays, goes] = losers ? [theirs, ours] : [ours, theirs]
    if (losers)
      await mover.change('custom_value', same, {
        value: theirs,
        value_key: value.value_key!,
        updated_at: act.at,
      })
    const field = await findField(act.trx, fieldId)
    await mover.add('custom_change', {
      field_id: fieldId,
      name: field?.name ?? '',
      type: field ? typeOf(field) : '',
      account_id: null,
      contact_id: winner.id,
      at: act.at,
      staff_id: act.by.staffId,
      actor: act.by.name,
      old: vault.move(goes, home, changeHome('old', owner, fieldId)),
      new: vault.move(stays, home, changeHome('new', owner, fieldId)),
    })
  }
}

/** Which of the rows that merges have written down are that field's. */
export async function movesOf(trx: Trx, field: Field): Promise<(move: Move) => boolean> {
  const values = await trx.selectFrom('custom_value').select('id').where('field_id', '=', field.id).execute()
  const ids = new Set(values.map((row) => row.id))
  return ({ table, key, was, now }) =>
    table === 'custom_value'
      ? ids.has(Number(key.id))
      : table === 'custom_change' && (now ?? was)?.field_id === field.id
}

/** What is encrypted is found by nothing. */
export function withoutKey(field: Field, move: Move): Move {
  const cleared = (row: Row | null) =>
    row && ('value_key' in row && field.is_encrypted ? { ...row, value_key: '' } : row)
  return { ...move, was: cleared(move.was), now: cleared(move.now) }
}

/** The custom fields as they are, and what they were. */
async function values({ act: { trx, vault }, contactIds }: PersonExport) {
  const people = await everybody(trx)
  const present = await trx
    .selectFrom('custom_value')
    .innerJoin('custom_field', 'custom_field.id', 'custom_value.field_id')
    .selectAll('custom_field')
    .select(['custom_value.value', 'custom_value.account_id', 'custom_value.contact_id'])
    .where('custom_value.contact_id', 'in', contactIds)
    .orderBy('custom_field.position')
    .orderBy('custom_field.id')
    .execute()
  const changes = await trx
    .selectFrom('custom_change')
    .select(['field_id', 'account_id', 'contact_id', 'at', 'actor', 'old', 'new'])
    .where('contact_id', 'in', contactIds)
    .orderBy('id')
    .execute()
  const customFields = present.map(({ value, account_id, contact_id, ...field }) => {
    const said = (stored: string | null, home: Home) =>
      stored && plainValue(field, inTheClear(vault, stored, home) ?? '', people)
    const then = (change: (typeof changes)[number], side: 'old' | 'new') =>
      said(change[side], changeHome(side, ownerIn(change), field.id))
    const history = changes.filter((change) => change.field_id === field.id)
    return {
      name: field.name,
      value: said(value, valueHome(ownerIn({ account_id, contact_id }), field.id)),
      history: history.map((change) => ({
        at: change.at,
        actor: change.actor,
        old: then(change, 'old'),
        new: then(change, 'new'),
      })),
    }
  })
  return { customFields }
}

async function erases({ act, contactIds }: Erasure): Promise<void> {
  for (const table of ['custom_value', 'custom_change'] as const)
    await act.trx.deleteFrom(table).where('contact_id', 'in', contactIds).execute()
}
