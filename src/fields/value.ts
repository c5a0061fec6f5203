import type { Generated, Selectable } from 'kysely'
import { lockedAccount, mustSee } from '#src/accounts/account.ts'
import { type Act, type Changes, permitted, record, resealedForAudit } from '#src/audit/audit.ts'
import type { AuditKind } from '#src/audit/kinds.ts'
import { lockedContact, mustSeeContacts } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { type Home, isSealed } from '#src/platform/vault.ts'
import type { Permission } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import { settleAddresses } from './addresses.ts'
import { type Field, fieldsOf, lockedFields } from './field.ts'
import { changeHome, undoHome, valueHome } from './homes.ts'
import { type Subject, typeOf } from './rules.ts'
import { keyOf, type Person, plainValue } from './type.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'custom fields changed': true
  }
}

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    custom_value: {
      id: Generated<number>
      field_id: number
      account_id: number | null
      contact_id: number | null
      /** As its type stores it; sealed where the field is encrypted. */
      value: string
      /** What it is found by; '' where it is not. */
      value_key: Generated<string>
      updated_at: string
      version: Generated<number>
    }
    custom_change: {
      id: Generated<number>
      field_id: number
      account_id: number | null
      contact_id: number | null
      at: string
      staff_id: number | null
      actor: string
      /** What the field was called, and so what its event calls it. */
      name: string
      /** What the two are of: the field may have become something else since. See `typeOf`. */
      type: string
      /** As they were stored; null for none. */
      old: string | null
      new: string | null
      /** The event that tells of it too: what is sealed in one is sealed in the other. */
      event_id: number | null
    }
  }
}

/** Whose values: one account, or one contact. */
export interface Owner {
  subject: Subject
  id: number
}

export const columnOf = (subject: Subject) => (subject === 'account' ? 'account_id' : 'contact_id')

/** The fields of one account or contact with what stands in them, as a page shows them and a form is made of them. */
export interface FieldSheet {
  fields: Field[]
  /** By the field's number, as stored; nothing where nothing stands. */
  values: Map<number, string>
  people: Person[]
}

/** Everybody who works or worked here, by name: a value may name somebody who has left. */
export const everybody = prepared((db) =>
  db.selectFrom('staff').select(['id', 'name', 'email', 'deactivated_at']).orderBy('sort_name').orderBy('id'),
)

const valuesOf = prepared((db, isAccount: boolean, id: Placeholder<number>) =>
  db
    .selectFrom('custom_value')
    .select(['field_id', 'value'])
    .where(columnOf(isAccount ? 'account' : 'contact'), '=', id),
)
const valueRows = (db: Db | Trx, { subject, id }: Owner) => valuesOf(db, subject === 'account', id)

/** What a page needs of the fields of one account or contact; of a new one without an id. Three queries, however many fields. */
export async function fieldSheet(db: Db | Trx, subject: Subject, id: number | null): Promise<FieldSheet> {
  const [fields, values, people] = await Promise.all([
    fieldsOf(db, subject),
    id === null ? [] : valueRows(db, { subject, id }),
    everybody(db),
  ])
  return { fields, people, values: new Map(values.map((row) => [row.field_id, row.value])) }
}

/** The same of two contacts. Four queries. */
export async function twoSheets(db: Db, one: number, other: number): Promise<[FieldSheet, FieldSheet]> {
  const [sheet, values] = await Promise.all([
    fieldSheet(db, 'contact', one),
    valueRows(db, { subject: 'contact', id: other }),
  ])
  return [sheet, { ...sheet, values: new Map(values.map((row) => [row.field_id, row.value])) }]
}

/** What a field's change is, for it to be taken back: as stored, null for none. */
export interface FieldChange {
  fieldId: number
  /** As the event names it. */
  name: string
  /** What the two are of: see `typeOf`. */
  type: string
  old: string | null
  new: string | null
}

/** What taking an event of custom fields back needs. */
export interface FieldUndo {
  kind: `custom fields of ${Subject}`
  subject: Subject
  id: number
  fields: FieldChange[]
}

/** What it takes to change the values of an account or a contact that one sees. */
export const valueRights = { account: 'manage accounts', contact: 'edit contacts' } as const satisfies Record<
  Subject,
  Permission
>

/** Throws where whoever acts may not change these values, by what holds as the transaction runs: 404 where they don't see whose they are. */
export const mustChangeValues = (act: Act, { subject, id }: Owner): Promise<Staff | null> =>
  subject === 'account' ? mustSee(act, id, valueRights.account) : mustSeeContacts(act, [id], valueRights.contact)

/** What the owner of values is called, locked until the transaction ends. Throws 404 where it is gone. */
export const lockedOwnerName = async (trx: Trx, { subject, id }: Owner): Promise<string> =>
  subject === 'account' ? (await lockedAccount(trx, id)).name : contactName(await lockedContact(trx, id))

/**
 * Gives an account or a contact these values, by the field's number and as they are stored, not sealed; '' takes one away. Fields
 * that are not among them stay, those of the other subject and deleted ones are left out. One event tells of all that changed, and
 * the owner's version goes up, so that a form that somebody else has open notices. Gives the names of the fields that changed.
 */
export async function setValues(
  act: Act,
  owner: Owner,
  values: ReadonlyMap<number, string>,
  kind: AuditKind = 'custom fields changed',
): Promise<string[]> {
  const subject = await lockedOwnerName(act.trx, owner)
  await mustChangeValues(act, owner)
  const fields = await lockedFields(act.trx, owner.subject)
  const rows = await valueRows(act.trx, owner)
  const present = new Map(rows.map((row) => [row.field_id, row.value]))
  const changing = fields.flatMap((field) => {
    const value = values.get(field.id)
    const stored = present.get(field.id) ?? ''
    const now = act.vault.open(stored, valueHome(owner, field.id))
    return value === undefined || value === now ? [] : [{ field, value, stored }]
  })
  if (changing.length > 0) {
    const changed = changing.map(({ field, value, stored }) => ({
      field,
      old: stored || null,
      new: (field.is_encrypted ? act.vault.seal(value, valueHome(owner, field.id)) : value) || null,
    }))
    await write(act, owner, changed)
    await tell(act, owner, subject, kind, changed)
    await act.trx
      .updateTable(owner.subject)
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', owner.id)
      .execute()
  }
  if (owner.subject === 'contact' && fields.some((field) => field.type === 'e-mail'))
    await settleAddresses(act, owner.id)
  return changing.map(({ field }) => field.name)
}

/** The same of what the same act has just made: whoever may make a contact need not see it before it is linked. */
export const setFirstValues = (act: Act, owner: Owner, values: ReadonlyMap<number, string>): Promise<string[]> =>
  setValues(permitted(act), owner, values)

/** A value that changes, as it is kept: sealed for its row. */
interface Changed {
  field: Field
  old: string | null
  new: string | null
}

async function write(act: Act, { subject, id }: Owner, changed: readonly Changed[]): Promise<void> {
  const column = columnOf(subject)
  const [kept, gone] = [changed.filter((one) => one.new !== null), changed.filter((one) => one.new === null)]
  if (gone.length > 0)
    await act.trx
      .deleteFrom('custom_value')
      .where(column, '=', id)
      .where(
        'field_id',
        'in',
        gone.map(({ field }) => field.id),
      )
      .execute()
  if (kept.length > 0)
    await act.trx
      .insertInto('custom_value')
      .values(
        kept.map(({ field, new: value }) => ({
          ...owned({ subject, id }),
          field_id: field.id,
          value: value!,
          value_key: keyOf(field, value!),
          updated_at: act.at,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['field_id', column]).doUpdateSet((eb) => ({
          value: eb.ref('excluded.value'),
          value_key: eb.ref('excluded.value_key'),
          updated_at: eb.ref('excluded.updated_at'),
          version: eb('custom_value.version', '+', 1),
        })),
      )
      .execute()
}

export const owned = ({ subject, id }: Owner) => ({
  account_id: subject === 'account' ? id : null,
  contact_id: subject === 'contact' ? id : null,
})

async function tell(act: Act, owner: Owner, subject: string, kind: AuditKind, changed: readonly Changed[]) {
  const people = await everybody(act.trx)
  // What is sealed stays so: the trail must not say what the field hides.
  const inWords = (field: Field, stored: string | null) =>
    stored === null || isSealed(stored) ? stored : plainValue(field, stored, people)
  const changes: Changes = Object.fromEntries(
    changed.map(({ field, old, new: now }) => {
      const words = [inWords(field, old), inWords(field, now)] as const
      return [field.name, resealedForAudit(act.vault, whose(owner), field.name, words, valueHome(owner, field.id))]
    }),
  )
  const sealedFor = (one: Changed, home: (side: 'old' | 'new', owner: Owner, fieldId: number) => Home) => {
    const moved = (side: 'old' | 'new') =>
      one[side] && act.vault.move(one[side], valueHome(owner, one.field.id), home(side, owner, one.field.id))
    return { old: moved('old'), new: moved('new') }
  }
  const fields = changed.map((one) => ({
    fieldId: one.field.id,
    name: one.field.name,
    type: typeOf(one.field),
    ...sealedFor(one, undoHome),
  }))
  const undo: FieldUndo = { kind: `custom fields of ${owner.subject}`, ...owner, fields }
  const event = await record(act, { kind, ...whose(owner), subject, changes, undo: { ...undo } })
  await act.trx
    .insertInto('custom_change')
    .values(
      changed.map((one) => ({
        ...owned(owner),
        field_id: one.field.id,
        at: act.at,
        staff_id: act.by.staffId,
        actor: act.by.name,
        name: one.field.name,
        type: typeOf(one.field),
        ...sealedFor(one, changeHome),
        event_id: event,
      })),
    )
    .execute()
}

/** An owner as the audit trail names it. */
export const whose = ({ subject, id }: Owner) => (subject === 'account' ? { accountId: id } : { contactId: id })

export type FieldHistory = Selectable<Tables['custom_change']>
