import { perform, permitted } from '#src/audit/audit.ts'
import { prepareRun, startRun } from '#src/bulk/run.ts'
import { work } from '#src/bulk/work.ts'
import type { App } from '#src/platform/app.ts'
import { findStaff } from '#src/staff/staff.ts'
import { byHand, earlier } from './moments.ts'
import { demoPeople } from './staff.ts'

const accountCount = 12

/** The admin has put a tag on some companies at once, ten days ago. */
export async function tagManyAtOnce(app: App): Promise<void> {
  const then = earlier(app, 10)
  const admin = await app.db.read
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('email_key', '=', demoPeople[1]!.email)
    .executeTakeFirstOrThrow()
  const companies = await app.db.read
    .selectFrom('account')
    .select('id')
    .where('type', '=', 'company')
    .where('archived_at', 'is', null)
    .orderBy('id')
    .limit(accountCount)
    .execute()
  const [, quarterly] = await app.db.read.selectFrom('tag').select('id').orderBy('id').execute()
  const by = { staffId: admin.id, name: admin.name, address: '127.0.0.1', userAgent: null }
  const id = await perform(then, by, async (begun) => {
    const act = permitted(begun)
    const staff = (await findStaff(act.trx, admin.id))!
    const selection = companies.map((account) => `account=${account.id}`).join('&')
    const run = await prepareRun(act, staff, selection, {
      addTags: [quarterly!.id],
      removeTags: [],
      addTeam: [],
      removeTeam: [],
      roles: {},
      type: null,
      state: null,
      switches: {},
      invite: false,
      message: '',
    })
    await startRun(act, run!, 1)
    await act.trx.deleteFrom('queue_item').where('kind', '=', 'bulk run').execute()
    return run!
  })
  await work(then, { id }, byHand)
}
