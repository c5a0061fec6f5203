import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { makeWeb } from '#src/app.tsx'
import { commandLineActor } from '#src/audit/audit.ts'
import { makeDemoFirm } from '#src/demo/demo.ts'
import { demoClient } from '#src/demo/portal.ts'
import type { App } from '#src/platform/app.ts'
import { portalModule } from '#src/portal/module.ts'
import { strangerFor } from '#src/testing/browser-like.ts'
import { emptyApp, engines } from '#src/testing/world.ts'
import { setupTokenOf } from './setup-token.ts'

const password = 'a long enough password'

for (const engine of engines)
  describe(`setting up on ${engine}`, () => {
    let app: App
    before(async () => {
      app = await emptyApp(engine)
    })
    const firms = () => app.db.read.selectFrom('firm').selectAll().execute()
    const fields = {
      name: 'Nova Firma',
      country: 'PT',
      time_zone: 'Europe/Lisbon',
      language: 'pt',
      owner_name: 'Dona Nova',
      email: 'dona@nova.test',
      password,
      again: password,
    }

    /** Where the page that waits leads to in the end. */
    const loaded = async (stranger: ReturnType<typeof strangerFor>, progress: string) => {
      for (let i = 0; i < 600; i++) {
        const { location } = await stranger.get(progress)
        if (location) return location
        await setTimeout(100)
      }
      return null
    }

    it('needs the link that was printed, and says so wherever one begins', async () => {
      const token = setupTokenOf(app)
      const stranger = strangerFor(makeWeb(app))
      assert.equal((await stranger.get('/')).location?.split('?')[0], '/sign-in')
      assert.match((await stranger.get('/sign-in')).text, /Open the setup link that Ficha printed/)
      assert.match((await stranger.get('/sign-in?language=pt')).text, /Abra a ligação de configuração/)
      await stranger.get('/sign-in?language=en')
      assert.equal((await stranger.get('/setup')).status, 404)
      assert.equal((await stranger.get('/setup?token=guess')).status, 404)
      await stranger.get(`/setup?token=${token}`)
      assert.equal((await stranger.post('/setup', { ...fields, token: 'guess' })).status, 404)
      assert.equal((await stranger.post('/setup/demo', { token: '', password })).status, 404)
      assert.deepEqual(await firms(), [])
    })

    it('knows the link that another process of the same installation has printed, and none of another installation', async () => {
      const other = strangerFor(makeWeb(await emptyApp(engine)))
      assert.equal((await other.get(`/setup?token=${setupTokenOf(app)}`)).status, 200)
      const foreign = await emptyApp(engine, { secret: Buffer.alloc(32, 8) })
      assert.equal((await other.get(`/setup?token=${setupTokenOf(foreign)}`)).status, 404)
    })

    it('keeps what was typed when something is wrong, and makes nothing', async () => {
      const token = setupTokenOf(app)
      const stranger = strangerFor(makeWeb(app))
      await stranger.get(`/setup?token=${token}`)
      for (const wrong of [
        { password: 'short', again: 'short' },
        { again: 'another password' },
        { email: 'nobody' },
        { country: 'XX' },
        { time_zone: 'Mars/Olympus' },
        { name: '' },
      ]) {
        const answer = await stranger.post('/setup', { ...fields, token, ...wrong })
        assert.equal(answer.status, 422, JSON.stringify(wrong))
        assert.equal(answer.html.querySelector('[name=owner_name]')?.getAttribute('value'), 'Dona Nova')
        assert.doesNotMatch(answer.text, /a long enough password/)
      }
      assert.deepEqual(await firms(), [])
    })

    it('makes the firm and its owner, who is signed in, once', async () => {
      const token = setupTokenOf(app)
      const stranger = strangerFor(makeWeb(app))
      const page = await stranger.get(`/setup?token=${token}`, { headers: { 'accept-language': 'pt' } })
      assert.match(page.text, /Criar gabinete/)
      assert.equal((await stranger.post('/setup', { ...fields, token })).location, '/')
      assert.equal((await stranger.get('/accounts')).status, 200)
      assert.equal((await firms()).length, 1)
      for (const path of [`/setup?token=${token}`, '/setup']) {
        const over = await strangerFor(makeWeb(app)).get(path)
        assert.equal(over.status, 404)
        assert.match(over.text, /Ficha is set up/)
        assert.ok(over.html.querySelector('main a[href="/sign-in"]'))
      }
      assert.ok((await strangerFor(makeWeb(app)).get('/sign-in')).html.querySelector('[name=password]'))
    })

    it('loads the demo firm instead', async () => {
      const other = await emptyApp(engine)
      const token = setupTokenOf(other)
      const stranger = strangerFor(makeWeb(other))
      await stranger.get(`/setup?token=${token}`)
      const elsewhere = strangerFor(makeWeb({ ...other }))
      await elsewhere.get(`/setup?token=${token}`)
      const progress = `/setup/demo?token=${token}`
      const pressed = await Promise.all([1, 2].map(() => stranger.post('/setup/demo', { token, password })))
      assert.deepEqual(
        pressed.map((answer) => answer.location),
        [progress, progress],
      )
      const waiting = await stranger.get(progress)
      assert.ok(waiting.html.querySelector('progress'), 'it is answered while the firm is being made')
      assert.equal(waiting.headers.get('refresh'), '2')
      assert.equal((await stranger.get(`/setup?token=${token}`)).location, progress)
      assert.equal((await stranger.post('/setup', { ...fields, token })).location, progress)
      assert.equal((await strangerFor(makeWeb(other)).get('/setup/demo?token=guess')).status, 404)
      const there = await elsewhere.get(progress)
      assert.equal(there.status, 200, 'another process knows that it is being made')
      assert.ok(!there.html.querySelector('progress'))
      assert.equal((await elsewhere.post('/setup/demo', { token, password })).location, progress)
      assert.equal(await loaded(stranger, progress), '/sign-in')
      assert.match((await stranger.get('/sign-in')).text, /The demo firm is loaded/)
      assert.equal(await loaded(elsewhere, progress), '/sign-in')
      const count = async (table: 'account' | 'contact' | 'staff') =>
        (
          await other.db.read
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n
      // Of the contacts one has been merged into another.
      assert.deepEqual([await count('staff'), await count('account'), await count('contact')], [5, 250, 401])
      await stranger.get('/sign-in')
      assert.equal(
        (await stranger.post('/sign-in', { email: 'employee@ficha.example', password, next: '' })).location,
        '/',
      )
    })

    it('says where the demo firm could not be loaded, and lets one try again', async () => {
      const other = await emptyApp(engine)
      const token = setupTokenOf(other)
      const stranger = strangerFor(makeWeb(other))
      await stranger.get(`/setup?token=${token}`)
      let tries = 0
      other.db.write = async () => {
        tries++
        throw new Error('the disk is full')
      }
      for (const tried of [1, 2]) {
        const progress = (await stranger.post('/setup/demo', { token, password })).location!
        assert.equal(await loaded(stranger, progress), `/setup?token=${token}`)
        assert.match((await stranger.get(`/setup?token=${token}`)).text, /could not be loaded/)
        assert.equal(tries, tried)
      }
    })

    it('loads clients of the demo firm who were in its portal, and mails nobody', async () => {
      const other = await emptyApp(engine, { smtpUrl: 'smtp://127.0.0.1:1' })
      await makeDemoFirm(other, commandLineActor, password)
      assert.equal(await other.queue.drain(other), 0)
      const statuses = await other.db.read.selectFrom('outgoing_mail').select('status').distinct().execute()
      assert.deepEqual(statuses.map(({ status }) => status).sort(), ['held', 'sent'])
      const visits = await other.db.read.selectFrom('portal_visit').select(['at', 'how']).orderBy('id').execute()
      assert.ok(visits.length > 30)
      assert.deepEqual(
        visits.map((visit) => visit.at),
        visits.map((visit) => visit.at).sort(),
      )
      assert.ok(visits.every((visit) => visit.at <= other.now.toISOString()))
      assert.deepEqual(await portalModule.doctor!(other), [])
      const stranger = strangerFor(makeWeb(other))
      await stranger.get('/portal/sign-in')
      await stranger.post('/portal/sign-in', { email: demoClient, password })
      assert.equal((await stranger.get('/portal')).html.querySelectorAll('#accounts li').length, 2)
    })
  })
