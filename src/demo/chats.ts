import { type Act, systemInNameOf } from '#src/audit/audit.ts'
import { addClientTask, setClientTaskDone } from '#src/chats/client-task.ts'
import { beginThread, writeMessage } from '#src/chats/message.ts'
import { markRead, markReadByClient } from '#src/chats/read.ts'
import { archiveThread, findThread } from '#src/chats/thread.ts'
import { daysAfter } from '#src/platform/language/calendar.ts'
import { findStaff, type Staff } from '#src/staff/staff.ts'
import { type Talk, talks } from './chat-talks.ts'
import type { Dice } from './dice.ts'
import { hour, today } from './moments.ts'
import { type Colleague, whoSee } from './staff.ts'

const accountCount = 34

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
}

/** Threads of the last weeks with those clients who get into the portal, and some others: a few unread, a few put away. */
export async function makeChats(act: Act, dice: Dice, colleagues: readonly Colleague[]): Promise<void> {
  const staff: Staff[] = []
  for (const { staffId } of colleagues) staff.push((await findStaff(act.trx, staffId))!)
  const people = await clientsOf(act)
  for (const [i, { account_id: accountId, country, contact_id: id, display_name: name }] of people.entries()) {
    const known = talks[country === 'PT' ? 'pt' : 'en']
    const count = i < 2 ? known.length : 1 + dice.below(2)
    const first = dice.below(known.length)
    const seeing = await whoSee(act, colleagues, accountId)
    const team = staff.filter(({ id: staffId }) => seeing.some((one) => one.staffId === staffId))
    for (let n = 0; n < count; n++)
      await talkAbout(act, dice, {
        accountId,
        client: { id, name },
        colleagues: team,
        talk: known[(first + n) % known.length]!,
        since: 30 + n * 160 + dice.below(120),
        isUnread: n === 0 && dice.chance(0.3),
      })
  }
}

/** One contact of each of the first accounts, first those whose clients have a login. */
const clientsOf = (act: Act) =>
  act.trx
    .selectFrom('account')
    .innerJoin('link', 'link.account_id', 'account.id')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .leftJoin('portal_access', 'portal_access.account_id', 'account.id')
    .leftJoin('portal_login', (join) =>
      join.onRef('portal_login.id', '=', 'portal_access.login_id').onRef('portal_login.contact_id', '=', 'contact.id'),
    )
    .select(['account.id as account_id', 'account.tax_country as country'])
    .select(['contact.id as contact_id', 'contact.display_name'])
    .where('account.archived_at', 'is', null)
    .where((eb) => eb.or([eb('portal_access.login_id', 'is', null), eb('portal_login.id', 'is not', null)]))
    .orderBy((eb) => eb.case().when('portal_login.id', 'is', null).then(1).else(0).end())
    .orderBy('account.id')
    .orderBy('contact.id')
    .execute()
    .then((rows) => rows.filter((row, i) => rows.findIndex((one) => one.account_id === row.account_id) === i))
    .then((rows) => rows.slice(0, accountCount))

async function talkAbout(act: Act, dice: Dice, talking: Talking): Promise<void> {
  const { accountId, client, colleagues, talk, since, isUnread } = talking
  const staff = dice.pick(colleagues)
  let moment = Date.parse(act.at) - since * hour
  const ours = (): Act => ({ ...act, at: officeHour(moment), by: { ...act.by, staffId: staff.id, name: staff.name } })
  const theirs = (): Act => ({ ...act, at: officeHour(moment), by: systemInNameOf(client.name) })
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
    const next = moment + (2 + dice.below(20)) * hour
    if (next > Date.parse(act.at) - 12 * hour) break
    moment = next
    if (message.from === 'client') {
      await markReadByClient(act.trx, thread, client.id, last, officeHour(moment))
      last = await writeMessage(theirs(), accountId, thread, { contactId: client.id }, message)
    } else {
      await markRead(act.trx, thread, staff.id, last, officeHour(moment))
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
  if (!isUnread) await markRead(act.trx, thread, staff.id, last, officeHour(moment))
  if (since > 500 && !isUnread) await archiveThread(ours(), accountId, thread, last)
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

/** Around that moment, when people write. */
function officeHour(time: number): string {
  const moment = new Date(time)
  if (moment.getUTCHours() < 8) moment.setUTCHours(8 + (moment.getUTCHours() % 3))
  return moment.toISOString()
}
