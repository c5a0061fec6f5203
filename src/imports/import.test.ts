import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { linkedContacts } from '#src/links/link.ts'
import { DatabaseAway } from '#src/platform/db/failure.ts'
import type { Answer, Browser } from '#src/testing/browser-like.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

for (const engine of engines)
  describe(`an import on ${engine}`, () => {
    let world: World
    let owner: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
    })

    const upload = (
      text: string | Uint8Array<ArrayBuffer>,
      name = 'clients.csv',
      browser = owner,
      token = browser.formToken,
    ): Promise<Answer> => {
      const body = new FormData()
      body.set('form_token', token)
      body.set('file', new File([text], name))
      return browser.upload('/imports', body)
    }
    const column = (page: Answer) =>
      page.html
        .querySelectorAll('select[name=column]')
        .map((select) => select.querySelector('option[selected]')?.getAttribute('value') ?? '')
    /** Uploads, takes the mapping that was guessed, starts, and lets the queue work. */
    const importing = async (text: string, options: { name?: string; existing?: string; browser?: Browser } = {}) => {
      const browser = options.browser ?? owner
      const uploaded = await upload(text, options.name, browser)
      assert.equal(uploaded.status, 303, uploaded.text.slice(0, 300))
      const page = await browser.get(uploaded.location!)
      const started = await browser.post(`${uploaded.location}/mapping`, {
        column: column(page),
        order: 'dmy',
        existing: options.existing ?? 'fill',
        next: 'start',
      })
      assert.equal(started.status, 303)
      await world.app.queue.drain(world.app)
      const id = Number(uploaded.location!.split('/').at(-1))
      const one = await world.app.db.read
        .selectFrom('import')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return { id, one, page: await browser.get(uploaded.location!) }
    }
    const accountNamed = (name: string) =>
      world.app.db.read.selectFrom('account').selectAll().where('name', '=', name).execute()
    const contactsOf = async (accountId: number) => linkedContacts(world.app.db.read, accountId)

    it('is read in the firm’s order of day and month, until somebody says another', async () => {
      const firmIn = (country: string) =>
        world.app.db.write((trx) => trx.updateTable('firm').set({ country }).where('id', '=', 1).execute())
      const csv = 'Contact first name,Birth date\nOrder,03/04/1980\n'
      for (const [country, order] of [
        ['PT', 'dmy'],
        ['US', 'mdy'],
      ] as const) {
        await firmIn(country)
        const page = await owner.get((await upload(csv)).location!)
        assert.equal(page.html.querySelector('[name=order][checked]')!.getAttribute('value'), order)
      }
      await firmIn('PT')
    })

    it('maps the columns, shows the rows, and imports them in the background', async () => {
      const file =
        'Account name;Account type;Tags;First name;Last name;Email;Phone;Spouse first name;Spouse last name\nGomes Family;Individual;VAT, Late;Rui;Gomes;rui@gomes.test;912000111;Ana;Gomes\n'
      const uploaded = await upload(file)
      const page = await owner.get(uploaded.location!)
      assert.match(page.html.querySelector('#preview')!.text, /Gomes Family/)
      assert.equal((await accountNamed('Gomes Family')).length, 0)
      const { one, page: done } = await importing(file)
      assert.deepEqual(
        [one.status, one.total, one.accounts_created, one.contacts_created, one.rejected],
        ['done', 1, 1, 2, 0],
      )
      assert.match(done.text, /The import is done/)
      const [account] = await accountNamed('Gomes Family')
      assert.deepEqual((await contactsOf(account!.id)).map((contact) => contact.first_name).sort(), ['Ana', 'Rui'])
      const tags = await world.app.db.read.selectFrom('tag').select('name').orderBy('name').execute()
      assert.deepEqual(
        tags.map((tag) => tag.name),
        ['Late', 'VAT'],
      )
    })

    it('stops where the disk is full or the database goes away, and goes on from there without a row rejected', async () => {
      const names = Array.from({ length: 20 }, (_, number) => `Full ${String(number).padStart(2, '0')}`)
      const rows = names.map((name) => `${name},${name}\n`).join('')
      const { db } = world.app
      const { write } = db
      const failures = [
        Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }),
        new DatabaseAway(new Error('Connection terminated unexpectedly')),
      ]
      // The second batch meets a full disk, and the queue that wants to note it a database that is away.
      let batches = 0
      db.write = async (work) => {
        const { rows: items } = await sql<{
          processed: number
        }>`select processed from import order by id desc limit 1`.execute(db.read)
        if (items[0]?.processed === 9 && batches < failures.length) throw failures[batches++]
        return write(work)
      }
      const importId = async () =>
        (await db.read.selectFrom('import').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow()).id
      await importing(`Account name,First name\n${rows}`).catch((error) => assert.ok(failures.includes(error)))
      db.write = write
      const id = await importId()
      const half = await db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      assert.deepEqual([half.status, half.processed, half.rejected], ['running', 9, 0])
      world.app.now = new Date(world.app.now.getTime() + 3_600_000)
      await world.app.queue.drain(world.app)
      const one = await db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      assert.deepEqual([one.status, one.accounts_created, one.rejected], ['done', 20, 0])
    })

    it('run again doubles nothing', async () => {
      const file = 'Account name,First name,Last name,Email\nTwice Ltd,Tom,Twice,tom@twice.test\nLone Ltd,,,\n'
      await importing(file)
      const { one } = await importing(file)
      assert.deepEqual([one.accounts_created, one.contacts_created, one.rejected], [0, 0, 0])
      const [account] = await accountNamed('Twice Ltd')
      assert.equal((await contactsOf(account!.id)).length, 1)
    })

    it('finds an account by its ID, then its tax ID, then its name and an address in common', async () => {
      await importing('Account ID,Account name,Tax ID,First name,Email\nQQ7,By Number,501442600,Q,q@number.test\n')
      const before = (await accountNamed('By Number'))[0]!
      assert.equal(before.short_id, 'QQ7')
      await importing(
        'Account ID,Account name,Tax ID,First name,Company city,Email\nqq7,Other Name,,Q,Lisboa,\n,Third Name,PT 501 442 600,Q,,\n,By Number,,Q,,Q@number.test\n',
      )
      const accounts = await world.app.db.read
        .selectFrom('account')
        .selectAll()
        .where('name', 'in', ['Other Name', 'Third Name'])
        .execute()
      assert.deepEqual(accounts, [])
      assert.equal((await accountNamed('By Number'))[0]!.company_city, 'Lisboa')
    })

    it('fills blanks, replaces, or leaves alone, as is chosen', async () => {
      const file = (city: string, street: string) =>
        `Account name,Company city,Company street,First name,Email\nChoices,${city},${street},C,c@choices.test\n`
      await importing(file('Porto', ''))
      await importing(file('Faro', 'Rua Nova 1'))
      assert.deepEqual(
        (await accountNamed('Choices')).map((row) => [row.company_city, row.company_street]),
        [['Porto', 'Rua Nova 1']],
      )
      await importing(file('Braga', 'Rua Nova 2'), { existing: 'leave' })
      assert.equal((await accountNamed('Choices'))[0]!.company_city, 'Porto')
      await importing(file('Braga', 'Rua Nova 2'), { existing: 'replace' })
      assert.equal((await accountNamed('Choices'))[0]!.company_city, 'Braga')
    })

    it('finds contacts by address, and keeps husband and wife with one address apart', async () => {
      await importing(
        'Account name,First name,Last name,Email,Spouse first name,Spouse last name,Spouse email\nShared Mail,Ivo,Par,par@par.test,Eva,Par,par@par.test\n',
      )
      const [account] = await accountNamed('Shared Mail')
      assert.equal((await contactsOf(account!.id)).length, 2)
      await importing('Account name,First name,Last name,Email\nShared Mail II,Ivo,Par,PAR@par.test\n')
      const [second] = await accountNamed('Shared Mail II')
      const ivo = (await contactsOf(account!.id)).find((contact) => contact.first_name === 'Ivo')
      assert.deepEqual(
        (await contactsOf(second!.id)).map((contact) => contact.id),
        [ivo!.id],
      )
    })

    it('does not make one client of two people who have the same name', async () => {
      await importing('First name,Last name,Email\nJosé,Silva,jose1@silva.test\nJosé,Silva,jose2@silva.test\n')
      assert.equal((await accountNamed('José Silva')).length, 2)
    })

    it('takes a row whole or not at all, and hands the rejected ones back', async () => {
      const file =
        'Account name,First name,Email,Team\nGood One,G,good@one.test,\nBad Mail,B,not-an-address,\nBad Team,B,b@team.test,Nobody Such\n"=cmd()",F,f@x.test,Nobody Either\n'
      const { id, one, page } = await importing(file)
      assert.deepEqual([one.accounts_created, one.rejected], [1, 3])
      for (const name of ['Bad Mail', 'Bad Team']) assert.deepEqual(await accountNamed(name), [])
      const contact = await world.app.db.read
        .selectFrom('address')
        .selectAll()
        .where('email', '=', 'b@team.test')
        .execute()
      assert.deepEqual(contact, [])
      assert.match(page.text, /no team member has that name/)
      const report = await owner.get(`/imports/${id}/rejections.csv`)
      assert.match(report.text, /"Row";"Problem";"Account name";"First name";"Email";"Team"/)
      assert.match(report.text, /not-an-address/)
      assert.match(report.text, /'=cmd\(\)/)
      const mended = report.text
        .replaceAll('not-an-address', 'mended@mail.test')
        .replaceAll(/Nobody (Such|Either)/g, 'Eva Employee')
      const again = await importing(mended)
      assert.deepEqual([again.one.accounts_created, again.one.rejected], [3, 0])
      assert.equal((await accountNamed('=cmd()')).length, 1)
    })

    it('reads vCards', async () => {
      const card = (version: string, name: string, mail: string) =>
        `BEGIN:VCARD\r\nVERSION:${version}\r\nN:${name};;;\r\nFN:${name.split(';').reverse().join(' ')}\r\nEMAIL:${mail}\r\nEND:VCARD\r\n`
      const { one } = await importing(
        card('3.0', 'Card;Carla', 'carla@card.test') + card('4.0', 'Card;Celso', 'celso@card.test'),
        { name: 'people.vcf' },
      )
      assert.deepEqual([one.status, one.accounts_created, one.rejected], ['done', 2, 0])
      assert.equal((await accountNamed('Carla Card')).length, 1)
    })

    it('matches nothing that its importer may not see', async () => {
      await world.giveRights(world.people.nina, ['manage contacts'])
      const nina = await world.as(world.people.nina)
      const hidden = await world.app.db.read
        .selectFrom('account')
        .select('short_id')
        .where('id', '=', world.accounts.hidden)
        .executeTakeFirstOrThrow()
      const { one, page } = await importing(
        `Account ID,Account name,First name,Email\n${hidden.short_id},Stolen,S,s@s.test\n,Hidden Holdings,H,zoe@hidden.test\n`,
        { browser: nina },
      )
      assert.deepEqual([one.accounts_created, one.accounts_updated, one.rejected], [1, 0, 1])
      assert.match(page.text, /belongs to a client that you can’t see/)
      assert.equal((await accountNamed('Hidden Holdings')).length, 2)
      assert.equal((await contactsOf(world.accounts.hidden)).length, 2)
      assert.equal((await nina.get(`/imports/${one.id - 1}`)).status, 404)
      await world.giveRights(world.people.nina, [])
    })

    it('says plainly what is wrong with a file', async () => {
      const wrong: [string | Uint8Array<ArrayBuffer>, string, RegExp][] = [
        ['', 'empty.csv', /is empty/],
        ['Name,Email\n', 'heading.csv', /no rows/],
        [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'book.xlsx', /spreadsheet/],
        [new Uint8Array([1, 0, 2, 0, 3, 0]), '../../etc/passwd', /not a text file/],
        ['hello', 'x.vcf', /no vCard/],
      ]
      for (const [content, name, message] of wrong) {
        const answer = await upload(content, name)
        assert.equal(answer.status, 422, name)
        assert.match(answer.text, message, name)
      }
    })

    it('takes no file without the form’s token before it', async () => {
      assert.equal((await upload('a,b\n1,2\n', 'x.csv', owner, 'x'.repeat(43))).status, 403)
      const body = new FormData()
      body.set('file', new File(['a,b\n1,2\n'], 'x.csv'))
      body.set('form_token', owner.formToken)
      assert.equal((await owner.upload('/imports', body)).status, 403)
    })

    for (const loses of ['the right to it', 'their place'] as const)
      it(`ends at the row where whoever started it loses ${loses}`, async (t) => {
        const { nina } = world.people
        const { write } = world.app.db
        const place = (deactivated_at: string | null) =>
          write((trx) => trx.updateTable('staff').set({ deactivated_at }).where('id', '=', nina).execute())
        await world.giveRights(nina, ['manage contacts'])
        const rows = Array.from({ length: 40 }, (_, i) => `Lost ${loses} ${i},P${i},p${i}@lost.test`).join('\n')
        const uploaded = await upload(`Account name,First name,Email\n${rows}\n`)
        const page = await owner.get(uploaded.location!)
        const id = Number(uploaded.location!.split('/').at(-1))
        const now = () =>
          world.app.db.read.selectFrom('import').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
        await write((trx) => trx.updateTable('import').set({ staff_id: nina }).where('id', '=', id).execute())
        const form = { column: column(page), order: 'dmy', existing: 'fill', next: 'start' }
        assert.equal((await owner.post(`${uploaded.location}/mapping`, form)).status, 303)
        let isLost = false
        t.mock.method(world.app.db, 'write', async (...args: Parameters<typeof write>) => {
          if (!isLost && (await now()).accounts_created === 16) {
            isLost = true
            await (loses === 'their place' ? place(world.app.now.toISOString()) : world.giveRights(nina, []))
          }
          return write(...args)
        })
        await world.app.queue.drain(world.app)
        const { status, accounts_created } = await now()
        assert.deepEqual([isLost, status, accounts_created], [true, 'failed', 16])
        await place(null)
        await world.giveRights(nina, [])
      })

    it('goes on where it stopped, and stops when it is cancelled', async () => {
      const rows = Array.from({ length: 60 }, (_, i) => `Row ${i},P${i},p${i}@rows.test`).join('\n')
      const uploaded = await upload(`Account name,First name,Email\n${rows}\n`)
      const id = Number(uploaded.location!.split('/').at(-1))
      const page = await owner.get(uploaded.location!)
      await owner.post(`${uploaded.location}/mapping`, {
        column: column(page),
        order: 'dmy',
        existing: 'fill',
        next: 'start',
      })
      // As after a crash: the first forty rows are in, the item is still on the queue.
      await world.app.db.write((trx) =>
        trx.updateTable('import').set({ processed: 41, status: 'running' }).where('id', '=', id).execute(),
      )
      await world.app.queue.drain(world.app)
      const one = await world.app.db.read
        .selectFrom('import')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      assert.deepEqual([one.status, one.accounts_created], ['done', 20])
      assert.equal((await owner.post(`/imports/${id}/cancellation`)).status, 409)
      const again = await owner.post(`/imports/${id}/repetition`)
      await owner.post(`${again.location}/cancellation`)
      assert.equal(
        (await owner.post(`${again.location}/mapping`, { column: [], order: 'dmy', existing: 'fill', next: 'start' }))
          .status,
        303,
      )
      assert.equal(await world.app.queue.drain(world.app), 0)
    })
  })
