import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import sharp from 'sharp'
import { misleadingEnding } from '#src/platform/files/kind.ts'
import { pictureOf } from '#src/platform/files/picture.ts'
import { decoded, tableOf } from '#src/platform/files/reading.ts'
import { removeFilesLater } from '#src/platform/files/removal.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeDocument } from '#src/testing/documents.ts'
import { engines, makeWorld, type World } from '#src/testing/world.ts'

const picture = (width: number, height: number, format: 'jpeg' | 'png' = 'jpeg') =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .withExif({ IFD0: { Copyright: 'where it was taken' } })
    .toFormat(format)
    .toBuffer()

describe('a text that is shown', () => {
  it('is UTF-8 where it is, even cut in two, and else Windows-1252', () => {
    assert.equal(decoded(Buffer.from('\uFEFFOlá\r\nmundo')), 'Olá\nmundo')
    assert.equal(decoded(Buffer.from('Olá').subarray(0, 3)), 'Ol')
    assert.equal(decoded(Buffer.from([0x4f, 0x6c, 0xe1, 0x20, 0x80])), 'Olá €')
    assert.equal(decoded(Buffer.from('a\u001b[31mb\u000cc')), 'a[31mbc')
  })

  it('is a table where it has rows and columns, of which the first are shown', () => {
    for (const delimiter of [';', ',', '\t'])
      assert.deepEqual(tableOf(`a${delimiter}b\n1${delimiter}"2\n3"`, false), {
        table: { headings: ['a', 'b'], rows: [['1', '2\n3']] },
        cut: false,
      })
    const long = `h\n${'x\n'.repeat(101)}`
    assert.deepEqual([tableOf(long, false)!.table.rows.length, tableOf(long, false)!.cut], [100, true])
    assert.equal(tableOf(`h\n${'x\n'.repeat(100)}`, false)!.cut, false)
    const wide = Array.from({ length: 31 }, (_, i) => i).join(';')
    assert.deepEqual([tableOf(wide, false)!.table.headings.length, tableOf(wide, false)!.cut], [30, true])
    assert.deepEqual(tableOf('a;b\n1;2\n3;', true), { table: { headings: ['a', 'b'], rows: [['1', '2']] }, cut: true })
    assert.equal(tableOf('', false), null)
  })
})

describe('an ending', () => {
  it('misleads where the file is something else', () => {
    assert.equal(misleadingEnding('photo.jpg', 'text/plain'), '.jpg')
    assert.equal(misleadingEnding('letter.PDF', 'image/png'), '.pdf')
    assert.equal(misleadingEnding('sheet.xlsx', 'application/zip'), null)
    assert.equal(misleadingEnding('photo.jpg', 'image/png'), null)
    assert.equal(misleadingEnding('page.html', 'text/plain'), null)
    assert.equal(misleadingEnding('no ending', 'application/pdf'), null)
    assert.equal(misleadingEnding('x.constructor', 'application/pdf'), null)
  })
})

for (const engine of engines)
  describe(`what is shown of documents on ${engine}`, () => {
    let world: World
    let owner: Browser
    let base: string
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      base = `/accounts/${world.accounts.seen}/documents`
    })
    const make = (name: string, content: string | Buffer) => makeDocument(world, world.accounts.seen, name, content)
    const shownOf = async (id: number) => (await owner.get(`${base}/${id}`)).html.querySelector('#document-preview')!
    const previews = () => world.app.db.read.selectFrom('preview').selectAll().execute()
    const fileOf = (id: number) =>
      world.app.db.read
        .selectFrom('document')
        .select(['hash', 'size', 'type'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()

    it('is a picture made anew, never its own bytes, once for each size', async () => {
      const original = await picture(2000, 1000)
      const id = await make('Receipt.jpg', original)
      assert.equal((await shownOf(id)).querySelector('img')?.getAttribute('src'), `${base}/${id}/picture/large`)
      for (const [size, width] of [
        ['small', 256],
        ['large', 1600],
      ] as const) {
        const answer = await world.web.request(`${base}/${id}/picture/${size}`, {
          headers: { cookie: `session=${owner.cookies.get('session')}` },
        })
        assert.equal(answer.headers.get('content-type'), 'image/webp')
        const made = Buffer.from(await answer.arrayBuffer())
        const { format, exif, ...is } = await sharp(made).metadata()
        assert.deepEqual([format, is.width, is.height, exif], ['webp', width, width / 2, undefined])
      }
      const file = await fileOf(id)
      const again = await Promise.all([pictureOf(world.app, file, 'small'), pictureOf(world.app, file, 'small')])
      assert.equal(again[0], again[1])
      assert.equal((await previews()).filter((row) => row.hash === file.hash).length, 2)
      assert.equal((await owner.get(`${base}/${id}/picture/huge`)).status, 404)
      const eva = await world.as(world.people.eva)
      const looks = () =>
        world.app.db.read
          .selectFrom('document_view')
          .select('times')
          .where('document_id', '=', id)
          .where('staff_id', '=', world.people.eva)
          .execute()
      await eva.get(`${base}/${id}/picture/small`)
      await eva.get(`${base}/${id}/picture/large`, { headers: { 'sec-fetch-dest': 'image' } })
      assert.equal((await looks()).length, 0, 'what stands in a page is not opened')
      await eva.get(`${base}/${id}/picture/large`)
      assert.equal((await looks()).length, 1)
    })

    it('is a small picture left as small as it is', async () => {
      const id = await make('Dot.png', await picture(40, 30, 'png'))
      const hash = (await pictureOf(world.app, await fileOf(id), 'large'))!
      const { buffer } = await import('node:stream/consumers')
      const { width, height } = await sharp(await buffer(world.app.files.read(hash))).metadata()
      assert.deepEqual([width, height], [40, 30])
    })

    it('is nothing of a damaged picture, which is said and remembered', async () => {
      const whole = await picture(600, 400)
      const id = await make('Damaged.jpg', whole.subarray(0, whole.length / 2))
      const shown = await shownOf(id)
      assert.match(shown.text, /damaged/)
      assert.equal(shown.querySelector('img'), null)
      assert.equal((await owner.get(`${base}/${id}/picture/large`)).status, 404)
      const { hash } = await fileOf(id)
      assert.deepEqual(
        (await previews()).filter((row) => row.hash === hash),
        [{ hash, size: 'large', picture: null }],
      )
    })

    it('leaves with the last document that it was made of', async () => {
      const id = await make('Leaving.png', await picture(50, 50, 'png'))
      const twin = await make('Twin.png', await picture(50, 50, 'png'))
      const file = await fileOf(id)
      const hash = (await pictureOf(world.app, file, 'small'))!
      const areThere = async () => [await world.app.files.has(file.hash), await world.app.files.has(hash)]
      const anHourLater = async () => {
        world.app.now = new Date(world.app.now.getTime() + 3_600_000)
        await world.app.queue.drain(world.app)
      }
      const deleted = (document: number) =>
        world.perform(async (act) => {
          await act.trx.deleteFrom('document').where('id', '=', document).execute()
          await removeFilesLater(act, [file.hash])
        })
      await deleted(id)
      await anHourLater()
      assert.deepEqual(await areThere(), [true, true], 'another document is made of the same bytes')
      await deleted(twin)
      await anHourLater()
      assert.deepEqual(await areThere(), [false, true])
      assert.deepEqual(
        await world.app.db.read.selectFrom('preview').select('size').where('hash', '=', file.hash).execute(),
        [],
      )
      await anHourLater()
      assert.deepEqual(await areThere(), [false, false])
    })

    it('is the beginning of a text, as text', async () => {
      const id = await make('Letter.txt', `<b>Dear</b> & ${'x'.repeat(120_000)}`)
      const shown = await shownOf(id)
      assert.ok(shown.querySelector('pre')!.text.startsWith('<b>Dear</b> & xxx'))
      assert.equal(shown.querySelector('pre b'), null)
      assert.match(shown.text, /Only the beginning is shown/)
      assert.doesNotMatch((await shownOf(await make('Short.txt', 'Short'))).text, /Only the beginning/)
    })

    it('is the first rows of a table', async () => {
      const id = await make('Sales.csv', `Mês;Valor\n${'Maio;1,5\n'.repeat(150)}`)
      const shown = await shownOf(id)
      assert.deepEqual(
        shown.querySelectorAll('th').map((th) => th.text),
        ['Mês', 'Valor'],
      )
      assert.equal(shown.querySelectorAll('tbody tr').length, 100)
      assert.match(shown.text, /Only the first rows/)
    })

    it('is nothing of other files, but what they are', async () => {
      const id = await make('Books.bin', Buffer.from([0, 1, 2, 3]))
      assert.match((await shownOf(id)).text, /no preview for this type/)
      assert.equal((await owner.get(`${base}/${id}/picture/small`)).status, 404)
      const liar = await owner.get(`${base}/${await make('Photo.jpg', 'I am a text')}`)
      assert.match(liar.html.querySelector('.notice')!.text, /ends in \.jpg.*Text/)
    })
  })
