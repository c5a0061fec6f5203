import assert from 'node:assert/strict'
import { before, beforeEach, describe, it } from 'node:test'
import sharp from 'sharp'
import { archiveAccount, deleteAccount, findAccount } from '#src/accounts/account.ts'
import type { Browser } from '#src/testing/browser-like.ts'
import { makeWorld, oneEngine, type World } from '#src/testing/world.ts'
import { photosModule } from './module.ts'
import { photoBytes } from './photo.ts'

const picture = async (colour: string, format: 'jpeg' | 'png' = 'jpeg') =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: colour } })
    .toFormat(format)
    .toBuffer()

for (const engine of oneEngine)
  describe(`photos on ${engine}`, () => {
    let world: World
    let owner: Browser
    let eva: Browser
    let id: number
    before(async () => {
      world = await makeWorld(engine)
      owner = await world.as(world.people.owner)
      eva = await world.as(world.people.eva)
    })
    beforeEach(async () => {
      id = await world.openAccount('Pictured', [world.people.eva])
    })
    const account = async (one = id) => findAccount(world.app.db.read, await world.staff(world.people.owner), one)
    const upload = (
      file: Buffer | string | null,
      { name = 'me.jpg', browser = owner, htmx = false, to = id, fields = {} as Record<string, string> } = {},
    ) => {
      const body = new FormData()
      body.set('form_token', browser.formToken)
      if (file !== null) body.set('photo', new File([typeof file === 'string' ? file : new Uint8Array(file)], name))
      for (const [field, value] of Object.entries(fields)) body.set(field, value)
      return browser.upload(`/accounts/${to}/photo`, body, { htmx })
    }
    const kept = async (hash: string | null) => hash !== null && world.app.files.has(hash)
    /** An hour later, when what nothing names is removed. */
    const tidy = () => {
      world.app.now = new Date(world.app.now.getTime() + 3_600_000)
      return world.app.queue.drain(world.app)
    }

    it('are put up without JavaScript, and stand wherever the account does', async () => {
      const form = await owner.get(`/accounts/${id}/photo/edit`)
      assert.ok(form.html.querySelector('html'))
      assert.equal(form.html.querySelector('#photo form')?.getAttribute('enctype'), 'multipart/form-data')
      const saved = await upload(await picture('#a33'))
      assert.equal(saved.status, 303)
      assert.equal(saved.location, `/accounts/${id}/info`)
      const info = await owner.get(saved.location!)
      const { photo_small, photo_large } = await account()
      const small = `/accounts/${id}/photo/small?v=${photo_small!.slice(0, 16)}`
      assert.equal(info.html.querySelector('#profile-bar img')?.getAttribute('src'), small)
      assert.equal(
        info.html.querySelector('#details img')?.getAttribute('src'),
        `/accounts/${id}/photo/large?v=${photo_large!.slice(0, 16)}`,
      )
      for (const path of ['/accounts', '/search?q=pictured'])
        assert.ok((await owner.get(path)).html.querySelector(`img[src="${small}"]`), path)
    })

    it('are put up with htmx: one region, and the bar on top', async () => {
      const form = await owner.get(`/accounts/${id}/photo/edit`, { htmx: true })
      assert.equal(form.html.querySelector('html'), null)
      assert.equal(form.html.querySelectorAll('#photo').length, 1)
      const saved = await upload(await picture('#3a3'), { htmx: true })
      assert.equal(saved.status, 200)
      assert.doesNotMatch(saved.text, /doctype/i)
      assert.ok(saved.html.querySelector('#photo > img'))
      assert.ok(saved.html.querySelector('#photo a[autofocus]'), 'the focus comes back')
      assert.ok(saved.html.querySelector('hx-partial[hx-target="#profile-bar"] img'))
      const cancelled = await owner.get(`/accounts/${id}/photo`, { htmx: true })
      assert.ok(cancelled.html.querySelector('#photo > img'))
      assert.equal((await owner.get(`/accounts/${id}/photo`)).location, `/accounts/${id}/info`)
    })

    it('are on related accounts too', async () => {
      const { seen, hidden } = world.accounts
      await upload(await picture('#123'), { to: hidden })
      const { photo_small } = await account(hidden)
      const page = await owner.get(`/accounts/${seen}/info`)
      const src = `/accounts/${hidden}/photo/small?v=${photo_small!.slice(0, 16)}`
      assert.equal(page.html.querySelector('#related img')?.getAttribute('src'), src)
    })

    it('are served for ever under the address of their content, and asked about again under any other', async () => {
      await upload(await picture('#33a'))
      const { photo_small, photo_large } = await account()
      for (const [size, hash] of [
        ['small', photo_small!],
        ['large', photo_large!],
      ] as const) {
        const photo = await owner.get(`/accounts/${id}/photo/${size}?v=${hash.slice(0, 16)}`)
        assert.equal(photo.status, 200)
        assert.equal(photo.headers.get('content-type'), 'image/webp')
        assert.equal(photo.headers.get('x-content-type-options'), 'nosniff')
        assert.equal(photo.headers.get('cache-control'), 'private, max-age=31536000, immutable')
        assert.equal(photo.headers.get('etag'), `"${hash}"`)
        for (const version of ['', '?v=', '?v=0123456789abcdef']) {
          const other = await owner.get(`/accounts/${id}/photo/${size}${version}`)
          assert.equal(other.headers.get('cache-control'), 'private, no-cache')
        }
        const again = await owner.get(`/accounts/${id}/photo/${size}`, { headers: { 'if-none-match': `"${hash}"` } })
        assert.equal(again.status, 304)
        assert.equal(again.text, '')
      }
      assert.equal((await owner.get(`/accounts/${id}/photo/huge`)).status, 404)
    })

    it('are not there for whoever may not see the account, nor where there is none', async () => {
      await upload(await picture('#fff'), { to: world.accounts.hidden })
      assert.equal((await eva.get(`/accounts/${world.accounts.hidden}/photo/small`)).status, 404)
      assert.equal((await owner.get(`/accounts/${world.accounts.hidden}/photo/small`)).status, 200)
      assert.equal((await owner.get(`/accounts/${id}/photo/small`)).status, 404)
      const nobody = await world.stranger().get(`/accounts/${world.accounts.hidden}/photo/small`)
      assert.match(nobody.location!, /^\/sign-in/)
    })

    it('are seen but not changed by whom has no right: 403, unchanged, control absent', async () => {
      await upload(await picture('#aaa'))
      const before = await account()
      assert.equal((await upload(await picture('#bbb'), { browser: eva })).status, 403)
      assert.equal((await eva.post(`/accounts/${id}/photo/removal`)).status, 403)
      assert.equal((await eva.get(`/accounts/${id}/photo/edit`)).status, 403)
      assert.deepEqual(await account(), before)
      const block = (await eva.get(`/accounts/${id}/info`)).html.querySelector('#photo')!
      assert.ok(block.querySelector('img'))
      assert.equal(block.querySelector('a'), null)
      const away = await upload(await picture('#bbb'), { browser: eva, to: world.accounts.hidden })
      assert.equal(away.status, 403)
    })

    it('take no file without the form’s token before it', async () => {
      const body = new FormData()
      body.set('photo', new File([new Uint8Array(await picture('#111'))], 'x.jpg'))
      body.set('form_token', owner.formToken)
      assert.equal((await owner.upload(`/accounts/${id}/photo`, body)).status, 403)
      assert.equal((await account()).photo_small, null)
    })

    it('say plainly, in both modes, why a file can’t be one, and leave what is there', async () => {
      await upload(await picture('#777'))
      const before = await account()
      const jpeg = await picture('#888')
      const wrong: [Buffer | string | null, string, number, RegExp][] = [
        [null, '', 422, /Choose a file/],
        ['', 'empty.jpg', 422, /is empty/],
        ['<!doctype html><script>alert(1)</script>', 'page.jpg', 422, /picture can’t be used/],
        ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'drawing.svg', 422, /picture can’t be used/],
        ['%PDF-1.7', 'letter.pdf', 422, /picture can’t be used/],
        [jpeg.subarray(0, jpeg.length / 2), 'half.jpg', 422, /damaged/],
        [Buffer.alloc(20 * 1024 ** 2 + 1, 'x'), 'large.jpg', 413, /too large/],
      ]
      for (const htmx of [false, true])
        for (const [file, name, status, says] of wrong) {
          const answer = await upload(file, { name, htmx })
          assert.equal(answer.status, status, name)
          assert.match(answer.html.querySelector('#f-photo-error')!.text, says, name)
          assert.equal(Boolean(answer.html.querySelector('html')), !htmx)
        }
      assert.equal((await upload(jpeg, { fields: { crop_x: 'left', crop_y: '0', crop_size: '1' } })).status, 422)
      assert.deepEqual(await account(), before)
    })

    it('are known by their content, not their name', async () => {
      assert.equal((await upload(await picture('#999', 'png'), { name: 'really-a.jpg' })).status, 303)
      assert.ok(await kept((await account()).photo_large))
    })

    it('are cut to the square that was chosen', async () => {
      const halves = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#f00' } })
        .composite([
          {
            input: await sharp(await picture('#00f'))
              .resize(200, 200, { fit: 'fill' })
              .toBuffer(),
            left: 200,
            top: 0,
          },
        ])
        .png()
        .toBuffer()
      await upload(halves, { fields: { crop_x: '0.5', crop_y: '0', crop_size: '1' } })
      const [red, , blue] = (
        await sharp((await photoBytes(world.app, (await account()).photo_large!))!).stats()
      ).channels.map((channel) => Math.round(channel.mean))
      assert.ok(red! < 10 && blue! > 245, `${red} ${blue}`)
    })

    it('are removed, in both modes, and tell of it in the audit trail', async () => {
      for (const htmx of [false, true]) {
        await upload(await picture('#456'))
        const removed = await owner.post(`/accounts/${id}/photo/removal`, {}, { htmx })
        assert.equal(removed.status, htmx ? 200 : 303)
        const shown = htmx ? removed : await owner.get(removed.location!)
        assert.equal(shown.html.querySelector('#photo img'), null)
        assert.ok(shown.html.querySelector('#photo [data-initials]'))
        assert.equal((await account()).photo_small, null)
      }
      const events = await world.app.db.read
        .selectFrom('audit_event')
        .select('kind')
        .where('account_id', '=', id)
        .where('kind', 'like', 'photo%')
        .orderBy('id')
        .execute()
      assert.deepEqual(
        events.map((event) => event.kind),
        ['photo set', 'photo removed', 'photo set', 'photo removed'],
      )
      assert.equal((await account()).version, 1, 'nobody who edits the details is disturbed')
    })

    it('leave no file behind: replaced, removed or with their account, unless another account has the same', async () => {
      const other = await world.openAccount('Same picture')
      for (const to of [id, other]) await upload(await picture('#0aa'), { to })
      const shared = await account()
      await upload(await picture('#0bb'))
      await tidy()
      assert.ok((await kept(shared.photo_small)) && (await kept(shared.photo_large)))
      const own = await account()
      await owner.post(`/accounts/${id}/photo/removal`)
      assert.ok(await kept(own.photo_large), 'not before the queue has its turn')
      await tidy()
      assert.ok(!(await kept(own.photo_small)) && !(await kept(own.photo_large)))
      await world.perform(async (act) => {
        await archiveAccount(act, other)
        await deleteAccount(act, other)
      })
      await tidy()
      assert.ok(!(await kept(shared.photo_small)) && !(await kept(shared.photo_large)))
    })

    it('whose file is missing are named by the doctor, and not there', async () => {
      await upload(await picture('#0cc'))
      assert.deepEqual(await photosModule.doctor!(world.app), [])
      const { photo_large, short_id } = await account()
      await world.app.files.remove(photo_large!)
      assert.deepEqual(await photosModule.doctor!(world.app), [`the large photo of account ${short_id} has no file`])
      assert.equal((await owner.get(`/accounts/${id}/photo/large`)).status, 404)
      await owner.post(`/accounts/${id}/photo/removal`)
    })
  })
