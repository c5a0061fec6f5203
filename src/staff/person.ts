import { sql } from 'kysely'
import { type Act, changesBetween, record } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import { queueMail } from '#src/outbox/outbox.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { emailKey } from '#src/platform/language/email.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Language } from '#src/platform/language/language.ts'
import { Conflict, notAllowed, notFound } from '#src/platform/web/errors.ts'
import { type LeavingPerson, personLeaving, type Said, type WorkGoesTo } from './leaving.ts'
import { mayChange, type Right, type Role } from './rights.ts'
import { endSession, endSessionsOf } from './sessions.ts'
import { endAttemptsOf } from './sign-in-attempt.ts'
import { addStaff, must, type NewStaff, rightsOf } from './staff.ts'
import { endTokens } from './tokens.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'staff changed': true
    'staff rights changed': true
    'staff role changed': true
    'staff deactivated': true
    'staff reactivated': true
    'ownership transferred': true
    'password changed': true
  }
}

/** Everybody who works here or did: those who do first, each by name. */
export const everybody = (db: Db) =>
  db
    .selectFrom('staff')
    .select(['id', 'name', 'email', 'role', 'default_access', 'invited_at', 'deactivated_at', 'password_hash'])
    .select((eb) =>
      eb
        .selectFrom('staff_session')
        .whereRef('staff_session.staff_id', '=', 'staff.id')
        .select((n) => n.fn.max('last_seen_at').as('seen'))
        .as('last_seen_at'),
    )
    .orderBy(sql`case when deactivated_at is null then 0 else 1 end`)
    .orderBy('sort_name')
    .execute()

/** One person of the staff, active or not. Throws 404. */
export async function findPerson(db: Db | Trx, id: number | null) {
  const person =
    id === null ? undefined : await db.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst()
  if (!person) throw notFound()
  return person
}

declare module './rights.ts' {
  interface Questions {
    'change the person': true
  }
}

/** Throws 403 where whoever acts may not change that person, by what holds as the transaction runs. The system may. */
async function mustChange(act: Act, person: { role: Role }): Promise<void> {
  const me = await must(act, 'admin')
  if (me && !mayChange(me, person)) throw notAllowed()
}

/** A person as they are now, held until the transaction ends, for whoever may change them. Throws 404 where there is none. */
export async function changeablePerson(act: Act, id: number) {
  await locked(act.trx, 'staff', id)
  const person = await findPerson(act.trx, id)
  await mustChange(act, person)
  return person
}

/** Adds a person and sends the invitation. An admin adds employees, the owner admins too. Fails on the unique address. */
export async function invite(act: Act, person: NewStaff & { language: Language }): Promise<number> {
  await mustChange(act, person)
  if (person.role === 'owner') throw notAllowed()
  const id = await addStaff(act, person)
  await queueMail(act, { template: 'invitation', to: { staffId: id }, email: person.email, language: person.language })
  return id
}

/** Sends the invitation again to somebody who has not used it. */
export async function inviteAgain(act: Act, id: number, language: Language): Promise<void> {
  const person = await changeablePerson(act, id)
  if (person.password_hash || person.deactivated_at) throw new Conflict(person)
  await queueMail(act, {
    template: 'invitation',
    to: { staffId: id },
    email: person.email,
    language: person.language ?? language,
  })
  await record(act, { kind: 'staff invited', subject: person.name })
}

/** Changes a person's own data; with the address go the links that were sent to it. Gives whether they were invited anew. Throws Conflict when it was changed since `version`; fails on the unique address. */
export async function changePerson(
  act: Act,
  id: number,
  version: number,
  fields: { name: string; email: string; default_access: number },
): Promise<boolean> {
  const person = await changeablePerson(act, id)
  if (person.version !== version) throw new Conflict(person)
  await act.trx
    .updateTable('staff')
    .set({ ...fields, email_key: emailKey(fields.email), sort_name: fold(fields.name), version: version + 1 })
    .where('id', '=', id)
    .execute()
  const changes = changesBetween(person, fields)
  if (Object.keys(changes).length > 0) await record(act, { kind: 'staff changed', subject: fields.name, changes })
  return emailKey(fields.email) !== emailKey(person.email) && followAddress(act, person, fields)
}

/**
 * Links that went to an address end with it. Whoever has not used their invitation gets another at the new address; whoever signs in
 * already is told at the old one, which may be the only one that is theirs.
 */
async function followAddress(
  act: Act,
  person: Awaited<ReturnType<typeof findPerson>>,
  now: { name: string; email: string },
): Promise<boolean> {
  await endTokens(act.trx, person.id)
  if (person.deactivated_at) return false
  const firm = await findFirm(act.trx as unknown as Db)
  const language = person.language ?? (firm?.language as Language | undefined) ?? 'en'
  const isInvited = person.password_hash === null
  await queueMail(act, {
    template: isInvited ? 'invitation' : 'sign-in address changed',
    to: { staffId: person.id },
    email: isInvited ? now.email : person.email,
    language,
  })
  if (isInvited) await record(act, { kind: 'staff invited', subject: now.name })
  return isInvited
}

/** Gives an employee exactly these rights. */
export async function setRights(
  act: Act,
  id: number,
  wanted: (now: ReadonlySet<Right>) => Iterable<Right>,
): Promise<void> {
  const person = await changeablePerson(act, id)
  const before = await rightsOf(act.trx, id)
  const after = new Set(wanted(before))
  await act.trx.deleteFrom('staff_right').where('staff_id', '=', id).execute()
  if (after.size > 0)
    await act.trx
      .insertInto('staff_right')
      .values([...after].map((name) => ({ staff_id: id, name })))
      .execute()
  const listed = (rights: ReadonlySet<Right>) => [...rights].sort().join(', ') || null
  if (listed(before) !== listed(after))
    await record(act, {
      kind: 'staff rights changed',
      subject: person.name,
      changes: { rights: [listed(before), listed(after)] },
    })
}

/** Makes an employee an admin, or an admin an employee: the owner's alone. Their sessions end. */
export async function setRole(act: Act, id: number, role: 'admin' | 'employee'): Promise<void> {
  const person = await changeablePerson(act, id)
  await must(act, 'owner')
  if (person.role === 'owner') throw new Conflict(person)
  if (person.role === role) return
  await act.trx.updateTable('staff').set({ role }).where('id', '=', id).execute()
  await endSessionsOf(act.trx, id)
  await endAttemptsOf(act.trx, id)
  // An admin may have been shown the link of somebody who now has more rights than they.
  await endTokens(act.trx, id, 'reset')
  await record(act, { kind: 'staff role changed', subject: person.name, changes: { role: [person.role, role] } })
}

/** Hands the firm to another active person; the owner becomes an admin. Of two at once one gets 403. */
export async function transferOwnership(act: Act, id: number): Promise<void> {
  await locked(act.trx, 'firm', 1)
  await must(act, 'owner')
  const owner = await act.trx.selectFrom('staff').selectAll().where('role', '=', 'owner').executeTakeFirstOrThrow()
  const heir = await findPerson(act.trx, id)
  if (heir.id === owner.id || heir.deactivated_at || !heir.password_hash) throw new Conflict(heir)
  // The old owner steps down first: there is never a second one.
  await act.trx.updateTable('staff').set({ role: 'admin' }).where('id', '=', owner.id).execute()
  await act.trx.updateTable('staff').set({ role: 'owner' }).where('id', '=', heir.id).execute()
  await endSessionsOf(act.trx, heir.id)
  await endAttemptsOf(act.trx, heir.id)
  await endTokens(act.trx, heir.id)
  await record(act, { kind: 'ownership transferred', subject: heir.name, changes: { person: [owner.name, heir.name] } })
}

/**
 * Ends a person's access: their accounts and account roles go to the heir, their open work too or to nobody, their sessions and links end.
 * Gives what became of it, in sentences. Throws Conflict where one of the two does not work here any more.
 */
export async function deactivate(act: Act, id: number, heirId: number, work: WorkGoesTo = 'heir'): Promise<Said[]> {
  // Both are held, the lower number first: two who leave at once can't become each other's heirs.
  await locked(act.trx, 'staff', Math.min(id, heirId))
  const person = await changeablePerson(act, id)
  await locked(act.trx, 'staff', heirId)
  const heir = await findPerson(act.trx, heirId)
  if (person.role === 'owner' || person.deactivated_at || heir.deactivated_at || heir.id === person.id)
    throw new Conflict(person)
  const { trx } = act
  const leaving: LeavingPerson = { person, heir, work, said: [] }
  await personLeaving.tell(act, leaving)
  await endTokens(trx, id)
  await endSessionsOf(trx, id)
  await endAttemptsOf(trx, id)
  await trx.updateTable('staff').set({ deactivated_at: act.at, default_access: 0 }).where('id', '=', id).execute()
  await record(act, { kind: 'staff deactivated', subject: person.name, changes: { person: [person.name, heir.name] } })
  return leaving.said
}

/** Lets a person work here again. What was handed over stays where it is. */
export async function reactivate(act: Act, id: number): Promise<void> {
  const person = await changeablePerson(act, id)
  if (!person.deactivated_at) return
  await act.trx.updateTable('staff').set({ deactivated_at: null }).where('id', '=', id).execute()
  await record(act, { kind: 'staff reactivated', subject: person.name })
}

/** Ends one session of a person. */
export async function endSessionOf(act: Act, id: number, sessionId: string): Promise<void> {
  const person = await changeablePerson(act, id)
  await endSession(act.trx, sessionId)
  await record(act, { kind: 'session ended', subject: person.name })
}

/** Sets a new password and ends the person's other sessions. */
export async function setPassword(act: Act, id: number, passwordHash: string, keptSession?: string): Promise<void> {
  const person = await findPerson(act.trx, id)
  await act.trx.updateTable('staff').set({ password_hash: passwordHash }).where('id', '=', id).execute()
  await endTokens(act.trx, id)
  await endAttemptsOf(act.trx, id)
  await endSessionsOf(act.trx, id, keptSession)
  await record(act, { kind: 'password changed', subject: person.name })
}
