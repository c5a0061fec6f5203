import type { Generated } from 'kysely'
import { accountsOf } from '#src/accounts/account.ts'
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
      note_id: number
      staff_id: number
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

/** Has a note mention these people and nobody else. Those who are new get a mail; whoever writes it is told nothing. */
export async function mention(
  act: Act,
  noteId: number,
  staffId: number,
  people: readonly PersonWhoSees[],
): Promise<void> {
  const before = await act.trx.selectFrom('mention').select('staff_id').where('note_id', '=', noteId).execute()
  const known = before.map((row) => row.staff_id)
  const gone = known.filter((id) => !people.some((person) => person.id === id))
  if (gone.length > 0)
    await act.trx.deleteFrom('mention').where('note_id', '=', noteId).where('staff_id', 'in', gone).execute()
  const told = people.filter(({ id }) => id !== staffId && !known.includes(id))
  if (told.length === 0) return
  const firm = await findFirm(act.trx)
  const language = isLanguage(firm?.language) ? firm.language : 'en'
  for (const person of told) {
    const { id } = await act.trx
      .insertInto('mention')
      .values({ note_id: noteId, staff_id: person.id, created_at: act.at })
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

/** The mentions of somebody in notes that they may see now: whoever loses access to an account loses sight of them. */
const mentionsOf = (db: Db | Trx, staff: Staff) =>
  db
    .selectFrom('mention')
    .innerJoin('note', 'note.id', 'mention.note_id')
    .where('mention.staff_id', '=', staff.id)
    .where('note.deleted_at', 'is', null)
    // Asked of each mention: a join would begin with the accounts, of which there are many more.
    .where((eb) =>
      eb.exists(accountsOf(db, staff).select('account.id').where('account.id', '=', eb.ref('note.account_id'))),
    )

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

/** As much of a note as a list shows. */
export const mostShown = 600

/** Mentions of somebody, the newest first; one more than `most` tells that there are others. */
export async function mentionPage(db: Db, staff: Staff, most: number, before?: number) {
  const rows = await mentionsOf(db, staff)
    .innerJoin('account as whose', 'whose.id', 'note.account_id')
    .innerJoin('staff as author', 'author.id', 'note.staff_id')
    .select(['mention.id', 'mention.created_at', 'mention.seen_at', 'note.id as note_id', 'note.mentions'])
    .select((eb) => eb.fn<string>('substr', ['note.text', eb.lit(1), eb.lit(mostShown)]).as('text'))
    .select(['whose.id as account_id', 'whose.name as account', 'author.name as author'])
    .$if(before !== undefined, (query) => query.where('mention.id', '<', before!))
    .orderBy('mention.id', 'desc')
    .limit(most + 1)
    .execute()
  return { mentions: rows.slice(0, most), more: rows.length > most }
}

export type MentionShown = Awaited<ReturnType<typeof mentionPage>>['mentions'][number]

/** One mention of somebody in a note that they may see. Throws 404 for any other. */
export async function findMention(db: Db | Trx, staff: Staff, id: number | null) {
  const found =
    id === null
      ? undefined
      : await mentionsOf(db, staff)
          .innerJoin('account as whose', 'whose.id', 'note.account_id')
          .select(['mention.id', 'note.id as note_id', 'whose.id as account_id', 'whose.name as account'])
          .where('mention.id', '=', id)
          .executeTakeFirst()
  if (!found) throw notFound()
  return found
}

/** Marks one mention as read, or all of somebody's. One's own, so it leaves no audit event. */
export const readMentions = (trx: Trx, staffId: number, at: string, id?: number) =>
  trx
    .updateTable('mention')
    .set({ seen_at: at })
    .where('staff_id', '=', staffId)
    .where('seen_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .execute()
