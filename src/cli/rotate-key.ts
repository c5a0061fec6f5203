import { beginRotation, endRotation } from '#src/keys/key-file.ts'
import { resealEverything } from '#src/keys/rotation.ts'
import { type Config, readConfig } from '#src/platform/config.ts'
import { type Command, CommandError } from './command.ts'
import { withApp } from './with-app.ts'

export const rotateKey: Command = {
  summary: 'seal what is encrypted with a new key',
  help: [
    'Usage: ficha rotate-key',
    '',
    'Makes a new secret.key and seals with it all that is encrypted: custom fields, tax IDs, IBANs, their history and their lines in',
    'the activity. Until that is done the key before lies beside it as secret.key.old. Stop Ficha first: it would go on with the old key.',
    'Where FICHA_SECRET is set, set it to the new secret and FICHA_SECRET_OLD to the one before, restart Ficha, then run this.',
    'If it is stopped half-way nothing is lost: run it again. Keep the new key apart from the backups, as the old one.',
  ].join('\n'),
  async run() {
    const config = readConfig()
    if (process.env.FICHA_SECRET) {
      if (config.olderSecrets.length === 0)
        throw new CommandError('FICHA_SECRET is set: set FICHA_SECRET_OLD too, to the secret before it.')
    } else {
      await refuseWhileRunning(config)
      if (!beginRotation(config.dataDir)) console.log('Going on with the rotation that was begun.')
    }
    return withApp(async (app) => {
      const { resealed, lost } = await resealEverything(app)
      endRotation(app.config.dataDir)
      console.log(`Sealed ${resealed} rows with the new key.`)
      if (process.env.FICHA_SECRET) console.log('FICHA_SECRET_OLD is needed no more.')
      if (lost === 0) return 0
      console.log(`${lost} sealed text(s) can't be opened with any key: see ficha doctor.`)
      return 1
    })
  },
}

/** A server that runs has the old key in its memory, and would seal with it what no file knows any more. */
async function refuseWhileRunning({ host, port }: Config): Promise<void> {
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const answer = await fetch(`${address}/health`, { signal: AbortSignal.timeout(2000) })
    .then((response) => response.text())
    .catch(() => '')
  if (answer === 'ok') throw new CommandError(`Ficha is running at ${address}. Stop it first, and start it afterwards.`)
}
