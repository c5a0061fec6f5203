import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { fromBufferPromise } from 'yauzl'
import { changeAccount } from '#src/accounts/account.ts'
import { setAccountRoles, setAccountTags } from '#src/accounts/team.ts'
import { setSwitch } from '#src/addresses/setting.ts'
import { auditHome, record } from '#src/audit/audit.ts'
import { events } from '#src/audit/events.ts'
import { secretHome } from '#src/contacts/secret.ts'
import { addDocument } from '#src/documents/add.ts'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { addToGroup, createGroup } from '#src/groups/group.ts'
import { setPhoto } from '#src/photos/photo.ts'
import { createTag } from '#src/tags/tag.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

for (const engine of engines)
  describe(`one account exported whole on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    /** As a browser posts it, and with the bytes of what comes back. */
    async function ask(id: number, who = world.people.owner) {
      const browser = await world.as(who)
      const answer = await world.web.request(`/accounts/${id}/export`, {
        method: 'POST',
        body: String(new URLSearchParams({ form_token: browser.formToken })),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
      })
      return answer
    }
    async function unzipped(bytes: Buffer): Promise<Map<string, string>> {
      const zip = await fromBufferPromise(bytes)
      const files = new Map<string, string>()
      for await (const entry of zip.eachEntry())
        files.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString())
      return files
    }
    const whole = async (id: number) => {
      const answer = await ask(id)
      assert.equal(answer.status, 200)
      return unzipped(Buffer.from(await answer.arrayBuffer()))
    }
    const table = (csv: string): string[][] => parse(csv, { bom: true, delimiter: ';' })

    it('holds the documents that the reader may look at, with every version and in their folders', async () => {
      const account = await world.openAccount('With documents', [world.people.eva])
      const { app } = world
      const store = async (name: string, content: string) => ({
        ...(await app.files.put(Readable.from([content]), 1000)),
        ...{ name, type: 'text/plain' },
      })
      const [open, closed] = await world.perform(async (act) => {
        const taxes = await createFolder(act, account, null, 'IRS: 2025')
        const closed = await createFolder(act, account, null, 'Closed')
        const folder = { id: closed, account_id: account, parent_id: null, name: 'Closed', accountName: 'x' }
        await setFolderRights(act, folder, new Map([[world.people.eva, 'none']]), new Map())
        return [taxes, closed]
      })
      const add = async (folderId: number | null, name: string, content: string) => {
        const file = await store(name, content)
        const place = { accountId: account, folderId, isShared: true, sameName: 'new version' } as const
        return world.perform((act) => addDocument(act, place, file))
      }
      await add(open!, 'Return.txt', 'first')
      await add(open!, 'Return.txt', 'second')
      await add(closed!, 'Secret.txt', 'secret')
      const gone = await add(null, 'Gone.txt', 'gone')
      const trashed = await add(null, 'Trashed.txt', 'trashed')
      await app.db.write((trx) =>
        trx.updateTable('document').set({ trashed_at: '2026' }).where('id', '=', trashed.id).execute(),
      )
      const { hash } = await app.db.read
        .selectFrom('document')
        .select('hash')
        .where('id', '=', gone.id)
        .executeTakeFirstOrThrow()
      await app.files.remove(hash)
      const files = await whole(account)
      assert.equal(files.get('documents/IRS_ 2025/Return.txt'), 'second')
      assert.equal(files.get('documents/IRS_ 2025/Return (version 1).txt'), 'first')
      assert.equal(files.get('documents/Closed/Secret.txt'), 'secret')
      assert.ok(![...files.keys()].some((name) => /Trashed|Gone/.test(name)))
      const { folders, documents } = JSON.parse(files.get('documents.json')!)
      assert.deepEqual(folders, [['Closed'], ['IRS: 2025']])
      const told = documents.map(({ name, folder, versions }: Record<string, unknown[]>) => [
        ...[name, folder],
        versions!.map((version) => [(version as { number: number }).number, (version as { file: string }).file]),
      ])
      assert.deepEqual(told, [
        [
          'Return.txt',
          ['IRS: 2025'],
          [
            [2, 'documents/IRS_ 2025/Return.txt'],
            [1, 'documents/IRS_ 2025/Return (version 1).txt'],
          ],
        ],
        ['Secret.txt', ['Closed'], [[1, 'documents/Closed/Secret.txt']]],
        ['Gone.txt', [], [[1, null]]],
      ])
      await world.giveRights(world.people.eva, ['manage accounts'])
      const answer = await ask(account, world.people.eva)
      const theirs = await unzipped(Buffer.from(await answer.arrayBuffer()))
      assert.ok(theirs.has('documents/IRS_ 2025/Return.txt'))
      assert.doesNotMatch([...theirs.keys()].join() + theirs.get('documents.json'), /Secret|Closed/)
      await world.giveRights(world.people.eva, [])
    })

    it('holds what the account is, who is on it, and its contacts', async () => {
      const { seen } = world.accounts
      await world.perform(async (act) => {
        const tag = await createTag(act, { name: 'VAT', colour: 'blue' })
        await setAccountTags(act, seen, [tag])
        await setAccountRoles(act, seen, { preparer: world.people.eva })
        await addToGroup(act, await createGroup(act, { name: 'Household', notes: '' }), [seen])
        const { id } = await act.trx
          .selectFrom('address')
          .select('id')
          .where('email', '=', 'maria@seen.test')
          .executeTakeFirstOrThrow()
        await setSwitch(act, seen, id, 'login', true)
        await act.trx
          .updateTable('contact')
          .set({
            iban: act.vault.seal('PT50000201231234567890154', secretHome(world.contacts.maria, 'iban')),
            street: '=1+1',
          })
          .where('id', '=', world.contacts.maria)
          .execute()
      })
      const answer = await ask(seen)
      assert.equal(answer.headers.get('content-type'), 'application/zip')
      assert.match(answer.headers.get('content-disposition')!, /^attachment; filename="SF\d+-\d{4}-\d{2}-\d{2}\.zip"$/)
      const files = await unzipped(Buffer.from(await answer.arrayBuffer()))
      const json = JSON.parse(files.get('account.json')!)
      assert.equal(json.account.name, 'Seen Family')
      assert.deepEqual(
        [json.tags, json.team, json.roles, json.groups],
        [['VAT'], ['Eva Employee'], { preparer: 'Eva Employee' }, ['Household']],
      )
      assert.deepEqual(
        json.contacts.map((one: Record<string, unknown>) => [one.first_name, one.emails, one.phones, one.description]),
        [
          ['João', ['joao@seen.test'], [], ''],
          ['Maria', ['maria@seen.test'], ['+351 912 345 678'], 'Mother'],
        ],
      )
      assert.deepEqual(json.portal, { state: 'pending', logins: [] })
      assert.deepEqual(json.addresses, [
        {
          contact_id: world.contacts.maria,
          email: 'maria@seen.test',
          login: true,
          notify: false,
          sync: false,
          signer: true,
          preferences: {},
        },
      ])
      for (const content of files.values()) {
        assert.doesNotMatch(content, /sealed:2:|PT5000/)
        assert.doesNotMatch(content, /Hidden Holdings/)
      }
    })

    it('holds its contacts as a table for the spreadsheet of the firm’s country', async () => {
      const csv = (await whole(world.accounts.seen)).get('contacts.csv')!
      assert.ok(csv.startsWith('\uFEFF"First name";"Last name";'))
      const [headings, joao, maria] = table(csv)
      const cell = (row: string[] | undefined, heading: string) => row?.[headings!.indexOf(heading)]
      assert.equal(cell(joao, 'First name'), 'João')
      assert.equal(cell(maria, 'Description'), 'Mother')
      assert.equal(cell(maria, 'Phones'), '+351 912 345 678')
      assert.equal(cell(maria, 'Street'), "'=1+1")
    })

    it('holds its whole activity, over more than one read, and nothing of what is encrypted', async () => {
      const id = await world.openAccount('Busy')
      const sealed = world.app.vault.seal('secret', auditHome({ accountId: id }, 'company_city', 'now'))
      await world.perform(async (act) => {
        await changeAccount(act, id, 1, { name: 'Busier', tax_id: '123456789' })
        for (let i = 0; i < 1200; i++)
          await record(act, {
            kind: 'account changed',
            accountId: id,
            changes: { company_city: [`City ${i}`, sealed] },
          })
      })
      const files = await whole(id)
      const rows = table(files.get('activity.csv')!).slice(1)
      const all = await events(world.app.db.read, { accountId: id }, 5000)
      assert.equal(rows.length, all.events.length)
      assert.equal(rows[0]?.[2], 'exported everything about the client')
      assert.equal(rows[1]?.[3], 'City: City 1199 → •••')
      assert.ok(rows.some((row) => row[3] === 'Name: Busy → Busier; Tax ID'))
      assert.doesNotMatch(files.get('activity.csv')!, /sealed:2:|123456789/)
    })

    it('holds its photo, unless its file is lost', async () => {
      const id = await world.openAccount('Pictured')
      const bytes = Buffer.from('a picture as far as this is concerned')
      const { hash } = await world.app.files.put(Readable.from([bytes]), 1000)
      await world.perform((act) => setPhoto(act, id, { small: hash, large: hash }))
      assert.equal((await whole(id)).get('files/photo.webp'), String(bytes))
      await world.app.files.remove(hash)
      assert.equal((await whole(id)).has('files/photo.webp'), false)
    })

    it('stands in the audit trail', async () => {
      await ask(world.accounts.hidden)
      const [event] = (await events(world.app.db.read, { accountId: world.accounts.hidden }, 1)).events
      assert.deepEqual([event?.kind, event?.actor], ['account exported', 'Olga Owner'])
    })

    it('takes files of any noun, opens them as they are read, and closes them when the reader goes', async () => {
      const { app } = world
      const known = app.modules
      let made = 0
      let closed = false
      async function* endless() {
        try {
          // What can't be made smaller, for the ZIP not to swallow it.
          for (;;) yield crypto.getRandomValues(Buffer.alloc(65_536))
        } finally {
          closed = true
        }
      }
      const counted = async function* () {
        for await (const chunk of endless()) {
          made += chunk.length
          yield chunk
        }
      }
      app.modules = [
        ...known,
        {
          name: 'large',
          async *accountExport() {
            yield { file: { name: 'files/large.bin', open: () => Readable.from(counted()) } }
          },
        },
      ]
      const reader = (await ask(world.accounts.seen)).body!.getReader()
      app.modules = known
      let read = 0
      while (read < 500_000) read += (await reader.read()).value!.length
      await new Promise((resolve) => setTimeout(resolve, 200))
      assert.ok(made < 4_000_000, `${made} bytes were made for ${read} that were read`)
      await reader.cancel()
      await new Promise((resolve) => setTimeout(resolve, 50))
      assert.ok(closed)
    })

    it('is refused to whoever may not, without a line but that of the refusal, and shows no button', async () => {
      const { seen, hidden } = world.accounts
      const eva = await world.as(world.people.eva)
      const before = (await events(world.app.db.read, { accountId: seen }, 1)).events[0]?.id
      assert.equal((await ask(seen, world.people.eva)).status, 403)
      assert.equal((await events(world.app.db.read, { accountId: seen }, 1)).events[0]?.id, before)
      const button = `form[action="/accounts/${seen}/export"]`
      assert.equal((await eva.get(`/accounts/${seen}`)).html.querySelector(button), null)
      await world.giveRights(world.people.eva, ['manage accounts'])
      assert.equal((await ask(hidden, world.people.eva)).status, 404)
      assert.ok((await eva.get(`/accounts/${seen}`)).html.querySelector(button))
      await world.giveRights(world.people.eva, [])
    })
  })
