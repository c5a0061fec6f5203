import { type Act, systemInNameOf } from '#src/audit/audit.ts'
import { addClientTask, setClientTaskDone } from '#src/chats/client-task.ts'
import { beginThread, writeMessage } from '#src/chats/message.ts'
import { markRead, markReadByClient } from '#src/chats/read.ts'
import { archiveThread, findThread } from '#src/chats/thread.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import type { Language } from '#src/platform/language/language.ts'
import { findStaff, type Staff } from '#src/staff/staff.ts'
import { shownAccount } from './accounts.ts'
import { type Talk, talks } from './chat-talks.ts'
import type { Dice } from './dice.ts'
import { hour, onWorkingDay, today } from './moments.ts'
import { type Colleague, whoSee } from './staff.ts'

const accountCount = 40
/** How many clients who are invited and have not come find a message when they do. */
const invitedCount = 4

/** Who talks, and about what. */
interface Talking {
  accountId: number
  client: { id: number; name: string }
  colleagues: readonly Staff[]
  talk: Talk
  /** How many hours ago it began. */
  since: number
  /** The client's last word is there for somebody to read. */
  isUnread: boolean
  /** Put away after the last word. */
  isOver: boolean
}

/** The office's first message, which nobody has read yet. */
const openingOf = ({ subject, messages }: Talk): Talk => ({ subject, messages: messages.slice(0, 1) })

/**
 * Threads of the last weeks with those clients who get into the portal: a few unread, a few put away. Of those who are invited and have
 * not come, some find a message: they have written nothing.
 */
export async function makeChats(
  act: Act,
  dice: Dice,
  colleagues: readonly Colleague[],
  language: Language,
): Promise<void> {
  const staff: Staff[] = []
  for (const { staffId } of colleagues) staff.push((await findStaff(act.trx, staffId))!)
  const known = talks[language]
  const people = await clientsOf(act)
  for (const [i, { account_id: accountId, contact_id: id, display_name: name, login_id }] of people.entries()) {
    const hasCome = login_id !== null
    const count = !hasCome ? 1 : i < 2 || accountId === shownAccount ? 4 : 1 + dice.below(3)
    const first = dice.below(known.length)
    const seeing = await whoSee(act, colleagues, accountId)
    const team = staff.filter(({ id: staffId }) => seeing.some((one) => one.staffId === staffId))
    for (let n = 0; n < count; n++)
      await talkAbout(act, dice, {
        accountId,
        client: { id, name },
        colleagues: team,
        talk: hasCome ? known[(first + n) % known.length]! : openingOf(known[0]!),
        since: 30 + n * 160 + dice.below(120),
        isUnread: hasCome && n === 0 && dice.chance(0.45),
        isOver: hasCome && n > 0 && dice.chance(0.4),
      })
  }
}

/** One contact of each account into whose portal somebody gets, and of some whose people are invited. */
async function clientsOf(act: Act) {
  const rows = await act.trx
    .selectFrom('account')
    .innerJoin('address_setting', 'address_setting.account_id', 'account.id')
    .innerJoin('address', 'address.id', 'address_setting.address_id')
    .innerJoin('contact', 'contact.id', 'address.contact_id')
    .leftJoin('portal_login', 'portal_login.email_key', 'address.email_key')
    .select(['account.id as account_id', 'contact.id as contact_id', 'contact.display_name'])
    .select('portal_login.id as login_id')
    .where('account.archived_at', 'is', null)
    .where('address_setting.login', '=', 1)
    .where('address_setting.notify', '=', 1)
    .orderBy('account.id')
    .orderBy('contact.id')
    .execute()
  const first = rows.filter((row, i) => rows.findIndex((one) => one.account_id === row.account_id) === i)
  const come = first.filter((row) => row.login_id !== null).slice(0, accountCount)
  return [...come, ...first.filter((row) => row.login_id === null).slice(0, invitedCount)]
}

async function talkAbout(act: Act, dice: Dice, talking: Talking): Promise<void> {
  const { accountId, client, colleagues, talk, since, isUnread, isOver } = talking
  const staff = dice.pick(colleagues)
  const now = Date.parse(act.at)
  const start = now - since * hour
  let moment = talk.messages[0]!.from === 'client' ? awake(start) : Date.parse(onWorkingDay(iso(atWork(start))))
  const ours = (): Act => ({ ...act, at: iso(moment), by: { ...act.by, staffId: staff.id, name: staff.name } })
  const theirs = (): Act => ({ ...act, at: iso(moment), by: systemInNameOf(client.name) })
  const [opening, ...rest] = talk.messages
  const thread =
    opening!.from === 'client'
      ? await beginThread(theirs(), accountId, talk.subject, { contactId: client.id }, opening!)
      : await beginThread(ours(), accountId, talk.subject, { staff }, opening!)
  const tasks: number[] = []
  for (const title of talk.tasks ?? [])
    tasks.push(
      await addClientTask(ours(), accountId, thread, {
        title,
        due: daysAfter(today(act), 4 + dice.below(12)),
      }),
    )
  const paper = staff.role === 'employee' ? [] : await newestPaper(act, accountId)
  let last = (await findThread(act.trx, accountId, thread)).last_id
  for (const message of rest) {
    const wait = moment + (2 + dice.below(20)) * hour + dice.below(hour)
    const next = message.from === 'client' ? awake(wait) : atWork(wait)
    if (next > now - 2 * hour) break
    moment = next
    if (message.from === 'client') {
      await markReadByClient(act.trx, thread, client.id, last, iso(moment))
      last = await writeMessage(theirs(), accountId, thread, { contactId: client.id }, message)
    } else {
      await markRead(act.trx, thread, staff.id, last, iso(moment))
      const id = await writeMessage(
        ours(),
        accountId,
        thread,
        { staff, isInternal: message.from === 'internal' },
        { ...message, documents: message.from === 'office' ? paper : [] },
      )
      if (message.from === 'office') last = id
    }
  }
  if (tasks[0] && rest.length > 0) await setClientTaskDone(theirs(), accountId, thread, tasks[0], true, client.id)
  if (!isUnread) await markRead(act.trx, thread, staff.id, last, iso(moment))
  if (isOver) await archiveThread(ours(), accountId, thread, last)
}

/** The newest document that the office has shared with the client, as a list: there may be none. */
const newestPaper = async (act: Act, accountId: number): Promise<number[]> =>
  (
    await act.trx
      .selectFrom('document')
      .select('id')
      .where('account_id', '=', accountId)
      .where('is_shared', '=', 1)
      .where('from_client', '=', 0)
      .where('trashed_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(1)
      .execute()
  ).map((document) => document.id)

const iso = (time: number) => new Date(time).toISOString()

/** That moment, or the morning after the night that it is in. */
function awake(time: number): number {
  const moment = new Date(time)
  if (moment.getUTCHours() >= 8) return time
  return moment.setUTCHours(8, moment.getUTCHours() * 7 + (moment.getUTCMinutes() % 7))
}

/** That moment, or the next one at which the office is at work. */
function atWork(time: number): number {
  const moment = new Date(time)
  const isLate = moment.getUTCHours() >= 18
  if (isLate) moment.setUTCDate(moment.getUTCDate() + 1)
  if (isLate || moment.getUTCHours() < 9) moment.setUTCHours(9)
  const toMonday = [1, 0, 0, 0, 0, 0, 2][moment.getUTCDay()] ?? 0
  return moment.setUTCDate(moment.getUTCDate() + toMonday)
}
