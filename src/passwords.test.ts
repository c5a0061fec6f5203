import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { makeWeb } from './app.tsx'
import { issueResetToken } from './portal/tokens.ts'
import { setupTokenOf } from './setup/setup-token.ts'
import { isCommon, isMadeOf } from './staff/common-password.ts'
import { issueToken } from './staff/tokens.ts'
import { type Answer, strangerFor } from './testing/browser-like.ts'
import { addClient, addGuest, inviteGuest } from './testing/clients.ts'
import { emptyApp, makeWorld, oneEngine, password, type World } from './testing/world.ts'

const common = 'password1234'

describe('a password that somebody chooses', () => {
  it('is none of the most common ones, in whatever case, nor a few signs over and over', async () => {
    for (const taken of [
      'password1234',
      'PassWord1234',
      'qwertyuiop123',
      '123456789012',
      'aaaaaaaaaaaaaaa',
      'abcabcabcabc',
    ])
      assert.equal(await isCommon(taken), true, taken)
    // The full-width letters of an input method are these letters.
    assert.equal(await isCommon('ｐａｓｓｗｏｒｄ1234'), true)
    for (const taken of ['Password1234!', 'password 1234', 'pass-word-1234', '!!password1234??'])
      assert.equal(await isCommon(taken), true, taken)
    for (const free of ['a long enough password', 'correct horse battery', 'três pastéis de nata', password])
      assert.equal(await isCommon(free), false, free)
  })

  it('is not made of what everybody knows of its owner', () => {
    const known = ['Olga Ferreira', 'olga.ferreira@contas-lda.test', 'Contas & Números, Lda']
    for (const taken of [
      'olga.ferreira@contas-lda.test',
      'OlgaFerreira2026',
      'ferreira-olga!!',
      'contasenumeros1',
      'Números1234567',
      'fichaficha2026',
      'abc-contas-2026',
    ])
      assert.equal(isMadeOf(taken, known), true, taken)
    for (const free of ['olga likes trains', 'a long enough password', 'quarenta e dois contos', '582716394015'])
      assert.equal(isMadeOf(free, known), false, free)
  })

  it('is hashed in one place alone, which asks that', () => {
    const root = join(import.meta.dirname, '..')
    const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file))
    const callers = files.filter((file) => /\bhashPassword\(/.test(readFileSync(join(root, file), 'utf8')))
    assert.deepEqual(callers.sort(), [
      'src/demo/demo.ts',
      // Codes that Ficha makes.
      'src/second-factor/recovery.ts',
      'src/staff/chosen-password.ts',
      'src/staff/password.ts',
      'src/testing/clients.ts',
      'src/testing/world.ts',
    ])
  })
})

for (const engine of oneEngine)
  describe(`choosing a password on ${engine}`, () => {
    let world: World
    before(async () => {
      world = await makeWorld(engine)
    })
    const refuses = (answer: Answer, place: string, why = /too common/) => {
      assert.equal(answer.status, 422, place)
      assert.match(answer.html.querySelector('#f-password-error')?.text ?? '', why, place)
      assert.ok(!answer.text.includes(common), 'it is not sent back')
    }
    const chosen = { password: common, again: common }

    it('takes no common one, wherever one is chosen', async () => {
      const at = world.app.now.toISOString()
      const eva = world.people.eva
      for (const kind of ['invitation', 'reset'] as const) {
        const token = await world.app.db.write((trx) => issueToken(trx, eva, kind, at))
        const path = `/${kind === 'reset' ? 'password-reset' : kind}/${token}`
        const browser = world.stranger()
        await browser.get(path)
        refuses(await browser.post(path, chosen), path)
        const named = { password: 'evaemployee2026', again: 'evaemployee2026' }
        refuses(await browser.post(path, named), path, /contains your name/)
        assert.equal((await world.stranger().get(path)).status, 200, 'the link is not used up')
      }
      const me = await world.as(eva)
      refuses(await me.post('/me/password', { now: password, ...chosen }), '/me/password')
      const { loginId, email } = await addClient(world, 'Pedro')
      const client = await world.asClient(loginId)
      refuses(await client.post('/portal/password', { now: password, ...chosen }), '/portal/password')
      const own = { password: email, again: email }
      refuses(
        await client.post('/portal/password', { now: password, ...own }),
        '/portal/password',
        /contains your name/,
      )
      const reset = await world.app.db.write((trx) => issueResetToken(trx, loginId, at))
      const invitation = await inviteGuest(world, await addGuest(world, 'Gil'))
      for (const path of [`/portal/password-reset/${reset}`, `/portal/activation/${invitation}`]) {
        const browser = world.stranger()
        await browser.get(path)
        refuses(await browser.post(path, chosen), path)
      }
    })

    it('takes none for the owner of a new firm', async () => {
      const app = await emptyApp(engine)
      const token = setupTokenOf(app)
      const browser = strangerFor(makeWeb(app))
      await browser.get(`/setup?token=${token}`)
      const fields = {
        token,
        name: 'Nova Firma',
        country: 'PT',
        time_zone: 'Europe/Lisbon',
        language: 'en',
        owner_name: 'Dona Nova',
        email: 'dona@nova.test',
      }
      refuses(await browser.post('/setup', { ...fields, ...chosen }), '/setup')
      const named = { password: 'novafirma2026', again: 'novafirma2026' }
      refuses(await browser.post('/setup', { ...fields, ...named }), '/setup', /contains your name/)
      assert.deepEqual(await app.db.read.selectFrom('firm').select('id').execute(), [])
    })
  })

describe('strict transport security', () => {
  it('is asked of browsers over https, with the names below Ficha’s own', async () => {
    for (const [publicUrl, header] of [
      ['https://ficha.firm.test', 'max-age=31536000; includeSubDomains'],
      ['http://localhost:3000', null],
    ] as const) {
      const world = await makeWorld('sqlite', { publicUrl })
      for (const path of ['/sign-in', '/health', '/assets/none', '/nowhere'])
        assert.equal((await world.web.request(path)).headers.get('strict-transport-security'), header, path)
    }
  })
})
