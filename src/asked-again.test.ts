import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { archiveAccount, reactivateAccount } from './accounts/account.ts'
import { setFollowers, setTeam } from './accounts/team.ts'
import { makeWeb, permissionsOf } from './app.tsx'
import type { Act } from './audit/audit.ts'
import { createContact } from './contacts/contact.ts'
import { setShared } from './documents/change.ts'
import { withEach } from './documents/selection.ts'
import { addToGroup, createGroup } from './groups/group.ts'
import { moveJob } from './jobs/move.ts'
import { linkContacts } from './links/link.ts'
import { modules } from './modules.ts'
import type { Stage } from './pipelines/stage.ts'
import type { Module } from './platform/module.ts'
import { closeAccess, openAccess } from './portal/login.ts'
import { endClientSessionsOf } from './portal/sessions.ts'
import { can, type Permission, type Questions, type Right, rights } from './staff/rights.ts'
import { endSessionsOf } from './staff/sessions.ts'
import { browserFor, clientBrowserFor } from './testing/browser-like.ts'
import { makeDocument } from './testing/documents.ts'
import { makeJob, makePipeline } from './testing/jobs.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { statementsOf } from './testing/statements.ts'
import { allForms, chosenIn, sampleOf, sendForm } from './testing/sweep.ts'
import { contactNamed, engines, makeWorld, type World } from './testing/world.ts'

// Every form, sent by somebody who may when its request comes, and may not any more when its verb begins. What the gate asks once more in
// the transaction is switched off but for the session: the verb alone refuses.

type Route = ReturnType<typeof permissionsOf>[number]
type Chosen = Record<string, number>

/** How a right goes, and what whoever had it is told then. */
interface Loss {
  what: string
  status: 401 | 403 | 404
  happens(world: SampleWorld, me: number, chosen: Chosen): Promise<unknown>
}

const without =
  (...gone: Right[]) =>
  (world: SampleWorld, me: number) =>
    world.giveRights(
      me,
      rights.filter((right) => right !== 'view all accounts' && right !== 'view all contacts' && !gone.includes(right)),
    )
const set = (world: SampleWorld, me: number, change: { role: 'admin' | 'employee' } | { deactivated_at: string }) =>
  world.app.db.write((trx) => trx.updateTable('staff').set(change).where('id', '=', me).execute())

const noManager: Loss = { what: 'may not manage accounts', status: 403, happens: without('manage accounts') }
const offPipelines: Loss = {
  what: 'may not use the pipeline',
  status: 403,
  async happens(world, me) {
    await without('manage pipelines')(world, me)
    await world.app.db.write((trx) => trx.updateTable('pipeline').set({ for_everybody: 0 }).execute())
  },
}
const anothersRun = (status: 403 | 404): Loss => ({
  what: 'the run is another’s',
  status,
  happens: (world, _, { id }) =>
    world.app.db.write((trx) =>
      trx.updateTable('bulk_run').set({ staff_id: world.people.owner }).where('id', '=', id!).execute(),
    ),
})

/** What takes away the answer to each question; that an account is seen no more is tried with every route that names one. */
const losses: Record<keyof Questions, readonly Loss[]> = {
  'see the account': [],
  'change the person': [
    {
      what: 'the person is an admin by now',
      status: 403,
      happens: (world, _, { id }) => set(world, id!, { role: 'admin' }),
    },
  ],
  'take that change back': [
    { what: 'may not change that', status: 403, happens: without('manage accounts', 'manage contacts') },
  ],
  'edit in the folder': [{ what: 'may not manage documents', status: 403, happens: without('manage documents') }],
  'remove the message': [noManager],
  'begin a job': [offPipelines],
  'change the job': [offPipelines],
  'change the task': [noManager],
  'change the note': [noManager],
  'change the entry': [
    noManager,
    { what: 'may not see others’ time', status: 404, happens: without('see all time entries') },
  ],
  'see the time entries': [{ what: 'may not see others’ time', status: 404, happens: without('see all time entries') }],
  'see the run': [anothersRun(404)],
}

const rightGone = (permission: Permission): Loss => ({
  what: `may not ${permission}`,
  status: 403,
  happens(world, me) {
    if (permission === 'owner') return set(world, me, { role: 'admin' })
    if (permission === 'admin') return set(world, me, { role: 'employee' })
    return without(...rights.filter((right) => can({ role: 'employee', rights: new Set([right]) }, permission)))(
      world,
      me,
    )
  },
})

const offTeams: Loss = {
  what: 'is on no team',
  status: 404,
  happens: (world, me) =>
    world.app.db.write((trx) => trx.deleteFrom('account_team').where('staff_id', '=', me).execute()),
}
const deactivated: Loss = {
  what: 'is deactivated',
  status: 401,
  happens: (world, me) => set(world, me, { deactivated_at: '2026-01-01' }),
}
const signedOut: Loss = {
  what: 'is signed out',
  status: 401,
  happens: (world, me) => world.app.db.write((trx) => endSessionsOf(trx, me)),
}

const loginOff: Loss = {
  what: 'LOGIN is off',
  status: 404,
  happens: ({ perform, client }) => perform((act) => closeAccess(act, client.accountId, client.loginId)),
}
const archived: Loss = {
  what: 'the account is archived',
  status: 404,
  happens: ({ perform, client }) => perform((act) => archiveAccount(act, client.accountId)),
}
const clientSignedOut: Loss = {
  what: 'the client is signed out',
  status: 401,
  happens: ({ app, client }) => app.db.write((trx) => endClientSessionsOf(trx, client.loginId)),
}

/** Whether a route names something that is seen by those alone who are on a team. */
const isOfTeams = (path: string) =>
  /^\/(accounts|contacts|groups)\/:id\b|^\/contacts\/merges\/|^\/access-requests\/:id|^\/time\/timer$/.test(path)

function lossesOf({ path, permission, question }: Route): Loss[] {
  if (permission === 'client') return path.startsWith('/portal/accounts/') ? [loginOff, archived] : []
  return [
    ...(permission === 'signed in' ? [] : [rightGone(permission as Permission)]),
    ...(isOfTeams(path) && permission !== 'admin' ? [offTeams] : []),
    ...(question === 'one’s own run' ? [anothersRun(403)] : []),
    // Somebody who is invited is nobody yet.
    ...(path === '/settings/team' ? [] : (losses[question as keyof Questions] ?? [])),
  ]
}

/** Whoever is signed out is led to the page where one signs in. */
const statusOf = ({ status, location }: { status: number; location: string | null }) =>
  /sign-in/.test(location ?? '') ? 401 : status

/** As the app is, but that nothing is asked anew as a transaction begins. */
const unasked: Module = {
  name: 'unasked',
  routes: [
    new Hono().use((c, next) => {
      delete c.var.actor.stillMay
      return next()
    }),
  ],
}

// What differs between the engines is asked by the tests of what comes meanwhile.
for (const engine of engines.slice(0, 1))
  describe(`every form is refused by its verb where the right has gone since the gate, on ${engine}`, async () => {
    const forms = await allForms()
    let world: SampleWorld
    let me: number
    let verbsAlone: Hono
    let tables: { name: string; columns: string[] }[]

    /** A world of its own for every few forms: what all of them leave would take long to look through. */
    async function makeAnew() {
      world = await makeSampleWorld(engine)
      me = await world.addPerson({ email: 'mei@firm.test', name: 'Mei Member', role: 'employee' })
      world.team.push(me, world.people.admin)
      verbsAlone = makeWeb({ ...world.app, modules: [unasked, ...modules] })
      tables = (await world.app.db.read.introspection.getTables())
        .filter(({ name }) => !/^(search_|sqlite_|kysely_|migration)/.test(name))
        .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }))
    }

    /** Everybody is what they were, whatever the last request has taken away. */
    async function restored() {
      const { owner, admin, eva } = world.people
      await world.app.db.write(async (trx) => {
        await trx.updateTable('staff').set({ deactivated_at: null, role: 'employee' }).where('id', '=', me).execute()
        await trx
          .updateTable('staff')
          .set({ role: 'admin', deactivated_at: null })
          .where('role', '=', 'owner')
          .execute()
        await trx.updateTable('staff').set({ role: 'owner', deactivated_at: null }).where('id', '=', owner).execute()
        await trx.updateTable('staff').set({ role: 'admin', deactivated_at: null }).where('id', '=', admin).execute()
      })
      await without()(world, me)
      await world.perform(async (act) => {
        await setTeam(act, world.accounts.seen, [eva, me])
        await reactivateAccount(act, world.client.accountId)
        await openAccess(act, world.client.accountId, world.client.loginId)
      })
    }

    const senderOf = ({ permission }: Route) =>
      permission === 'client'
        ? 0
        : permission === 'owner'
          ? world.people.owner
          : permission === 'admin'
            ? world.people.admin
            : me

    /** Everything that there is, but for who was refused, how often a password was tried, when somebody was last there, and files that wait to be removed. */
    async function contents(): Promise<string> {
      const rows: unknown[] = []
      for (const { name, columns } of tables) {
        if (name === 'tries') continue
        const shown = columns.filter((column) => column !== 'last_seen_at').map((column) => sql.ref(column))
        const kept =
          name === 'audit_event'
            ? sql`where kind <> 'refused'`
            : name === 'queue_item'
              ? sql`where kind <> 'remove files'`
              : sql``
        const query = sql`select ${sql.join(shown)} from ${sql.table(name)} ${kept} order by ${sql.join(shown.slice(0, 2))}`
        rows.push(name, (await query.execute(world.app.db.read)).rows)
      }
      return JSON.stringify(rows)
    }

    /** Has something happen when the next request has passed its gate, as its first transaction is about to begin. */
    function beforeItsVerb(change: () => Promise<unknown>): void {
      const { db } = world.app
      const { write } = db
      db.write = async (work) => {
        db.write = write
        await change()
        return write(work)
      }
    }

    /** Sends a route's form once, with what `meanwhile` does on its way. */
    async function sendOnce(route: Route, web: Hono, meanwhile?: (chosen: Chosen) => Promise<unknown>) {
      await restored()
      const sender = senderOf(route)
      const path = await sampleOf(world, route.path)
      const chosen = chosenIn(route.path, path)
      const browser =
        sender === 0
          ? await clientBrowserFor(world.app, web, world.client.loginId)
          : await browserFor(world.app, web, sender)
      const fields = await forms[route.path]!(world, chosen, sender, browser)
      if (meanwhile) beforeItsVerb(() => meanwhile(chosen))
      return sendForm(browser, path, fields)
    }

    const routes = permissionsOf(makeWeb({ modules, config: { publicUrl: '', trustedProxies: [] } } as never)).filter(
      ({ method, permission }) => method === 'POST' && permission !== 'anyone',
    )

    it('knows what is sent with each', () => {
      assert.deepEqual(
        routes.map(({ path }) => path).filter((path) => !forms[path]),
        [],
      )
    })

    for (const [i, route] of routes.entries())
      it(`${route.path}`, async () => {
        if (i % 12 === 0) await makeAnew()
        let was = ''
        const allowed = await sendOnce(route, verbsAlone, async () => {
          was = await contents()
        })
        assert.ok(
          allowed.status < 400,
          `${allowed.status} while nothing was in the way: ${allowed.text.slice(0, 3000)}`,
        )
        assert.notEqual(await contents(), was, 'it changes something')
        const refusals = [
          ...lossesOf(route).map((loss) => [loss, verbsAlone] as const),
          [senderOf(route) === 0 ? clientSignedOut : i % 2 ? deactivated : signedOut, world.web] as const,
        ]
        for (const [{ what, status, happens }, web] of refusals) {
          let left = ''
          const refused = await sendOnce(route, web, async (chosen) => {
            await happens(world, senderOf(route), chosen)
            left = await contents()
          })
          assert.deepEqual([what, statusOf(refused)], [what, status])
          assert.equal(await contents(), left, what)
        }
      })
  })

/** Verbs that do one thing to each of so many, as a person who may: what it takes more than Ficha itself takes is the asking. */
const ofMany: Record<string, (world: World, many: number) => Promise<(act: Act) => Promise<unknown>>> = {
  async 'contacts are linked'(world, many) {
    const account = await world.openAccount('Linking')
    const contacts = await world.perform(async (act) => {
      const made: number[] = []
      for (let i = 0; i < many; i++) made.push(await createContact(act, contactNamed('One', 'Of Many')))
      return made
    })
    return (act) => linkContacts(act, account, contacts)
  },
  async 'accounts are grouped'(world, many) {
    const accounts: number[] = []
    for (let i = 0; i < many; i++) accounts.push(await world.openAccount('Grouped'))
    const group = await world.perform((act) => createGroup(act, { name: crypto.randomUUID(), notes: '' }))
    return (act) => addToGroup(act, group, accounts)
  },
  async 'followers are chosen'(world, many) {
    const account = await world.openAccount('Followed')
    const { owner, admin, eva, nina } = world.people
    return (act) => setFollowers(act, account, [owner, admin, eva, nina].slice(0, many))
  },
  async 'documents are shared'(world, many) {
    const accountId = await world.openAccount('Sharing')
    const ticked: number[] = []
    for (let i = 0; i < many; i++) ticked.push(await makeDocument(world, accountId, `${i}.txt`, crypto.randomUUID()))
    const selected = { accountId, from: null, to: null, ticked }
    return (act) => withEach(act, selected, (each, id) => setShared(each, accountId, id, true))
  },
  async 'a job enters a stage that adds tasks'(world, many) {
    const account = await world.openAccount('Working')
    const { id, stages } = await makePipeline(world)
    const [first, second] = stages as [Stage, Stage]
    const tasks = Array.from({ length: many }, (_, i) => `Task ${i}`).join('\n')
    await world.app.db.write((trx) => trx.updateTable('stage').set({ tasks }).where('id', '=', second.id).execute())
    const job = await makeJob(world, account, id)
    return (act) => moveJob(act, job, first.id, second.id)
  },
}

describe('what is done to many at once asks once', () => {
  let world: World
  before(async () => {
    world = await makeWorld('sqlite')
  })
  for (const [what, verbOf] of Object.entries(ofMany))
    it(`${what}`, async () => {
      const asking = async (many: number) => {
        const [asked, unasked] = [await verbOf(world, many), await verbOf(world, many)]
        const by = await world.performAs(world.people.owner, (act) => statementsOf(act, asked))
        return by - (await world.perform((act) => statementsOf(act, unasked)))
      }
      const one = await asking(1)
      assert.ok(one >= 1 && one <= 3, `${one} questions`)
      assert.equal(await asking(4), one)
    })
})
