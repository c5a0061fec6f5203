import type { Generated } from 'kysely'
import { seesAccount } from '#src/accounts/account.ts'
import { type PersonWhoSees, peopleWhoSee } from '#src/accounts/seen-by.ts'
import type { Act } from '#src/audit/audit.ts'
import { tellStaff } from '#src/outbox/outbox.ts'
import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import { mentionsIn, readMarkdown } from '#src/platform/markdown/markdown.ts'
import type { Module } from '#src/platform/module.ts'
import { notFound } from '#src/platform/web/errors.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'

/** Where a mention may stand, each in a column of its own: the nouns whose texts mention people declare theirs. */
// biome-ignore lint/suspicious/noEmptyInterface: nouns below merge theirs into it
export interface MentionPlaces {}
export type MentionPlace = keyof MentionPlaces

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    mention: MentionPlaces & {
      id: Generated<number>
      account_id: number
      staff_id: number
      /** Who wrote it. */
      by_id: number | null
      created_at: string
      seen_at: string | null
      /** Since when the text is not there to be read; null where it is. */
      withdrawn_at: Generated<string | null>
    }
  }
}

/** A text that mentions people, as much of it as a list shows. */
export interface MentioningText {
  text: string
  names: readonly string[]
  /** What the thing is called, where it has a name. */
  title: string | null
}

/** What a noun whose texts mention people says of them. */
export interface Mentioning {
  place: MentionPlace
  /** The texts of these things of its own, by their numbers, each cut to `mostShown`. One query. */
  texts(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, MentioningText>>
  path(accountId: number, id: number): string
  words: Record<Language, { inMail: string; called(title: string): string }>
}

declare module '#src/platform/module.ts' {
  interface Module {
    mentions?: Mentioning
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

/** Has a text mention these people and nobody else. Those who are new get a mail; whoever writes it is told nothing. */
export async function mention(
  act: Act,
  { place, id, accountId }: { place: MentionPlace; id: number; accountId: number },
  byId: number | null,
  people: readonly PersonWhoSees[],
): Promise<void> {
  const before = await act.trx.selectFrom('mention').select('staff_id').where(place, '=', id).execute()
  const known = before.map((row) => row.staff_id)
  const gone = known.filter((id) => !people.some((person) => person.id === id))
  if (gone.length > 0) await act.trx.deleteFrom('mention').where(place, '=', id).where('staff_id', 'in', gone).execute()
  const told = people.filter(({ id }) => id !== byId && !known.includes(id))
  for (const person of told) {
    const made = await act.trx
      .insertInto('mention')
      .values({ [place]: id, account_id: accountId, staff_id: person.id, by_id: byId, created_at: act.at })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tellStaff(act, [person], { template: 'mention', data: { mention: made.id } })
  }
}

/** Nobody is mentioned any more where a text is not there to be read; null says that it is back. */
export const withdrawMentions = (trx: Trx, place: MentionPlace, id: number, at: string | null) =>
  trx.updateTable('mention').set({ withdrawn_at: at }).where(place, '=', id).execute()

/** The mentions of somebody in what they may see now: whoever loses access to an account loses sight of them. */
const mentionsOf = (db: Db | Trx, staff: Reader) =>
  db
    .selectFrom('mention')
    .where('mention.staff_id', '=', staff.id)
    .where('mention.withdrawn_at', 'is', null)
    // Asked of each mention: a join would begin with the accounts, of which there are many more.
    .where(seesAccount(staff, 'mention.account_id'))

/** How far unread mentions are counted: it is done for every page. */
const mostCounted = 100

/** The unread mentions of somebody, at most `mostCounted`, as a query to count. */
export const unreadMentions = (db: Db, staff: Reader) =>
  mentionsOf(db, staff).select('mention.id').where('mention.seen_at', 'is', null).limit(mostCounted)

/** As much of a text as a list shows. */
export const mostShown = 600

const mentioningOf = (modules: readonly Module[]) => modules.flatMap(({ mentions }) => mentions ?? [])

/** What a mention stands in: which noun's thing, and its number. */
function placeOf(modules: readonly Module[], row: Record<MentionPlace, number | null>): [Mentioning, number] {
  for (const mentioning of mentioningOf(modules)) {
    const id = row[mentioning.place]
    if (id !== null) return [mentioning, id]
  }
  throw new Error('A mention stands nowhere.')
}

/** Mentions of somebody, the newest first; `more` tells that there are others. One query, and one for each noun that mentions them. */
export async function mentionPage(
  db: Db,
  modules: readonly Module[],
  staff: Staff,
  most: number,
  before?: number,
): Promise<{ mentions: ShownMention[]; more: boolean }> {
  const places = mentioningOf(modules).map(({ place }) => place)
  const rows = await mentionsOf(db, staff)
    .innerJoin('account as whose', 'whose.id', 'mention.account_id')
    .leftJoin('staff as author', 'author.id', 'mention.by_id')
    .select(['mention.id', 'mention.created_at', 'mention.seen_at'])
    .select(places.map((place) => `mention.${place}` as const))
    .select(['whose.id as account_id', 'whose.name as account', 'author.name as author'])
    .$if(before !== undefined, (query) => query.where('mention.id', '<', before!))
    .orderBy('mention.id', 'desc')
    .limit(most + 1)
    .execute()
  const placed = rows.slice(0, most).map((row) => ({ row, place: placeOf(modules, row) }))
  const texts = new Map<Mentioning, ReadonlyMap<number, MentioningText>>()
  for (const [mentioning, found] of Map.groupBy(placed, ({ place }) => place[0]))
    texts.set(
      mentioning,
      await mentioning.texts(
        db,
        found.map(({ place }) => place[1]),
      ),
    )
  return {
    mentions: placed.map(({ row, place: [mentioning, id] }) => {
      const { id: number, created_at, seen_at, account_id, account, author } = row
      const said = texts.get(mentioning)!.get(id) ?? { text: '', names: [], title: null }
      return {
        id: number,
        created_at,
        seen_at,
        account_id,
        account,
        author,
        ...said,
        path: mentioning.path(account_id, id),
        words: mentioning.words,
      }
    }),
    more: rows.length > most,
  }
}

/** A mention as a list shows it. */
export interface ShownMention extends MentioningText {
  id: number
  created_at: string
  seen_at: string | null
  account_id: number
  account: string
  author: string | null
  /** Where it stands. */
  path: string
  words: Mentioning['words']
}

/** One mention of somebody in what they may see, with where it stands. Throws 404 for any other. */
export async function findMention(db: Db | Trx, modules: readonly Module[], staff: Staff, id: number | null) {
  const places = mentioningOf(modules).map(({ place }) => place)
  const found =
    id === null
      ? undefined
      : await mentionsOf(db, staff)
          .innerJoin('account as whose', 'whose.id', 'mention.account_id')
          .leftJoin('staff as author', 'author.id', 'mention.by_id')
          .select(['mention.id', 'author.name as author', 'whose.id as account_id', 'whose.name as account'])
          .select(places.map((place) => `mention.${place}` as const))
          .where('mention.id', '=', id)
          .executeTakeFirst()
  if (!found) throw notFound()
  const [{ path, words }, thing] = placeOf(modules, found)
  return { ...found, words, path: path(found.account_id, thing) }
}

/** Marks one mention as read, or all of somebody's. One's own, so it leaves no audit event. */
export const readMentions = ({ trx, at }: Act, staffId: number, id?: number) =>
  trx
    .updateTable('mention')
    .set({ seen_at: at })
    .where('staff_id', '=', staffId)
    .where('seen_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .execute()
