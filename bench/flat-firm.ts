import { makeWeb } from '#src/app.tsx'
import { readConfig } from '#src/platform/config.ts'
import { can } from '#src/staff/rights.ts'
import { findStaff } from '#src/staff/staff.ts'
import { openApp } from '#src/start.ts'
import { browserFor } from '#src/testing/browser-like.ts'
import type { Asked } from './flat.ts'
import { pagesFor } from './pages.ts'

// One firm of the measure in flat.ts: is told its folder, then the name of a page, and says what that took.

const visitors = ['owner', 'employee', 'few', 'many']

process.once('message', async ({ folder, only }: { folder: string; only: string }) => {
  const wanted = new RegExp(only)
  const app = await openApp(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', PUBLIC_URL: 'http://127.0.0.1:1' }))
  const web = makeWeb(app)
  const asks = new Map<string, { get: (path: string) => Promise<{ status: number; text: string }>; paths: string[] }>()
  for (const visitor of visitors) {
    const row = await app.db.read
      .selectFrom('staff')
      .select('id')
      .where('email', '=', `${visitor}@bench.example`)
      .executeTakeFirst()
    if (!row) continue
    const browser = await browserFor(app, web, row.id)
    const staff = (await findStaff(app.db.read, row.id))!
    const sees = can(staff, 'view all accounts') ? null : row.id
    for (const { name, paths: found } of await pagesFor(
      app.db.read,
      web,
      sees,
      async (path) => (await browser.get(path)).text,
    )) {
      if (!wanted.test(`${visitor} ${name}`)) continue
      const paths = await found()
      if (paths.length === 0) continue
      const answer = await browser.get(paths[0]!)
      // What they may not see, or what leads elsewhere, is no page.
      if (answer.status === 200) asks.set(`${visitor} ${name}`, { get: browser.get, paths })
    }
  }
  const { count } = await app.db.read
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  process.on('message', async (name: string) => {
    const { get, paths } = asks.get(name)!
    const asked: Asked = { microseconds: [], bytes: 0, status: 200 }
    for (const path of paths) {
      const before = process.cpuUsage()
      const answer = await get(path)
      const { user, system } = process.cpuUsage(before)
      asked.microseconds.push(user + system)
      asked.bytes += answer.text.length / paths.length
      if (answer.status !== 200) asked.status = answer.status
    }
    process.send!(asked)
  })
  process.send!({ accounts: count, names: [...asks.keys()] })
})
