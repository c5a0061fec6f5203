import type { Generated } from 'kysely'
import { seesAccount } from '#src/accounts/account.ts'
import { type PersonWhoSees, peopleWhoSee } from '#src/accounts/seen-by.ts'
import type { Act } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import { post } from '#src/outbox/outbox.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import { isLanguage } from '#src/platform/language/language.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { Staff } from '#src/staff/staff.ts'
import { mentionsIn, readMarkdown } from './markdown.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    mention: {
      id: Generated<number>
      account_id: number
      /** Where it stands: in a note, or in a task's details. */
      note_id: Generated<number | null>
      task_id: Generated<number | null>
      staff_id: number
      /** Who wrote it. */
      by_id: number | null
      created_at: string
      seen_at: string | null
    }
  }
}

/** Whom a text mentions: of those who may see the account, since anybody else must not learn of it. */
export async function mentionedIn(
  trx: Trx,
  accountId: number,
  text: string,
): Promise<{ names: string[]; people: PersonWhoSees[] }> {
  if (!text.includes('@')) return { names: [], people: [] }
  const everybody = await peopleWhoSee(trx, accountId)
  const names = mentionsIn(readMarkdown(text, [...new Set(everybody.map((person) => person.name))]))
  return { names, people: everybody.filter((person) => names.includes(person.name)) }
}

/** What mentions people: a note of an account, or a task of one. */
export type Mentioning = { account_id: number } & ({ note_id: number } | { task_id: number })

/** Has a text mention these people and nobody else. Those who are new get a mail; whoever writes it is told nothing. */
export async function mention(
  act: Act,
  where: Mentioning,
  byId: number | null,
  people: readonly PersonWhoSees[],
): Promise<void> {
  const [column, id] =
    'note_id' in where ? (['note_id', where.note_id] as const) : (['task_id', where.task_id] as const)
  const before = await act.trx.selectFrom('mention').select('staff_id').where(column, '=', id).execute()
  const known = before.map((row) => row.staff_id)
  const gone = known.filter((id) => !people.some((person) => person.id === id))
  if (gone.length > 0)
    await act.trx.deleteFrom('mention').where(column, '=', id).where('staff_id', 'in', gone).execute()
  const told = people.filter(({ id }) => id !== byId && !known.includes(id))
  if (told.length === 0) return
  const firm = await findFirm(act.trx)
  const language = isLanguage(firm?.language) ? firm.language : 'en'
  for (const person of told) {
    const { id } = await act.trx
      .insertInto('mention')
      .values({ ...where, staff_id: person.id, by_id: byId, created_at: act.at })
      .returning('id')
      .executeTakeFirstOrThrow()
    await post(act, {
      template: 'mention',
      to: { staffId: person.id },
      email: person.email,
      language: person.language ?? language,
      data: { mention: id },
    })
  }
}

/** The mentions of somebody in what they may see now: whoever loses access to an account loses sight of them. */
const mentionsOf = (db: Db | Trx, staff: Staff) =>
  db
    .selectFrom('mention')
    .leftJoin('note', 'note.id', 'mention.note_id')
    .where('mention.staff_id', '=', staff.id)
    .where('note.deleted_at', 'is', null)
    // Asked of each mention: a join would begin with the accounts, of which there are many more.
    .where(seesAccount(staff, 'mention.account_id'))

/** How far unread mentions are counted: it is done for every page. */
const mostCounted = 100

/** How many mentions of somebody are unread, at most `mostCounted`. */
export async function unreadMentions(db: Db, staff: Staff): Promise<number> {
  const unread = mentionsOf(db, staff).select('mention.id').where('mention.seen_at', 'is', null).limit(mostCounted)
  const { count } = await db
    .selectFrom(unread.as('unread'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** As much of a text as a list shows. */
export const mostShown = 600

/** Mentions of somebody, the newest first; one more than `most` tells that there are others. */
export async function mentionPage(db: Db, staff: Staff, most: number, before?: number) {
  const rows = await mentionsOf(db, staff)
    .innerJoin('account as whose', 'whose.id', 'mention.account_id')
    .leftJoin('task', 'task.id', 'mention.task_id')
    .leftJoin('staff as author', 'author.id', 'mention.by_id')
    .select(['mention.id', 'mention.created_at', 'mention.seen_at', 'mention.note_id', 'task.title as task'])
    .select((eb) => [
      eb.fn<string>('substr', [eb.fn.coalesce('note.text', 'task.details'), eb.lit(1), eb.lit(mostShown)]).as('text'),
      eb.fn.coalesce('note.mentions', 'task.mentions').$castTo<string>().as('mentions'),
    ])
    .select(['whose.id as account_id', 'whose.name as account', 'author.name as author'])
    .$if(before !== undefined, (query) => query.where('mention.id', '<', before!))
    .orderBy('mention.id', 'desc')
    .limit(most + 1)
    .execute()
  return { mentions: rows.slice(0, most), more: rows.length > most }
}

export type MentionShown = Awaited<ReturnType<typeof mentionPage>>['mentions'][number]

/** One mention of somebody in what they may see. Throws 404 for any other. */
export async function findMention(db: Db | Trx, staff: Staff, id: number | null) {
  const found =
    id === null
      ? undefined
      : await mentionsOf(db, staff)
          .innerJoin('account as whose', 'whose.id', 'mention.account_id')
          .leftJoin('staff as author', 'author.id', 'mention.by_id')
          .select(['mention.id', 'mention.note_id', 'mention.task_id', 'author.name as author'])
          .select(['whose.id as account_id', 'whose.name as account'])
          .where('mention.id', '=', id)
          .executeTakeFirst()
  if (!found) throw notFound()
  return found
}

/** Where the text is in which a mention stands. */
export const pathOfMention = (found: Awaited<ReturnType<typeof findMention>>): string =>
  `/accounts/${found.account_id}/${found.task_id === null ? `notes/${found.note_id}` : `tasks/${found.task_id}`}`

/** Marks one mention as read, or all of somebody's. One's own, so it leaves no audit event. */
export const readMentions = (trx: Trx, staffId: number, at: string, id?: number) =>
  trx
    .updateTable('mention')
    .set({ seen_at: at })
    .where('staff_id', '=', staffId)
    .where('seen_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .execute()
