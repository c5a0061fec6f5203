import { z } from 'zod'
import { type Account, changeAccount, generatedName, lockedAccount, mustSee } from '#src/accounts/account.ts'
import { accountFieldsForm } from '#src/accounts/form.ts'
import { accountRoles } from '#src/accounts/rules.ts'
import { followersOf, rolesOf, setAccountRoles, setAccountTags, setFollowers, setTeam } from '#src/accounts/team.ts'
import { type Act, permitted } from '#src/audit/audit.ts'
import { plainName } from '#src/contacts/name.ts'
import { type ReadFields, readFieldValues, shownName, withFields } from '#src/fields/form.ts'
import { type FieldSheet, fieldSheet, setValues } from '#src/fields/value.ts'
import { linkedContacts } from '#src/links/link.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import { notAllowed } from '#src/platform/web/errors.ts'
import {
  choice,
  type FormState,
  idField,
  line,
  type Parsed,
  type Posted,
  parseForm,
  problem,
  several,
  version,
} from '#src/platform/web/form.ts'
import { can, type Permission } from '#src/staff/rights.ts'
import { activeStaff, type Staff } from '#src/staff/staff.ts'
import { newTagForm } from '#src/tags/form.ts'
import { allTags, tagNamed } from '#src/tags/tag.ts'
import type { DetailsData } from '#views/profile/details.tsx'
import type { DetailsChoices } from '#views/profile/details-form.tsx'
import { findProfile } from './head.ts'

/** What the block of an account's details shows. Throws 404 for an account that the person may not see. Nine queries. */
export async function findDetails(db: Db, staff: Staff, id: number | null): Promise<DetailsData> {
  const { account, head } = await findProfile(db, staff, id)
  const [roles, followers, sheet] = await Promise.all([
    rolesOf(db, account.id),
    followersOf(db, account.id),
    fieldSheet(db, 'account', account.id),
  ])
  return { account, head, roles, followers, sheet }
}

/** What its form lets one choose from. */
export async function detailsChoices(db: Db): Promise<DetailsChoices> {
  const [tags, staff] = await Promise.all([allTags(db), activeStaff(db)])
  return { tags, staff }
}

const detailsFieldsForm = z.object({
  ...accountFieldsForm,
  // A tax ID that the form does not show: left blank, it stays, and a box takes it away.
  kept: several(choice(['tax_id'])),
  remove: several(choice(['tax_id', ''])),
  version,
})

/** What a form says of the tax ID; undefined where it says nothing. */
export function saidTaxId({
  tax_id,
  kept,
  remove,
}: Pick<z.output<typeof detailsFieldsForm>, 'tax_id' | 'kept' | 'remove'>): string | undefined {
  if (remove.includes('tax_id')) return ''
  return tax_id === '' && kept.length > 0 ? undefined : tax_id
}

const idOrNobody = line(10)
  .transform((value) => (value === '' ? null : Number(value)))
  .refine(
    (value) => value === null || (Number.isInteger(value) && value > 0 && value < 2 ** 31),
    problem('not a choice'),
  )

// What ends in `_was` is what the form was made with: only the difference is applied.
const detailsTagsForm = z.object({ tags: several(idField), tags_was: several(idField) })
const detailsTeamForm = z.object({
  staff: several(idField),
  staff_was: several(idField),
  preparer: idOrNobody,
  preparer_was: idOrNobody,
  reviewer: idOrNobody,
  reviewer_was: idOrNobody,
  followers: several(idField),
  followers_was: several(idField),
})

/** The parts of the form, each with what it takes. */
const parts = {
  fields: 'manage accounts',
  tags: 'tag accounts',
  newTag: 'manage tags',
  team: 'assign team',
} as const satisfies Record<string, Permission>
const partNames = Object.keys(parts) as (keyof typeof parts)[]

/** What is to change, part by part. A part that is not there stays as it is. */
export interface DetailsChange {
  fields?: z.output<typeof detailsFieldsForm>
  /** Values of custom fields: they come with the own ones, whose version speaks for them too. */
  custom?: ReadonlyMap<number, string>
  tags?: z.output<typeof detailsTagsForm>
  newTag?: z.output<typeof newTagForm>
  team?: z.output<typeof detailsTeamForm>
}

/**
 * Reads the parts of the form that were posted; `change` is null where something is wrong with one. Throws 403 where a part was
 * posted without the right to it.
 */
export function readDetails(
  staff: Staff,
  posted: Posted,
  sheet: FieldSheet,
  language: Language,
): { change: DetailsChange | null; custom: ReadFields['values']; form: FormState } {
  const read: Parsed<unknown>[] = []
  function part<T extends z.ZodObject>(permission: Permission, schema: T): z.output<T> | undefined {
    if (!Object.keys(schema.shape).some((field) => posted.has(field))) return undefined
    if (!can(staff, permission)) throw notAllowed()
    const parsed = parseForm(schema, posted)
    read.push(parsed)
    return parsed.ok ? parsed.data : undefined
  }
  const custom = readFieldValues(sheet, posted, language)
  if (posted.has(shownName) && !can(staff, parts.fields)) throw notAllowed()
  const change = {
    fields: part(parts.fields, detailsFieldsForm),
    custom: custom.values,
    tags: part(parts.tags, detailsTagsForm),
    newTag: part(parts.newTag, newTagForm),
    team: part(parts.team, detailsTeamForm),
  }
  const form = read.reduce((whole, one) => withFields(whole, one.form), custom.form)
  return { change: custom.ok && read.every((one) => one.ok) ? change : null, custom: custom.values, form }
}

/** The roles that are to be given to somebody else than before. */
const newHolders = (team: NonNullable<DetailsChange['team']>) =>
  accountRoles.filter((role) => team[role] !== team[`${role}_was`]).map((role) => [role, team[role]] as const)

/** The first role that would go to somebody who doesn't work here. */
export async function impossibleRole(db: Db, { team }: DetailsChange): Promise<string | undefined> {
  if (!team) return undefined
  const working = new Set((await activeStaff(db)).map((person) => person.id))
  return newHolders(team).find(([, id]) => id !== null && !working.has(id))?.[0]
}

/** Whether somebody who sees an account may change all of that. */
const mayChangeDetails = (staff: Staff, change: DetailsChange): boolean =>
  partNames.every((part) => change[part] === undefined || can(staff, parts[part]))

async function mustChangeDetails(act: Act, id: number, change: DetailsChange): Promise<void> {
  const staff = await mustSee(act, id)
  if (staff && !mayChangeDetails(staff, change)) throw notAllowed()
}

/**
 * Changes an account's details in all their parts. Own fields throw Conflict, with the account as it is, when they were changed since
 * their version; of tags, team, roles and followers the difference to what the form was made with is applied. A blank name is generated.
 */
export async function changeDetails(by: Act, id: number, change: DetailsChange): Promise<Account> {
  const { fields, custom, tags, newTag, team } = change
  let account = await lockedAccount(by.trx, id)
  await mustChangeDetails(by, id, change)
  const act = permitted(by)
  if (fields) {
    const { version, kept: _kept, remove: _remove, ...given } = fields
    const own = { ...given, tax_id: saidTaxId(fields) ?? account.tax_id }
    const name = own.name || generatedName(own.type, own.company_name, await firstContactName(act.trx, id))
    account = await changeAccount(act, id, version, { ...own, name: name || account.name })
    if (custom) await setValues(act, { subject: 'account', id }, custom)
  }
  const made = newTag?.new_tag ? [await tagNamed(act, newTag.new_tag, newTag.new_tag_colour)] : []
  if (tags || made.length > 0) await setAccountTags(act, id, [...(tags?.tags ?? []), ...made], tags?.tags_was ?? [])
  if (team) {
    await setTeam(act, id, team.staff, team.staff_was)
    await setAccountRoles(act, id, Object.fromEntries(newHolders(team)))
    await setFollowers(act, id, team.followers, team.followers_was)
  }
  return account
}

async function firstContactName(trx: Trx, accountId: number): Promise<string> {
  const [first] = await linkedContacts(trx, accountId)
  return first ? plainName(first, first.display_name) : ''
}
