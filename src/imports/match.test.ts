import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { linkedContacts } from '#src/links/link.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { caseFile, formIn, imported, sendMapping, uploadImport } from '#src/testing/imports.ts'
import { engines, makeWorld, oneEngine, type World } from '#src/testing/world.ts'

const heading = 'Account name,Account type,Tax ID,First name,Last name,Email,Phone,Birth date\n'

for (const engine of engines)
  describe(`whom a row is about, on ${engine}`, () => {
    let world: World
    let owner: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
    })
    const named = (name: string) =>
      world.app.db.read.selectFrom('account').selectAll().where('name', '=', name).orderBy('id').execute()
    const contactsOf = async (accountId: number) => linkedContacts(world.app.db.read, accountId)
    const bring = (text: string | Uint8Array<ArrayBuffer>, options: Parameters<typeof imported>[3] = {}) =>
      imported(world, owner, text, options)
    /** The rows that a page asks about: their numbers, why, and what may be chosen. */
    const doubtsOf = async (text: string) => {
      const page = await owner.get(await uploadImport(owner, text))
      return page.html.querySelectorAll('#doubtful .rows > li').map((item) => ({
        row: Number(item.querySelector('[name=row]')!.getAttribute('value')),
        says: item.querySelectorAll('p')[1]!.text.trim().split(':')[0],
        choices: item.querySelectorAll('option').map((option) => option.getAttribute('value')!),
      }))
    }

    it('is another one for three people of one name with other tax IDs and addresses', async () => {
      const { one } = await bring(caseFile('01-same-name-other-tax-id.csv'))
      assert.deepEqual([one.accounts_created, one.contacts_created, one.rejected], [3, 3, 0])
      const silvas = await named('Maria Silva')
      assert.deepEqual(
        silvas.map(({ tax_id }) => tax_id),
        ['215678905', '216789011', ''],
      )
      for (const { id } of silvas) assert.equal((await contactsOf(id)).length, 1)
      const again = await bring(caseFile('01-same-name-other-tax-id.csv'))
      assert.deepEqual(
        [again.one.accounts_created, again.one.contacts_created, again.one.contacts_updated, again.one.rejected],
        [0, 0, 0, 0],
      )
    })

    it('is another one for two people of one name with other phones and birth dates', async () => {
      const { one } = await bring(caseFile('02-same-name-phone-only.vcf'), { name: 'anas.vcf' })
      assert.deepEqual([one.accounts_created, one.contacts_created, one.rejected], [2, 2, 0])
      const births = await world.app.db.read
        .selectFrom('contact')
        .select('birth_date')
        .where('last_name', '=', 'Torres')
        .orderBy('birth_date')
        .execute()
      assert.deepEqual(
        births.map(({ birth_date }) => birth_date),
        ['1961-01-02', '1993-07-08'],
      )
    })

    it('is a company of the same name where neither has a tax ID, and asks where one has', async () => {
      await bring(`${heading}Plain Ltd,Company,,,,,,\nNumbered Ltd,Company,501964843,,,,,\n`)
      const { one } = await bring(`${heading}PLAIN LTD,Company,,Ana,Plain,ana@plain.test,,\n`)
      assert.deepEqual([one.accounts_created, one.contacts_created], [0, 1])
      const doubts = await doubtsOf(
        `${heading}Plain Ltd,Company,513000000,,,,,\nNumbered Ltd,Company,513000001,,,,,\nNumbered Ltd,Company,,,,,,\n`,
      )
      assert.deepEqual(
        doubts.map(({ row, says }) => [row, says]),
        [
          [2, 'Only the name matches'],
          [4, 'Only the name matches'],
        ],
        'and not the third, which has another tax ID',
      )
      const moved = 'Moved Ltd,Company,'
      await bring(`${heading}${moved}508000000,,,old@moved.test,912000001,\n`)
      const found = await doubtsOf(`${heading}${moved},,,new@moved.test,912000002,\n`)
      assert.deepEqual(
        found.map(({ row }) => row),
        [2],
      )
    })

    it('is a company of the same name with another apostrophe', async () => {
      await bring(caseFile('22a-straight-apostrophe.csv'))
      const { one } = await bring(caseFile('22b-curly-apostrophe.csv'))
      assert.deepEqual([one.accounts_created, one.contacts_created, one.rejected], [0, 1, 0])
      const [account] = await named('O’Dowd Joinery Ltd')
      assert.equal(account, undefined, 'the name stays as it was')
    })

    it('takes a tax ID for the same with the letters of its country, and none of nobody’s', async () => {
      await bring(`${heading}Letters,,PT515000000,Lia,Letters,lia@letters.test,,\n`)
      const { one } = await bring(`${heading}Spelt otherwise,,515 000 000,Lia,Letters,lia@letters.test,,\n`)
      assert.deepEqual([one.accounts_created, one.contacts_created], [0, 0])
      const nobody = await bring(`${heading}Final A,,999999990,Fa,A,,,\nFinal B,,999999990,Fb,B,,,\n`)
      assert.equal(nobody.one.accounts_created, 2)
    })

    it('asks about a name alone, another tax ID, another birth date, a phone in common', async () => {
      await bring(
        `${heading}Asked One,,,Asked,One,,,\nAsked Two,,215000001,Asked,Two,two@asked.test,,\nAsked Three,,,Asked,Three,three@asked.test,,1980-01-01\nAsked Four,,,Asked,Four,,912 345 678,\n`,
      )
      const doubts = await doubtsOf(
        `${heading}Asked One,,,Asked,One,,,\nAsked Two,,216000002,Asked,Two,two@asked.test,,\nAsked Three,,,Asked,Three,three@asked.test,,1990-01-01\nAsked Four,,,Asked,Four,,+351912345678,\n`,
      )
      assert.deepEqual(
        doubts.map(({ says }) => says),
        [
          'Only the name matches',
          'Same name and e-mail address, different tax ID',
          'Same name and e-mail address, different birth date',
          'Same name and phone, no e-mail address in common',
        ],
      )
      for (const { choices } of doubts) assert.deepEqual(choices.slice(-2), ['new', 'leave out'])
    })

    it('is what was decided, before the start', async () => {
      const rows = ['Join', 'New', 'Out'].map((name) => `Decided ${name},,,Decided,${name},,,\n`).join('')
      await bring(heading + rows)
      const [join] = await named('Decided Join')
      const city = heading.replace('Birth date', 'City')
      const path = await uploadImport(owner, city + rows.replaceAll(',,,\n', ',,,Faro\n'))
      const refused = await sendMapping(owner, path, { next: 'start' })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /Decide the doubtful rows first \(3 left\)/)
      const decision = [`account:${join!.id}`, 'new', 'leave out']
      assert.equal((await sendMapping(owner, path, { decision })).status, 303)
      const kept = formIn(await owner.get(path))
      assert.deepEqual([kept.row, kept.decision], [['2', '3', '4'], decision])
      assert.equal((await sendMapping(owner, path, { next: 'start' })).status, 303)
      await world.app.queue.drain(world.app)
      const one = await world.app.db.read
        .selectFrom('import')
        .selectAll()
        .where('id', '=', Number(path.split('/').at(-1)))
        .executeTakeFirstOrThrow()
      assert.deepEqual([one.accounts_created, one.contacts_created, one.contacts_updated, one.rejected], [1, 1, 1, 1])
      assert.deepEqual(
        [
          (await named('Decided Join')).length,
          (await named('Decided New')).length,
          (await named('Decided Out')).length,
        ],
        [1, 2, 1],
      )
      assert.match((await owner.get(path)).html.querySelector('#rejections')!.text, /left out, as you chose/)
      const events = await world.app.db.read
        .selectFrom('audit_event')
        .select('changes')
        .where('kind', '=', 'import started')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      assert.deepEqual(JSON.parse(events.changes!), { rows: [null, '3'], decided: [null, '3'] })
    })

    it('may be whom a row before makes', async () => {
      const rows = 'Within,,,With,In,,,\n'.repeat(4)
      const path = await uploadImport(owner, heading + rows)
      const page = formIn(await owner.get(path))
      assert.deepEqual(page.row, ['3', '4', '5'])
      const decision = ['row:2', 'new', 'row:4']
      assert.equal((await sendMapping(owner, path, { decision, next: 'start' })).status, 303)
      await world.app.queue.drain(world.app)
      const [first, second, ...more] = await named('Within')
      assert.deepEqual(
        [more.length, (await contactsOf(first!.id)).length, (await contactsOf(second!.id)).length],
        [0, 1, 1],
      )
    })

    it('asks whether a contact is the same who was born on another day', async () => {
      await bring(`${heading}Born Ltd,Company,,Bo,Born,bo@born.test,,1970-01-01\n`)
      const text = `${heading}Second Born Ltd,Company,,Bo,Born,bo@born.test,,1990-01-01\n`
      const [doubt] = await doubtsOf(text)
      assert.match(doubt!.choices.join(' '), /^ contact:\d+ new leave out$/)
      const same = await bring(text, { decision: [doubt!.choices[1]!] })
      assert.deepEqual([same.one.accounts_created, same.one.contacts_created], [1, 0])
      const other = await bring(text.replace('Second', 'Third'), { decision: ['new'] })
      assert.deepEqual([other.one.accounts_created, other.one.contacts_created], [1, 1])
    })

    it('is nobody whom nobody offered: forged choices and rows that aren’t doubtful are passed over', async () => {
      await bring(`${heading}Forged,,,For,Ged,,,\n`)
      const path = await uploadImport(owner, `${heading}Forged,,,For,Ged,,,\nQuite New,,,Qui,New,,,\n`)
      await sendMapping(owner, path, {
        row: ['2', '3', '4', '-1', 'x'],
        decision: [`account:${world.accounts.hidden}`, `account:${world.accounts.hidden}`, 'new', 'new', 'new'],
      })
      const kept = await world.app.db.read
        .selectFrom('import_decision')
        .selectAll()
        .where('import_id', '=', Number(path.split('/').at(-1)))
        .execute()
      assert.deepEqual(kept, [])
      assert.equal((await sendMapping(owner, path, { next: 'start' })).status, 422)
    })

    it('is asked of the database in pieces, however many addresses a file brings', async () => {
      const mails = (row: number) => Array.from({ length: 50 }, (_, i) => `a${row}.${i}@many.test`).join(' ')
      const rows = Array.from({ length: 700 }, (_, row) => `Mails ${row},${mails(row)},${mails(row + 1000)}\n`).join('')
      const page = await owner.get(await uploadImport(owner, `Account name,Email,Email 2\n${rows}`))
      assert.match(page.html.querySelector('#preview')!.text, /New: 700/)
    })

    it('is looked at in the first 5,000 rows; who is doubtful after them is left out and told', async () => {
      await bring(`${heading}Many,,,Ma,Ny,,,\n`)
      const many = 'Many,,,Ma,Ny,,,\n'
      const path = await uploadImport(
        owner,
        heading + many.repeat(60) + 'Bad,,,Ba,D,nonsense,,\n'.repeat(4940) + many.repeat(20),
      )
      const page = await owner.get(path)
      assert.match(page.text, /Only the first 5,000 rows were compared/)
      assert.equal(page.html.querySelectorAll('#doubtful [name=decision]').length, 50)
      assert.ok(page.text.length < 300_000, `${page.text.length} characters`)
      const started = await owner.post(`${path}/mapping`, { ...formIn(page), doubtful: 'leave out', next: 'start' })
      assert.equal(started.status, 303)
      await world.app.queue.drain(world.app)
      const one = await world.app.db.read
        .selectFrom('import')
        .selectAll()
        .where('id', '=', Number(path.split('/').at(-1)))
        .executeTakeFirstOrThrow()
      assert.deepEqual([one.status, one.accounts_created, one.rejected], ['done', 0, 5020])
      assert.match((await owner.get(path)).text, /this may be a client who is there already/)
    })
  })

for (const engine of oneEngine)
  describe('the page of an import', () => {
    let world: World
    let owner: Browser
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
    })
    const alerts = async (path: string) =>
      (await owner.get(path)).html.querySelectorAll('#columns .notice-warn').map((notice) => notice.text.trim())

    it('says as what the file was read, and reads it as somebody says', async () => {
      const path = await uploadImport(owner, caseFile('10-csv-cp1251.csv'))
      const guessed = await owner.get(path)
      const { encoding, separator, heading: first } = formIn(guessed)
      assert.deepEqual([encoding, separator, first], ['windows-1251', 'semicolon', 'yes'])
      assert.match(guessed.html.querySelector('#preview')!.text, /Петрова Мария/)
      assert.equal((await sendMapping(owner, path, { encoding: 'windows-1252', next: 'start' })).status, 303)
      const latin = await owner.get(path)
      assert.match(latin.html.querySelector('#preview')!.text, /Ïåòðîâà/, 'and has not started')
      await sendMapping(owner, path, { separator: 'comma' })
      assert.deepEqual((formIn(await owner.get(path)).column as string[]).length, 1)
    })

    it('imports a file without headings, whose first row somebody says is data', async () => {
      const path = await uploadImport(owner, 'Ana Ends,Faro\nBruno Ends,Braga\n')
      assert.equal(formIn(await owner.get(path)).heading, 'yes')
      await sendMapping(owner, path, { heading: 'no' })
      const page = await owner.get(path)
      assert.match(page.html.querySelector('#columns')!.text, /Column 1/)
      assert.match(page.html.querySelector('#preview')!.text, /Ana Ends/)
      await sendMapping(owner, path, { column: ['account.name', 'contact1.city'], next: 'start' })
      await world.app.queue.drain(world.app)
      assert.match((await owner.get(path)).text, /The import is done/)
    })

    it('names a column that is mapped and not used, and one full of addresses that is not mapped', async () => {
      const unused = await alerts(
        await uploadImport(owner, 'Full name,First name,Last name\nSomebody Else,Ana,Silva\nAna Silva,Ana,Silva\n'),
      )
      assert.equal(unused.length, 1)
      assert.match(unused[0]!, /“.*Full name.*” is mapped to Contact 1: Full name but not used in .*1/)
      const lost = await alerts(await uploadImport(owner, 'Name,Wherever\nAna,ana@lost.test\nRui,rui@lost.test\n'))
      assert.match(lost.join(), /Wherever.* holds e-mail addresses and is not imported/)
      assert.deepEqual(await alerts(await uploadImport(owner, 'Name,Email\nAna,ana@found.test\n')), [])
    })

    it('says of each row what becomes of it', async () => {
      const seen = await world.app.db.read
        .selectFrom('account')
        .selectAll()
        .where('id', '=', world.accounts.seen)
        .executeTakeFirstOrThrow()
      const page = await owner.get(
        await uploadImport(
          owner,
          `Account ID,Account name,First name,Email,Team\n,New One,N,n@each.test,\n${seen.short_id},${seen.name},S,s@each.test,\n,Bad Mail,B,nonsense,\n,No Team,T,t@each.test,Nobody Such\n`,
        ),
      )
      const rows = page.html
        .querySelectorAll('#preview table')[0]!
        .querySelectorAll('tbody tr')
        .map((row) => row.querySelectorAll('td').map((cell) => cell.text.trim()))
      assert.deepEqual(
        rows.map((cells) => cells[1]),
        ['New', `Joins ${seen.short_id} ${seen.name}`, 'Rejected', 'Rejected'],
      )
      assert.match(rows[3]![4]!, /no team member has that name/)
    })

    it('that is stale answers with both versions, and is saved by pressing again', async () => {
      const path = await uploadImport(owner, 'Name,Other\nAna,Bela\n')
      const old = formIn(await owner.get(path))
      await sendMapping(owner, path, { column: ['account.name', 'contact1.city'] })
      const mine = { ...old, column: ['account.name', 'contact1.notes'] }
      const stale = await owner.post(`${path}/mapping`, { ...mine, next: 'start' })
      assert.equal(stale.status, 409)
      assert.match(stale.html.querySelector('[role=alert]')!.text, /Other: Contact 1: City/)
      assert.deepEqual(formIn(stale).column, mine.column)
      assert.equal((await owner.post(`${path}/mapping`, formIn(stale))).status, 303)
      assert.deepEqual(formIn(await owner.get(path)).column, mine.column)
    })

    it('forgets what was decided about rows that are others now', async () => {
      await imported(world, owner, 'Account name,First name\nForgotten,For\n')
      const path = await uploadImport(owner, 'Account name,First name,Other\nForgotten,For,x\n')
      await sendMapping(owner, path, { decision: ['new'] })
      assert.deepEqual(formIn(await owner.get(path)).decision, ['new'])
      await sendMapping(owner, path, {
        column: ['account.name', 'contact1.first_name', 'contact1.city'],
        row: [],
        decision: [],
      })
      assert.deepEqual(formIn(await owner.get(path)).decision, [''])
    })
  })
