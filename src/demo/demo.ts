import { setImmediate } from 'node:timers/promises'
import { type Act, type Actor, perform, permitted } from '#src/audit/audit.ts'
import { createFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import type { Language } from '#src/platform/language/language.ts'
import { hashPassword } from '#src/staff/password.ts'
import { askForAccounts } from './access-requests.ts'
import { makeAccounts, openWhereTheyWorked } from './accounts.ts'
import { tagManyAtOnce } from './bulk.ts'
import { makeChats } from './chats.ts'
import { completeContacts, mergeTheSame } from './contacts.ts'
import { seeded } from './dice.ts'
import { storePapers } from './document-papers.ts'
import { fileDocuments } from './documents.ts'
import { putEventsInOrder } from './events.ts'
import { makeFields } from './fields.ts'
import { makeGroups } from './groups.ts'
import { importClients } from './imports.ts'
import { makeJobs } from './jobs.ts'
import { daysAgo, founded } from './moments.ts'
import { writeNotes } from './notes.ts'
import { holdMails } from './outbox.ts'
import { openPortal } from './portal.ts'
import { hire } from './staff.ts'
import { makeTags } from './tags.ts'
import { makeTasks, shareTasks } from './tasks.ts'
import { enterTime } from './time.ts'

/** In how many parts it is made. */
const parts = 20

/**
 * Makes the demo firm in an empty database: 5 staff, 250 accounts, 400 contacts, 5 groups, 9 custom fields, some 200 notes, 150 tasks,
 * 300 documents, 4 services with two months of time, some 50 chats, an import and bulk work, all invented, always the same ones but for
 * their times. It speaks the given language. Everybody's password is the given one. `told` is told after each part. Throws where there is
 * a firm already.
 */
export async function makeDemoFirm(
  app: App,
  by: Actor,
  password: string,
  { language = 'en', told = () => {} }: { language?: Language; told?: (done: number, of: number) => void } = {},
): Promise<void> {
  let done = 0
  const part = async <T>(making: Promise<T>): Promise<T> => {
    const made = await making
    told(++done, parts)
    // SQLite leaves nobody else a turn: those who wait are answered between two parts.
    await setImmediate()
    return made
  }
  const passwordHash = await hashPassword(password)
  const papers = await storePapers(app, language)
  await perform(app, by, async (begun) => {
    // Everybody’s doings are written in their names: nobody asks whether they may.
    const act = permitted(begun)
    const firm = { name: 'Almeida & Hale', country: 'PT', language, time_zone: 'Europe/Lisbon' }
    const atFirst = daysAgo(act, founded)
    await createFirm(atFirst, firm, true)
    const staff = await part(hire(act, passwordHash, language))
    // The owner, the admin and the employee; the others have not done anything yet.
    const colleagues = staff.slice(0, 3)
    const { staffId, name } = staff[0]!
    const byOwner: Act = { ...act, by: { ...by, staffId, name } }
    const tagIds = await makeTags({ ...atFirst, by: byOwner.by }, language)
    // Each with dice of its own: what one noun has more does not change the others.
    await part(makeAccounts(act, seeded(20261), colleagues, tagIds, language))
    await part(enterTime(byOwner, seeded(20265), colleagues, language))
    await part(completeContacts(byOwner, seeded(20262)))
    await part(makeGroups(byOwner, language))
    await part(writeNotes(act, seeded(20265), colleagues, language))
    await part(openPortal(byOwner, seeded(20263), passwordHash, colleagues, language))
    await part(makeFields(byOwner, seeded(20264), colleagues, language))
    await part(mergeTheSame(byOwner))
    await part(makeTasks(act, seeded(20266), colleagues, tagIds, language))
    await part(fileDocuments(act, seeded(20267), colleagues, papers, language))
    await part(shareTasks(act, colleagues, language))
    await part(makeChats(act, seeded(20269), colleagues, language))
    await part(makeJobs(byOwner, seeded(20270), colleagues, language))
    await part(askForAccounts(act, staff, language))
    await part(openWhereTheyWorked(act))
    await part(holdMails(act))
  })
  await part(importClients(app, language))
  await part(tagManyAtOnce(app))
  await part(app.db.write(putEventsInOrder))
}
