import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { fromBuffer } from 'yauzl'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { namesOnce, safeName } from '#src/platform/files/names.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

describe('a name in a ZIP', () => {
  it('is one part of a path on any system', () => {
    for (const [name, safe] of [
      ['Relatório 😀.pdf', 'Relatório 😀.pdf'],
      ['../../etc/passwd', '.._.._etc_passwd'],
      ['..', '_'],
      ['.', '_'],
      ['a\\b:c*d?e"f<g>h|i', 'a_b_c_d_e_f_g_h_i'],
      ['CON', '_CON'],
      ['nul.txt', '_nul.txt'],
      ['console.txt', 'console.txt'],
      ['ends. . ', 'ends'],
      ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ] as const)
      assert.equal(safeName(name), safe)
  })

  it('is there once', () => {
    const name = namesOnce()
    assert.deepEqual(['a.pdf', 'A.PDF', 'a:b', 'a?b', 'a_b (2)'].map(name), [
      'a.pdf',
      'A (2).PDF',
      'a_b',
      'a_b (2)',
      'a_b (2) (2)',
    ])
  })
})

/** What is in a ZIP: each name with its content. */
const unpacked = (bytes: Buffer) =>
  new Promise<Map<string, string>>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (problem, zip) => {
      if (problem) return reject(problem)
      const found = new Map<string, string>()
      zip.on('error', reject)
      zip.on('end', () => resolve(found))
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, async (error, stream) => {
          if (error) return reject(error)
          const chunks: Buffer[] = []
          for await (const chunk of stream) chunks.push(chunk as Buffer)
          found.set(entry.fileName, Buffer.concat(chunks).toString())
          zip.readEntry()
        }),
      )
      zip.readEntry()
    })
  })

for (const engine of engines)
  describe(`documents as a ZIP on ${engine}`, () => {
    let world: World
    let account: number
    let folders: Record<'top' | 'inner' | 'secret', number>
    before(async () => {
      world = await makeWorld(engine)
      account = await world.openAccount('Açores & Filhos', [world.people.eva])
      const folder = (name: string, parent: number | null = null) =>
        world.perform((act) => createFolder(act, account, parent, name))
      const top = await folder('IRS: 2026')
      folders = { top, inner: await folder('Anexos', top), secret: await folder('Secret') }
      await make('Letter.txt', 'at the top')
      await make('IRS_ 2026', 'called like the folder')
      await make('Return.txt', 'in a folder', top)
      await make('Annex.txt', 'deeper', folders.inner, true)
      await make('Hidden.txt', 'not for Eva', folders.secret)
      const secret = { id: folders.secret, account_id: account, parent_id: null, name: 'Secret', accountName: '' }
      await world.perform((act) => setFolderRights(act, secret, new Map([[world.people.eva, 'none']]), new Map()))
    })
    const make = (name: string, content: string, folderId: number | null = null, byClient = false) =>
      makeDocument(world, account, name, content, { folderId, contactId: byClient ? world.contacts.maria : undefined })
    const zip = async (browser: Browser, path: string) => {
      const answer = await world.web.request(`/accounts/${account}/documents${path}`, {
        headers: { cookie: `session=${browser.cookies.get('session')}` },
      })
      assert.equal(answer.status, 200)
      return { answer, files: await unpacked(Buffer.from(await answer.arrayBuffer())) }
    }

    it('are all that one may look into, in their folders', async () => {
      const { answer, files } = await zip(await world.as(world.people.owner), '/zip')
      assert.deepEqual([...files].sort(), [
        ['IRS_ 2026 (2)', 'called like the folder'],
        ['IRS_ 2026/Anexos/Annex.txt', 'deeper'],
        ['IRS_ 2026/Return.txt', 'in a folder'],
        ['Letter.txt', 'at the top'],
        ['Secret/Hidden.txt', 'not for Eva'],
      ])
      assert.match(answer.headers.get('content-disposition')!, /filename\*=UTF-8''A%C3%A7ores%20%26%20Filhos\.zip/)
      const { files: less } = await zip(await world.as(world.people.eva), '/zip')
      assert.deepEqual(less.size, 4)
      assert.ok(![...less.keys()].some((name) => name.includes('Secret')))
    })

    it('are one folder with those in it', async () => {
      const { answer, files } = await zip(await world.as(world.people.eva), `/folders/${folders.top}/zip`)
      assert.deepEqual([...files.keys()].sort(), ['Anexos/Annex.txt', 'Return.txt'])
      assert.match(answer.headers.get('content-disposition')!, /filename="IRS_ 2026\.zip"/)
    })

    it('are not there of a folder that one may not look into', async () => {
      const eva = await world.as(world.people.eva)
      for (const folder of [folders.secret, 9999, 0, 'abc'])
        assert.equal((await eva.get(`/accounts/${account}/documents/folders/${folder}/zip`)).status, 404)
      const nina = await world.as(world.people.nina)
      assert.equal((await nina.get(`/accounts/${account}/documents/zip`)).status, 404)
    })

    it('count as downloaded, and are told of once', async () => {
      const admin = await world.as(world.people.admin)
      const id = await make('Fresh.txt', 'fresh', folders.inner, true)
      const head = await world.web.request(`/accounts/${account}/documents/zip`, {
        method: 'HEAD',
        headers: { cookie: `session=${admin.cookies.get('session')}` },
      })
      assert.equal(head.headers.get('content-type'), 'application/zip')
      const looks = () =>
        world.app.db.read
          .selectFrom('document_view')
          .selectAll()
          .where('staff_id', '=', world.people.admin)
          .where('document_id', '=', id)
          .execute()
      assert.deepEqual(await looks(), [], 'nobody took the head for the whole')
      for (const _ of [1, 2]) await zip(admin, `/folders/${folders.top}/zip`)
      assert.deepEqual(
        (await looks()).map((look) => [look.number, Number(look.times)]),
        [[1, 2]],
      )
      const { seen_at } = await world.app.db.read
        .selectFrom('document')
        .select('seen_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      assert.ok(seen_at)
      const told = await world.app.db.read
        .selectFrom('audit_event')
        .select(['changes'])
        .where('kind', '=', 'documents downloaded')
        .where('staff_id', '=', world.people.admin)
        .execute()
      assert.deepEqual(
        told.map((event) => JSON.parse(event.changes!)),
        [1, 2].map(() => ({ folder: ['IRS: 2026', 'IRS: 2026'], files: [null, '3'] })),
      )
    })

    it('of which a file is missing say so, and hold the others', async () => {
      const id = await make('Lost.txt', 'lost', folders.top)
      const { hash } = await world.app.db.read
        .selectFrom('document')
        .select('hash')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await world.app.files.remove(hash)
      const { files } = await zip(await world.as(world.people.owner), '/zip')
      assert.ok(files.has('IRS_ 2026/Return.txt') && !files.has('IRS_ 2026/Lost.txt'))
      assert.match(files.get('MISSING FILES.txt')!, /IRS_ 2026\/Lost\.txt/)
    })

    it('are an empty ZIP of an account without any', async () => {
      const empty = await world.openAccount('Empty')
      const owner = await world.as(world.people.owner)
      assert.equal((await owner.get(`/accounts/${empty}/documents/zip`)).status, 200)
    })

    it('are refused where they are too many for one', async () => {
      const many = await world.openAccount('Very many')
      await world.app.db.write(async (trx) => {
        const row = (n: number) => ({
          account_id: many,
          folder_id: null,
          name: `${n}`,
          name_key: `${n}`,
          sort_name: `${n}`,
          hash: 'a'.repeat(64),
          size: 1,
          type: 'text/plain',
          from_client: 0,
          is_shared: 0,
          added_at: world.app.now.toISOString(),
          added_by: null,
          added_by_contact: null,
          added_by_name: '',
          seen_at: null,
          trashed_at: null,
          trashed_by: null,
          trashed_with: null,
        })
        for (let n = 0; n <= 20_000; n += 1000)
          await trx
            .insertInto('document')
            .values(Array.from({ length: Math.min(1000, 20_001 - n) }, (_, i) => row(n + i)))
            .execute()
      })
      const refused = await (await world.as(world.people.owner)).get(`/accounts/${many}/documents/zip`)
      assert.equal(refused.status, 413)
      assert.match(refused.text, /Too many files at once/)
    })
  })
