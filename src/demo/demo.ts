import { setImmediate } from 'node:timers/promises'
import { type Act, type Actor, perform, permitted } from '#src/audit/audit.ts'
import { createFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import { hashPassword } from '#src/staff/password.ts'
import { makeAccounts, openWhereTheyWorked } from './accounts.ts'
import { makeChats } from './chats.ts'
import { completeContacts } from './contacts.ts'
import { seeded } from './dice.ts'
import { storePapers } from './document-papers.ts'
import { fileDocuments } from './documents.ts'
import { makeFields } from './fields.ts'
import { makeGroups } from './groups.ts'
import { makeJobs } from './jobs.ts'
import { writeNotes } from './notes.ts'
import { holdMails } from './outbox.ts'
import { openPortal } from './portal.ts'
import { hire } from './staff.ts'
import { makeTags } from './tags.ts'
import { makeTasks, shareTasks } from './tasks.ts'
import { enterTime } from './time.ts'

/** In how many parts it is made. */
const parts = 15

/**
 * Makes the demo firm in an empty database: 5 staff, 250 accounts, 400 contacts, 5 groups, 9 custom fields, some 200 notes, 150 tasks,
 * 200 documents, 4 services with two months of time, some 50 chats, all invented, always the same ones but for their times. Everybody's
 * password is the given one. `told` is told after each part. Throws where there is a firm already.
 */
export async function makeDemoFirm(
  app: App,
  by: Actor,
  password: string,
  told: (done: number, of: number) => void = () => {},
): Promise<void> {
  const passwordHash = await hashPassword(password)
  const papers = await storePapers(app)
  await perform(app, by, async (begun) => {
    // Everybody’s doings are written in their names: nobody asks whether they may.
    const act = permitted(begun)
    let done = 0
    const part = async <T>(making: Promise<T>): Promise<T> => {
      const made = await making
      told(++done, parts)
      // SQLite leaves nobody else a turn: those who wait are answered between two parts.
      await setImmediate()
      return made
    }
    await createFirm(act, { name: 'Almeida & Hale', country: 'PT', language: 'en', time_zone: 'Europe/Lisbon' }, true)
    const staff = await part(hire(act, passwordHash))
    // The owner, the admin and the employee; the others have not done anything yet.
    const colleagues = staff.slice(0, 3)
    const { staffId, name } = staff[0]!
    const byOwner: Act = { ...act, by: { ...by, staffId, name } }
    // Each with dice of its own: what one noun has more does not change the others.
    await part(makeAccounts(act, seeded(20261), colleagues, await makeTags(act)))
    await part(enterTime(byOwner, seeded(20265), colleagues))
    await part(completeContacts(act, seeded(20262)))
    await part(makeGroups(byOwner))
    await part(writeNotes(act, seeded(20265), colleagues))
    await part(openPortal(act, seeded(20263), passwordHash, colleagues))
    await part(makeFields(byOwner, seeded(20264), staff))
    await part(makeTasks(act, seeded(20266), colleagues))
    await part(fileDocuments(act, seeded(20267), colleagues, papers))
    await part(shareTasks(act, colleagues))
    await part(makeChats(act, seeded(20269), colleagues))
    await part(makeJobs(byOwner, seeded(20270), colleagues))
    await part(openWhereTheyWorked(act))
    await part(holdMails(act))
  })
}
