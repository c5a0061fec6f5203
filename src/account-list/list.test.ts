import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { setAccountTags } from '#src/accounts/team.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { createTag } from '#src/tags/tag.ts'
import { makeChat } from '#src/testing/chats.ts'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'
import { accountSorts, readFilter, writeFilter } from './filter.ts'
import { accountPage } from './list.ts'
import { countOf } from './matching.ts'

describe('a filter of accounts', () => {
  it('is written as it is read', () => {
    const query =
      'show=archived&name=costa+%26+lda&type=company&tag=3&tag=4&without=5&member=2&preparer=2&portal=not+activated&field=3&value_3=c1&sort=last+login&order=down'
    assert.equal(String(writeFilter(readFilter(new URLSearchParams(query)))), query)
  })
  it('of accounts that are named one by one never reads as all of them', () => {
    for (const [query, written] of [
      ['account=3&account=7&account=3', 'account=3&account=7'],
      ['account=x', 'account=0'],
      ['account=0', 'account=0'],
    ])
      assert.equal(String(writeFilter(readFilter(new URLSearchParams(query)))), written)
  })
  it('of a custom field asks for the value of that one alone', () => {
    for (const [query, written] of [
      ['field=3&value_4=old', 'field=3'],
      ['value_3=x', ''],
      [`field=3&value_3=${'x'.repeat(201)}`, 'field=3'],
      ['field=3&value_3=%00', 'field=3'],
    ])
      assert.equal(String(writeFilter(readFilter(new URLSearchParams(query)))), written)
  })
  it('leaves out what it can’t read', () => {
    const filter = readFilter(
      new URLSearchParams('type=alien&portal=open&tag=x&tag=-1&member=99999999999&sort=size&order=sideways'),
    )
    assert.equal(String(writeFilter(filter)), '')
  })
})

for (const engine of engines)
  describe(`the list of accounts on ${engine}`, () => {
    let world: World
    let tag: number
    before(async () => {
      world = await makeWorld(engine)
      tag = await world.perform((act) => createTag(act, { name: 'Even', colour: 'blue' }))
      for (let i = 0; i < 12; i++) {
        world.app.now = new Date(world.app.now.getTime() + 1000)
        // Two of each name: the id has to settle the tie.
        const id = await world.openAccount(`Álvaro ${Math.floor(i / 2)}`, i < 6 ? [world.people.eva] : [])
        if (i % 2 === 0) await world.perform((act) => setAccountTags(act, id, [tag]))
        if (i % 3 === 0) await loggedIn(id, `2026-0${1 + (i % 6)}-01T10:00:00.000Z`)
      }
    })
    /** As the portal writes it, when somebody gets in. */
    const loggedIn = async (accountId: number, at: string) => {
      const { contact_id } = await world.app.db.read
        .selectFrom('link')
        .select('contact_id')
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow()
      const email = `${accountId}@login.test`
      await world.app.db.write(async (trx) => {
        const { id } = await trx
          .insertInto('portal_login')
          .values({
            contact_id,
            email,
            email_key: email,
            password_hash: 'x',
            language: null,
            created_at: at,
            last_login_at: at,
            last_user_agent: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        await trx.insertInto('portal_access').values({ account_id: accountId, login_id: id, created_at: at }).execute()
        await trx
          .updateTable('account_summary')
          .set({ last_login_at: at })
          .where('account_id', '=', accountId)
          .execute()
      })
    }
    const page = async (query: string, at?: string, who = world.people.owner, size = 5) =>
      accountPage(
        world.app.db.read,
        await world.staff(who),
        readFilter(new URLSearchParams(query)),
        readCursor(at),
        size,
      )

    it('is narrowed to the names in which every word stands, however it is written', async () => {
      for (const [name, found] of [
        ['alvaro 3', ['Álvaro 3', 'Álvaro 3']],
        ['VARO', 12],
        ['3 álvaro', 2],
        ['%', 0],
        ['_', 0],
        ['alvaro nobody', 0],
        ['  ', 14],
      ] as const) {
        const names = (await page(`name=${encodeURIComponent(name)}`, undefined, undefined, 100)).rows.map(
          (row) => row.name,
        )
        assert.deepEqual(typeof found === 'number' ? names.length : names, found, name)
      }
    })

    for (const sort of accountSorts)
      for (const order of ['up', 'down'])
        it(`is the same page by page as at once, there and back, by ${sort} ${order}`, async () => {
          const query = `sort=${sort}&order=${order}`
          const whole = (await page(query, undefined, world.people.owner, 100)).rows.map((row) => row.id)
          assert.equal(whole.length, 14)
          const there: number[] = []
          let now = await page(query)
          const pages = [now]
          there.push(...now.rows.map((row) => row.id))
          while (now.next) {
            now = await page(query, now.next)
            pages.push(now)
            there.push(...now.rows.map((row) => row.id))
          }
          assert.deepEqual(there, whole)
          for (const earlier of pages.toReversed().slice(1)) {
            now = await page(query, now.previous)
            assert.deepEqual(
              now.rows.map((row) => row.id),
              earlier.rows.map((row) => row.id),
            )
          }
          assert.equal(now.previous, undefined)
        })

    it('shows what the filters let through', async () => {
      const count = async (query: string, who?: number) => (await page(query, undefined, who, 100)).rows.length
      assert.equal(await count(`tag=${tag}`), 6)
      assert.equal(await count(`without=${tag}`), 8)
      assert.equal(await count(`tag=${tag}&without=${tag}`), 0)
      assert.equal(await count(`member=${world.people.eva}`), 7)
      assert.equal(await count('show=archived'), 1)
      assert.equal(await count('type=company'), 0)
      assert.equal(await count('', world.people.eva), 7)
      assert.equal(await count('', world.people.nina), 0)
      assert.equal(await count('portal=activated'), 4)
      assert.equal(await count('portal=not+activated'), 10)
      assert.equal(await count('portal=activated', world.people.eva), 2)
      assert.equal(await count(`account=${world.accounts.seen}&account=${world.accounts.old}`), 2)
      assert.equal(await count(`account=${world.accounts.hidden}`, world.people.eva), 0)
      assert.equal(await count('account=x'), 0)
    })

    it('counts what it shows', async () => {
      for (const id of [world.people.owner, world.people.eva])
        for (const query of ['', 'show=archived', `tag=${tag}`, 'portal=activated', 'portal=pending', 'account=x']) {
          const { rows, count } = await page(query, undefined, id, 100)
          const filter = readFilter(new URLSearchParams(query))
          assert.equal(await countOf(world.app.db.read, await world.staff(id), filter), rows.length, query)
          assert.deepEqual(await count(), { count: rows.length, isMore: false }, query)
        }
    })

    it('shows who gets into the portal, and who was there last', async () => {
      const address = await world.app.db.read
        .selectFrom('address')
        .select('id')
        .where('contact_id', '=', world.contacts.maria)
        .executeTakeFirstOrThrow()
      await world.perform((act) => setSwitch(act, world.accounts.seen, address.id, 'login', true))
      const up = (await page('sort=last+login', undefined, world.people.owner, 100)).rows
      assert.deepEqual(
        up.map((row) => row.last_login_at),
        up.map((row) => row.last_login_at).toSorted(),
      )
      assert.deepEqual(
        up.filter((row) => row.last_login_at).map((row) => row.portal),
        Array(4).fill('activated'),
      )
      const down = (await page('sort=last+login&order=down', undefined, world.people.owner, 100)).rows
      assert.deepEqual(down, up.toReversed())
      assert.deepEqual(
        (await page('portal=pending')).rows.map((row) => row.id),
        [world.accounts.seen],
      )
      const owner = await world.as(world.people.owner)
      await owner.post('/accounts/columns', { column: ['portal', 'last login', 'unread chats'], filter: '' })
      await makeChat(world, world.accounts.seen)
      const list = await owner.get('/accounts?portal=pending')
      assert.equal(list.html.querySelector('[data-label=Portal]')!.text, 'Pending')
      assert.equal(list.html.querySelector('[data-label="Last login"]')!.text, 'Never')
      assert.equal(list.html.querySelector('[data-label="Unread chats"] a')!.text, '1')
      assert.equal(list.html.querySelector('#f-portal option[selected]')!.text, 'Pending')
      await owner.post('/accounts/filters', { name: 'Waiting', filter: 'portal=pending&sort=last+login' })
      assert.ok((await owner.get('/accounts')).html.querySelector('a[href="/accounts?portal=pending&sort=last+login"]'))
    })

    it('shows whose custom field has a value, once one is given', async () => {
      const choice = await makeField(world, 'account', 'choice')
      const text = await makeField(world, 'account', 'text')
      const secret = await makeField(world, 'account', 'text', { name: 'Secret', is_encrypted: 1 })
      const { seen, hidden } = world.accounts
      await setValue(world, { subject: 'account', id: seen }, choice, 'c1')
      await setValue(world, { subject: 'account', id: hidden }, choice, 'c2')
      await setValue(world, { subject: 'account', id: hidden }, text, 'Élan vital')
      await setValue(world, { subject: 'account', id: hidden }, secret, 'secret')
      const found = async (query: string, who?: number) =>
        (await page(query, undefined, who, 100)).rows.map((row) => row.id)
      assert.deepEqual(await found(`field=${choice}&value_${choice}=c1`), [seen])
      assert.deepEqual(await found(`field=${text}&value_${text}=elan`), [hidden])
      assert.deepEqual(await found(`field=${text}&value_${text}=elan`, world.people.eva), [])
      for (const gone of [secret, 99_999]) assert.deepEqual(await found(`field=${gone}&value_${gone}=secret`), [])
      assert.equal((await found(`field=${choice}`)).length, 14)
      const owner = await world.as(world.people.owner)
      const chosen = await owner.get(`/accounts?field=${choice}`)
      assert.deepEqual(
        chosen.html.querySelectorAll(`#f-value_${choice} option`).map((option) => option.text),
        ['Any', 'One', 'Two'],
      )
      assert.ok(!chosen.html.querySelectorAll('#f-field option').some((option) => option.text === 'Secret'))
      const bulk = await owner.get(
        `/bulk/new?all=on&filter=${encodeURIComponent(`field=${choice}&value_${choice}=c2`)}`,
      )
      assert.equal(bulk.html.querySelector('h1')!.text, 'Actions for one client')
    })

    it('begins at its beginning with a cursor that nobody wrote', async () => {
      for (const cursor of ['x', 'W10', 'bnVsbA', '%00', 'WyJhIiwxZTk5LDBd', 'a'.repeat(2000)]) {
        const { rows } = await page('', cursor)
        assert.equal(rows.length, 5, cursor)
      }
    })

    it('keeps each person’s filters and columns', async () => {
      const eva = await world.as(world.people.eva)
      await eva.post('/accounts/filters', { name: 'My even ones', filter: `tag=${tag}` })
      await eva.post('/accounts/columns', { column: ['created', 'type', 'nonsense'], filter: '' })
      await eva.post('/accounts/columns', { column: ['created', 'type'], filter: '' })
      const list = await eva.get('/accounts')
      assert.ok(list.html.querySelector(`a[href="/accounts?tag=${tag}"]`))
      assert.deepEqual(
        list.html.querySelectorAll('thead th').map((heading) => heading.text.replace(/[^a-z]/gi, '')),
        ['Name', 'Type', 'Created'],
      )
      const nina = await world.as(world.people.nina)
      assert.equal((await nina.get('/accounts')).html.querySelector(`a[href="/accounts?tag=${tag}"]`), null)
      assert.equal(list.html.querySelector('form[action^="/accounts/filters/"]'), null)
      // It is removed where it is shown, as the tab that it is.
      const saved = (await eva.get(`/accounts?tag=${tag}`)).html
      assert.equal(saved.querySelector('#list-tabs [aria-current]')!.text.trim(), 'My even ones')
      const form = saved.querySelector('form[action^="/accounts/filters/"]')!.getAttribute('action')!
      assert.equal((await nina.post(form)).status, 404)
      assert.equal((await eva.post(form)).status, 303)
    })

    it('is a region, its tabs and its count where a filter is applied by htmx, and says the shortest address', async () => {
      const owner = await world.as(world.people.owner)
      const answer = await owner.get('/accounts?name=varo&type=&tag=&show=archived', { htmx: true })
      assert.equal(answer.html.querySelector('html'), null)
      assert.ok(answer.html.querySelector('#found'))
      assert.equal(answer.headers.get('hx-replace-url'), '/accounts?show=archived&name=varo')
      const partials = answer.html.querySelectorAll('hx-partial').map((one) => one.getAttribute('hx-target'))
      assert.deepEqual(partials, ['#list-tabs', '#found-count'])
      assert.equal(answer.html.querySelector('[hx-target="#found-count"]')!.text, '0 results')
    })

    it('brings the value of a custom field that was chosen, and leaves one alone that is being typed', async () => {
      const field = await makeField(world, 'account', 'URL')
      const owner = await world.as(world.people.owner)
      for (const [query, brought] of [
        [`field=${field}`, true],
        [`field=${field}&value_${field}=`, false],
        [`field=${field}&value_${field + 1}=x`, true],
        [`field=&value_${field}=x`, true],
        ['name=x', false],
      ] as const) {
        const { html } = await owner.get(`/accounts?${query}`, { htmx: true })
        assert.equal(html.querySelector('[hx-target="#field-value"]') !== null, brought, query)
      }
    })

    it('is exported as the filter shows it, safe for spreadsheets', async () => {
      await world.openAccount('=HYPERLINK("http://evil.test")')
      const owner = await world.as(world.people.owner)
      const csv = await owner.post('/accounts/export', { filter: '' })
      assert.equal(csv.status, 200)
      const lines = csv.text.trim().split('\r\n')
      assert.equal(lines.length, 16)
      assert.match(csv.text, /^\uFEFF?"ID";"Client name";/)
      assert.ok(csv.text.includes(`"'=HYPERLINK(""http://evil.test"")"`))
      const some = await owner.post('/accounts/export', { filter: `tag=${tag}` })
      assert.equal(some.text.trim().split('\r\n').length, 7)
      const eva = await world.as(world.people.eva)
      assert.equal((await eva.post('/accounts/export', { filter: '' })).status, 403)
      const list = await eva.get('/accounts')
      assert.equal(list.html.querySelector('form[action="/accounts/export"]'), null)
    })
  })
