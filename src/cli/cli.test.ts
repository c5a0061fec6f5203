import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it, mock } from 'node:test'
import BetterSqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { perform, systemActor } from '#src/audit/audit.ts'
import { createContact } from '#src/contacts/contact.ts'
import { readConfig } from '#src/platform/config.ts'
import { openDatabase } from '#src/platform/db/database.ts'
import { findToken, issueToken } from '#src/staff/tokens.ts'
import { openApp } from '#src/start.ts'
import { freePort } from '#src/testing/postgres.ts'
import { contactNamed } from '#src/testing/world.ts'
import { main } from './ficha.ts'

const ficha = join(import.meta.dirname, '../../bin/ficha.js')
const folder = mkdtempSync(join(tmpdir(), 'ficha-cli-'))

const run = (arguments_: string[], environment: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ficha, ...arguments_], {
    encoding: 'utf8',
    // One that goes on running has not refused.
    timeout: 120_000,
    env: { ...process.env, DATA_DIR: join(folder, 'data'), NODE_OPTIONS: '', ...environment },
  })
  return { code: status, out: stdout, error: stderr }
}

/** The same within this process, for many at a time: what it prints as an error, and its exit code. */
async function within(arguments_: string[], environment: Record<string, string>) {
  const before = { ...process.env }
  const printed = mock.method(console, 'error', () => {})
  Object.assign(process.env, { DATA_DIR: join(folder, 'data'), PROCESSES: '1' }, environment)
  try {
    const code = await main(arguments_)
    return { code, error: printed.mock.calls.map((call) => `${call.arguments.join(' ')}\n`).join('') }
  } finally {
    process.env = before
    printed.mock.restore()
  }
}

/** The same beside us, for what it asks of this process. */
const started = (arguments_: string[], environment: Record<string, string>) =>
  new Promise<{ code: number | null; error: string }>((resolve) => {
    const child = spawn(process.execPath, [ficha, ...arguments_], {
      env: { ...process.env, DATA_DIR: join(folder, 'data'), NODE_OPTIONS: '', ...environment },
    })
    let error = ''
    child.stderr.on('data', (text) => {
      error += text
    })
    child.once('close', (code) => resolve({ code, error }))
  })

const newFirm = ['--email', ' o@firm.test ', '--name', 'Olga', '--firm', 'Firm']

describe('the ficha command', () => {
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('lists its commands, and explains each', () => {
    const { code, out } = run(['--help'])
    assert.equal(code, 0)
    const names = [...out.matchAll(/^ {2}([a-z-]+) /gm)].map((match) => match[1]!)
    assert.ok(names.length >= 7, names.join())
    for (const name of names) assert.match(run([name, '--help']).out, new RegExp(`^Usage: ficha ${name}`))
  })

  it('says in one line what it was called wrongly with, and exits with 2', () => {
    for (const wrong of [
      ['fly'],
      ['demo', '--colour', 'red'],
      ['import'],
      ['owner'],
      ['owner', '--password', 'short'],
      ['owner', '--password', 'x'.repeat(201)],
      ['owner', '--password', 'a long enough password'],
      ['owner', '--password', 'a long enough password', '--email', 'o@firm.test', '--name', 'Olga'],
      ['owner', '--password', 'a long enough password', ...newFirm, '--country', 'XX'],
      ['owner', '--password', 'a long enough password', ...newFirm, '--language', 'fr'],
      ['owner', '--password', 'a long enough password', ...newFirm, '--email', 'nobody'],
      ['owner', '--password', 'password1234', ...newFirm],
      ['owner', '--password', 'olga@firm.test', ...newFirm],
      ['import', 'a', 'b'],
    ]) {
      const { code, error } = run(wrong)
      assert.equal(code, 2, wrong.join(' '))
      assert.equal(error.trim().split('\n').length, 1, error)
    }
  })

  it('says in one line what it can’t do, and exits with 1', () => {
    for (const [wrong, environment] of [
      [['import', '/nowhere.csv'], {}],
      [['export'], {}],
      [['migrate'], { PORT: 'x' }],
      [['migrate'], { DATA_DIR: '/dev/null/x' }],
      [['doctor'], { FICHA_SECRET: 'short' }],
      [['doctor'], { FILES_URL: 's3://bucket' }],
      [['doctor'], { DATABASE_URL: '/nowhere/ficha.sqlite' }],
      [['backup', '/nowhere/b.zip'], {}],
      [['backup', '/dev/null/b.zip'], {}],
      [['restore', '/nowhere/b.zip'], {}],
    ] as const) {
      const { code, error } = run([...wrong], environment)
      assert.equal(code, 1, wrong.join(' '))
      assert.equal(error.trim().split('\n').length, 1, error)
    }
  })

  /** A command line of each command that opens the database. */
  const opening = [
    ...[['serve'], ['demo'], ['owner', '--password', 'a long enough password'], ['import', ficha], ['export']],
    ...[['backup', join(folder, 'b.zip')], ['restore', join(folder, 'b.zip')], ['migrate'], ['doctor']],
    ['rotate-key'],
  ]

  it('says in one line that a newer Ficha has made the database, whatever it is to do', async () => {
    const data = join(folder, 'newer')
    assert.equal(run(['migrate'], { DATA_DIR: data }).code, 0)
    const db = openDatabase(join(data, 'ficha.sqlite'))
    await sql`insert into migration (name, at) values ('9999-later', '')`.execute(db.raw)
    await db.close()
    const names = [...run(['--help']).out.matchAll(/^ {2}([a-z-]+) /gm)].map((match) => match[1]!)
    assert.deepEqual([...new Set(opening.map(([name]) => name))].sort(), names.sort())
    for (const command of opening) {
      const { code, error } = await within(command, { DATA_DIR: data, PORT: '1' })
      assert.equal(code, 1, command.join(' '))
      assert.match(
        error,
        new RegExp(
          `^ficha ${command[0]}: The database was made by a newer Ficha \\(it has 9999-later\\)\\. Run that version, or a newer one\\.\n$`,
        ),
      )
    }
  })

  it('says in one line that PostgreSQL is not there; only serve waits for it', async () => {
    const away = { DATABASE_URL: `postgres://app@127.0.0.1:${await freePort()}/none`, PORT: '1' }
    for (const command of opening.filter(([name]) => name !== 'serve')) {
      const { code, error } = await within(command, away)
      assert.equal(code, 1, command.join(' '))
      assert.match(error, new RegExp(`^ficha ${command[0]}: The database can't be reached: .*ECONNREFUSED.*\n$`))
    }
    const server = spawn(process.execPath, [ficha, 'serve'], {
      env: { ...process.env, DATA_DIR: join(folder, 'data'), NODE_OPTIONS: '', PROCESSES: '2', ...away },
    })
    const ended = once(server, 'close')
    const [said] = await once(server.stdout, 'data')
    const told = Date.now()
    server.kill()
    await ended
    assert.ok(Date.now() - told < 45_000, 'it can be told to stop before its minute is over')
    assert.match(String(said), /^Waiting for the database\. .*ECONNREFUSED.*\n$/)
  })

  it('makes a firm, imports, exports, and finds nothing wrong', () => {
    const made = run(['owner', ...newFirm, '--password', 'a long enough password'])
    assert.equal(made.code, 0, made.error)
    assert.match(made.out, /signs in as o@firm\.test\./)
    assert.equal(run(['demo']).code, 1)
    const file = join(folder, 'clients.csv')
    writeFileSync(file, 'Account name,First name,Email\nAlpha,Ana,ana@alpha.test\nBeta,Bo,nonsense\n')
    const imported = run(['import', file])
    assert.equal(imported.code, 1)
    assert.match(imported.out, /row 3: not an e-mail address nonsense/)
    assert.match(imported.out, /accounts made 1/)
    writeFileSync(file, 'Account name,First name\nAlpha,Ana\n')
    const asked = run(['import', file])
    assert.equal(asked.code, 1)
    assert.match(asked.out, /row 2: this may be a client who is there already A[A-Z]1\n.*accounts made 0/)
    const another = run(['import', file, '--doubtful', 'new'])
    assert.deepEqual([another.code, /accounts made 1, /.test(another.out)], [0, true], another.out)
    const target = join(folder, 'out.csv')
    assert.equal(run(['export', target]).code, 0)
    assert.equal(run(['export', target]).code, 1)
    assert.match(run(['export']).out, /Alpha/)
    for (const how of [[], ['--files']]) {
      const checked = run(['doctor', ...how])
      assert.deepEqual([checked.code, checked.out.trim()], [0, 'All is well.'])
    }
    const bucket = { FILES_URL: 's3://files', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' }
    const nowhere = run(['doctor'], { ...bucket, S3_ENDPOINT: 'http://127.0.0.1:1' })
    assert.equal(nowhere.code, 1)
    assert.match(nowhere.error, /^ficha doctor: The files store at http:\/\/127\.0\.0\.1:1 can't be reached.*\n$/)
  })

  it('gives the owner a new password where nothing but that is said, and is silent on no other firm', () => {
    const password = () =>
      new BetterSqlite(join(folder, 'data/ficha.sqlite'), { readonly: true })
        .prepare('select password_hash from staff')
        .pluck()
        .get()
    const before = password()
    for (const more of [
      newFirm,
      ['--email', 'o@firm.test'],
      ['--name', 'Olga'],
      ['--firm', 'Another Firm'],
      ['--country', 'PT'],
      ['--language', 'en'],
      ['--email', ''],
    ]) {
      const { code, error } = run(['owner', '--password', 'another long password', ...more])
      assert.equal(code, 1, more.join(' '))
      assert.match(
        error,
        /^ficha owner: There is a firm already, Firm, and nothing was changed\. Only --password alone.*\n$/,
      )
    }
    for (const common of ['password1234', 'o@firm.test 1']) assert.equal(run(['owner', '--password', common]).code, 2)
    assert.equal(password(), before)
    const given = run(['owner', '--password', 'another long password'])
    assert.equal(given.code, 0, given.error)
    assert.match(given.out, /The owner, Olga, has a new password/)
    assert.notEqual(password(), before)
  })

  it('gives the owner another password, which ends the links for one', async () => {
    const db = openDatabase(join(folder, 'data/ficha.sqlite'))
    const link = await db.write((trx) => issueToken(trx, 1, 'reset', new Date().toISOString()))
    const isThere = () => findToken(db.read, link, 'reset', new Date().toISOString())
    assert.equal((await isThere()).id, 1)
    assert.equal(run(['owner', '--password', 'yet another long password']).code, 0)
    await assert.rejects(isThere(), { status: 404 })
    await db.close()
  })

  it('says what is wrong with the place of a backup or an export, and leaves nothing there', async () => {
    for (const [where, why] of [
      [join(folder, 'nowhere'), /There is no such file or folder: .*nowhere\/\n$/],
      [ficha, /That is not in a folder: .*ficha\.js\/\n$/],
      ['/proc', /^ficha (backup|export): (This user may not|Nothing can be written|There is no such).*\n$/],
    ] as const)
      for (const command of ['backup', 'export']) {
        const { code, error } = await within([command, join(where, 'x.zip')], {})
        assert.equal(code, 1)
        assert.match(error, why)
      }
    const taken = join(folder, 'taken.zip')
    writeFileSync(taken, 'mine')
    for (const command of ['backup', 'export'])
      assert.match((await within([command, taken], {})).error, /taken\.zip is there already\.\n$/)
    assert.equal(readFileSync(taken, 'utf8'), 'mine')
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.part')),
      [],
    )
  })

  it('seals with a new key, and goes on where it was stopped', () => {
    const key = join(folder, 'data/secret.key')
    const before = readFileSync(key, 'utf8')
    const rotated = run(['rotate-key'], { PORT: '1' })
    assert.equal(rotated.code, 0, rotated.error)
    const after = readFileSync(key, 'utf8')
    assert.notEqual(after, before)
    assert.ok(!existsSync(`${key}.old`))
    writeFileSync(`${key}.old`, before)
    assert.match(run(['doctor']).out, /run ficha rotate-key again/)
    assert.match(run(['rotate-key'], { PORT: '1' }).out, /Going on/)
    assert.equal(readFileSync(key, 'utf8'), after)
    assert.equal(run(['doctor']).out.trim(), 'All is well.')
    const secret = 'a secret of thirty-two characters and more'
    const alone = run(['rotate-key'], { FICHA_SECRET: secret })
    assert.equal(alone.code, 1)
    assert.match(alone.error, /FICHA_SECRET_OLD/)
    const both = { FICHA_SECRET: secret, FICHA_SECRET_OLD: `${secret}, the one before` }
    assert.equal(run(['rotate-key'], both).code, 0)
    assert.equal(readFileSync(key, 'utf8'), after, 'the file is not touched')
  })

  it('does not start, and writes nothing, where the key of the data is missing', async () => {
    const data = join(folder, 'sealed')
    const settings = { DATA_DIR: data, PORT: '1', FICHA_SECRET: '' }
    const app = await openApp(readConfig(settings))
    await perform(app, systemActor, (act) =>
      createContact(act, { ...contactNamed('Ana', 'Sealed'), secrets: { iban: 'PT50 1' } }),
    )
    await app.db.close()
    const key = join(data, 'secret.key')
    const first = readFileSync(key, 'utf8')
    rmSync(key)
    const files = () => readdirSync(data).filter((name) => name.startsWith('secret'))
    const commands = [['serve'], ['owner', '--password', 'a long enough password'], ['rotate-key'], ['import', 'x.csv']]
    const byHand: Record<string, string> = { FICHA_SECRET: 's'.repeat(32), FICHA_SECRET_OLD: 'o'.repeat(32) }
    for (const command of commands)
      for (const more of [{}, byHand]) {
        const { code, error } = run(command, { ...settings, ...more })
        assert.equal(code, 1, command.join(' '))
        assert.match(error, /^ficha [a-z-]+: What is encrypted .* key that is not here .*\n$/, command.join(' '))
        assert.deepEqual(files(), [])
      }
    assert.match(run(['doctor'], settings).out, /the key [0-9a-f]{8} of this data is missing/)
    assert.equal(run(['backup', join(folder, 'without-key.zip')], settings).code, 0)
    assert.deepEqual(files(), [])
    const restored = { ...settings, DATA_DIR: join(folder, 'restored') }
    const answer = run(['restore', join(folder, 'without-key.zip')], restored)
    assert.equal(answer.code, 0, answer.error)
    assert.match(answer.out, /Put its secret.key back into/)
    assert.equal(run(['rotate-key'], restored).code, 1)
    writeFileSync(join(restored.DATA_DIR, 'secret.key.old'), first)
    assert.match(run(['rotate-key'], restored).out, /Going on.*Sealed 1 rows/s)
    assert.equal(run(['doctor'], restored).out.trim(), 'All is well.')
    assert.match(run(['rotate-key', '--without-old'], settings).out, /Gave up [0-9a-f]{8}\./)
    assert.equal(run(['rotate-key'], settings).code, 1, 'there is something that can’t be opened')
    assert.deepEqual(files(), ['secret.key'])
    assert.match(run(['rotate-key', '--without-old'], settings).out, /No key is missing/)
  })

  it('refuses a new key while Ficha is running', async () => {
    const key = join(folder, 'data/secret.key')
    const before = readFileSync(key, 'utf8')
    const server = createServer((_request, response) => void response.end('ok'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const said = await started(['rotate-key'], { HOST: '127.0.0.1', PORT: String(port) })
    server.close()
    assert.equal(said.code, 1)
    assert.match(said.error, /Ficha is running at/)
    assert.equal(readFileSync(key, 'utf8'), before)
  })
})
