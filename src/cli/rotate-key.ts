import { giveUpMissingKeys, rememberKeys } from '#src/keys/belonging.ts'
import { beginRotation, endRotation } from '#src/keys/key-file.ts'
import { resealEverything } from '#src/keys/rotation.ts'
import { type Config, readConfig } from '#src/platform/config.ts'
import { type Command, CommandError } from './command.ts'
import { withApp } from './with-app.ts'

export const rotateKey: Command = {
  summary: 'seal what is encrypted with a new key',
  help: [
    'Usage: ficha rotate-key [--without-old]',
    '',
    'Makes a new secret.key and seals with it all that is encrypted: custom fields, tax IDs, IBANs, their history and their lines in',
    'the activity. Until that is done the key before lies beside it as secret.key.old. Stop Ficha first: it would go on with the old key.',
    'Where FICHA_SECRET is set, set it to the new secret and FICHA_SECRET_OLD to the one before, restart Ficha, then run this.',
    'If it is stopped half-way nothing is lost: run it again. Keep the new key apart from the backups, as the old one.',
    '',
    '--without-old is for a key that is lost for good: Ficha starts again, with the key that is there or a new one. What the lost key',
    'sealed stays as it is and can’t be read, unless that key is found after all: put it beside as secret.key.old and run this again.',
  ].join('\n'),
  options: { 'without-old': { type: 'boolean' } },
  async run(options) {
    const config = readConfig()
    const inFile = !process.env.FICHA_SECRET
    if (inFile) await refuseWhileRunning(config)
    if (options['without-old']) return withoutOld()
    if (!inFile && config.olderSecrets.length === 0)
      throw new CommandError('FICHA_SECRET is set: set FICHA_SECRET_OLD too, to the secret before it.')
    // Nothing is begun where the database can't be opened, or its key is missing.
    await withApp(async () => {})
    if (inFile && !beginRotation(config.dataDir)) console.log('Going on with the rotation that was begun.')
    return sealAnew()
  },
}

const sealAnew = () =>
  withApp(async (app) => {
    const { resealed, lost } = await resealEverything(app)
    await app.db.write((trx) => rememberKeys(trx, app.vault.keyNames.slice(0, 1)))
    endRotation(app.config.dataDir)
    console.log(`Sealed ${resealed} rows with the new key.`)
    if (process.env.FICHA_SECRET) console.log('FICHA_SECRET_OLD is needed no more.')
    if (lost === 0) return 0
    console.log(`${lost} sealed text(s) can't be opened with any key: see ficha doctor.`)
    return 1
  })

/** Takes the keys that are here for the keys of the data, whatever else was sealed with. */
const withoutOld = () =>
  withApp(
    async (app) => {
      const names = await giveUpMissingKeys(app)
      if (names.length === 0) console.log('No key is missing.')
      else console.log(`Gave up ${names.join(', ')}. What can’t be read says so on its page; ficha doctor counts it.`)
      return 0
    },
    { anyKey: true },
  )

/** A server that runs has the old key in its memory, and would seal with it what no file knows any more. */
async function refuseWhileRunning({ host, port }: Config): Promise<void> {
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const answer = await fetch(`${address}/health`, { signal: AbortSignal.timeout(2000) })
    .then((response) => response.text())
    .catch(() => '')
  if (/^(not )?ok\b/.test(answer))
    throw new CommandError(`Ficha is running at ${address}. Stop it first, and start it afterwards.`)
}
