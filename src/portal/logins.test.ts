import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { archiveAccount } from '#src/accounts/account.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { linkContact, unlinkContact } from '#src/links/link.ts'
import { browserIn } from '#src/platform/web/browser.ts'
import { addClient, addGuest, inviteGuest } from '#src/testing/clients.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { portalModule } from './module.ts'
import { recordLogin } from './visit.ts'

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe('a browser', () => {
  it('is called what people call it', () => {
    for (const [userAgent, browser, system] of [
      [firefox, 'Firefox', 'Windows'],
      [
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
        'Microsoft Edge',
        'Windows',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
        'Safari',
        'iOS',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1',
        'Chrome',
        'iOS',
      ],
      [
        'Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
        'Samsung Internet',
        'Android',
      ],
      [
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
        'Safari',
        'macOS',
      ],
      [
        'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
        'Chrome',
        'Chrome OS',
      ],
      ['w3m/0.5.3+git20230121', 'w3m', null],
      ['Lynx/2.9.0 libwww-FM/2.14', 'Lynx', null],
      ['Links (2.29; Linux x86_64)', 'Links', 'Linux'],
      ['something else', null, null],
      ['', null, null],
      [null, null, null],
    ] as const)
      assert.deepEqual(browserIn(userAgent), { browser, system }, String(userAgent))
  })
})

for (const engine of engines)
  describe(`login activity on ${engine}`, () => {
    let world: World
    let db: World['app']['db']['read']
    before(async () => {
      world = await makeWorld(engine)
      db = world.app.db.read
    })

    const visit = (loginId: number, userAgent = firefox) => {
      world.app.now = new Date(world.app.now.getTime() + 60_000)
      return world.perform((act) =>
        recordLogin({ ...act, by: { ...act.by, address: '192.0.2.7', userAgent } }, loginId, 'sign-in'),
      )
    }
    const lastLogin = async (accountId: number) =>
      (
        await db
          .selectFrom('account_summary')
          .select('last_login_at')
          .where('account_id', '=', accountId)
          .executeTakeFirstOrThrow()
      ).last_login_at
    const doctor = () => portalModule.doctor!(world.app)

    it('stands on the Overview: who was there last and with what, who is invited, who never was', async () => {
      const { accountId, loginId } = await addClient(world, 'Ana', [world.people.eva])
      const guest = await addGuest(world, 'Bento')
      await world.perform((act) => linkContact(act, accountId, { contactId: guest.contactId }))
      await world.perform((act) => setSwitch(act, accountId, guest.addressId, 'login', true))
      await visit(loginId)
      const eva = await world.as(world.people.eva)
      const rows = async () =>
        (await eva.get(`/accounts/${accountId}`)).html
          .querySelectorAll('#overview-logins li')
          .map((row) => row.text.replace(/\d\d\/\d\d\/\d{4}, \d\d:\d\d/, 'TIME'))
      assert.deepEqual(await rows(), [
        'Ana Client TIME · Firefox on Windows',
        'Bento Client Never logged in · Can log in, not invited yet',
        'Ana & Sons Contact Never logged in · No portal access',
      ])
      await inviteGuest(world, { ...guest, accountId })
      assert.equal((await rows())[1], 'Bento Client Never logged in · Invited since TIME')
    })

    it('shows five of many on the Overview, and all of them behind View all', async () => {
      const accountId = await world.openAccount('Many', [world.people.eva])
      for (const name of ['Um', 'Dois', 'Tres', 'Quatro', 'Cinco', 'Seis']) {
        const { contactId } = await addGuest(world, name)
        await world.perform((act) => linkContact(act, accountId, { contactId }))
      }
      const eva = await world.as(world.people.eva)
      const overview = await eva.get(`/accounts/${accountId}`)
      assert.equal(overview.html.querySelectorAll('#overview-logins li').length, 5)
      assert.equal(overview.html.querySelector('#overview-logins .count')?.text.trim(), '7')
      const all = overview.html.querySelector('#overview-logins .card-head a')!.getAttribute('href')!
      const page = await eva.get(all)
      assert.equal(page.html.querySelectorAll('#people li').length, 7)
      assert.match(page.html.querySelector('#visits')!.text, /Nobody has logged in yet/)
    })

    it('lists every visit of every login that opens the account, by pages', async () => {
      const { accountId, loginId } = await addClient(world, 'Dora', [world.people.eva])
      const other = await addClient(world, 'Elias')
      for (let i = 0; i < 60; i++) await visit(loginId)
      await visit(other.loginId)
      const eva = await world.as(world.people.eva)
      const first = await eva.get(`/accounts/${accountId}/logins`)
      assert.equal(first.html.querySelectorAll('#visits li').length, 50)
      assert.doesNotMatch(first.text, /Elias/)
      const second = await eva.get(first.html.querySelector('a[rel=next]')!.getAttribute('href')!)
      assert.equal(second.html.querySelectorAll('#visits li').length, 10)
      assert.equal(second.html.querySelector('a[rel=next]'), null)
    })

    it('is not there for whoever may not see the account', async () => {
      const nina = await world.as(world.people.nina)
      assert.equal((await nina.get(`/accounts/${world.accounts.seen}/logins`)).status, 404)
    })

    it('keeps when an account’s clients were last there, through switches and links', async () => {
      const { accountId, contactId, addressId, loginId } = await addClient(world, 'Filipa')
      const other = await world.openAccount('Filipa Lda')
      await world.perform((act) => linkContact(act, other, { contactId }))
      await visit(loginId)
      const at = world.app.now.toISOString()
      assert.deepEqual([await lastLogin(accountId), await lastLogin(other)], [at, ''])
      await world.perform((act) => setSwitch(act, other, addressId, 'login', true))
      assert.equal(await lastLogin(other), at)
      await world.perform((act) => setSwitch(act, other, addressId, 'login', false))
      assert.equal(await lastLogin(other), '')
      await world.perform((act) => unlinkContact(act, accountId, contactId))
      assert.equal(await lastLogin(accountId), '')
      assert.deepEqual(await doctor(), [])
    })

    it('is compared by the doctor, who names what differs', async () => {
      const { accountId, loginId } = await addClient(world, 'Greta')
      await visit(loginId)
      assert.deepEqual(await doctor(), [])
      await world.app.db.write(async (trx) => {
        await trx
          .updateTable('account_summary')
          .set({ last_login_at: '' })
          .where('account_id', '=', accountId)
          .execute()
        await trx
          .updateTable('portal_login')
          .set({ last_login_at: '2020-01-01T00:00:00.000Z' })
          .where('id', '=', loginId)
          .execute()
      })
      const { short_id } = await db
        .selectFrom('account')
        .select('short_id')
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow()
      const lines = await doctor()
      assert.equal(lines.length, 2)
      assert.match(lines[0]!, new RegExp(`^login ${loginId} was last used 2020`))
      assert.match(lines[1]!, new RegExp(`account ${short_id} is never in its summary`))
    })

    it('has the portal’s state stand in the bar of every page of the profile', async () => {
      const client = await addClient(world, 'Heitor', [world.people.eva])
      const guest = await addGuest(world, 'Ivo', [world.people.eva])
      const eva = await world.as(world.people.eva)
      const stateOn = async (path: string) =>
        (await eva.get(path)).html.querySelector('#profile-bar .profile-facts .badge')?.text
      for (const page of ['', '/info', '/logins', '/activity'])
        assert.equal(await stateOn(`/accounts/${client.accountId}${page}`), 'Portal activated')
      assert.equal(await stateOn(`/accounts/${guest.accountId}`), 'Portal pending')
      await world.perform((act) => archiveAccount(act, client.accountId))
      assert.equal(await stateOn(`/accounts/${client.accountId}`), 'Portal not activated')
    })

    it('has a state look the same in the bar and in the list of accounts', async () => {
      const client = await addClient(world, 'Joana', [world.people.eva])
      const guest = await addGuest(world, 'Luís', [world.people.eva])
      const eva = await world.as(world.people.eva)
      await eva.post('/accounts/columns', { column: ['portal'] })
      const list = (await eva.get('/accounts')).html
      const looks: string[] = []
      for (const { accountId } of [client, guest]) {
        const bar = (await eva.get(`/accounts/${accountId}`)).html.querySelector('#profile-bar .badge')
        const row = list.querySelector(`a[href="/accounts/${accountId}"]`)?.closest('tr')?.querySelector('.badge')
        assert.equal(bar?.classNames, row?.classNames)
        looks.push(bar?.classNames ?? '')
      }
      assert.deepEqual(looks, ['badge badge-good', 'badge badge-warn'])
    })
  })
