import { existsSync } from 'node:fs'
import { olderKeyFile } from '#src/platform/config.ts'
import type { Module } from '#src/platform/module.ts'
import { missingKeys } from './belonging.ts'
import { runResealing, unopenable } from './rotation.ts'

export const keysModule: Module = {
  name: 'keys',
  queue: { 'sealing anew': { run: runResealing } },
  async doctor(app) {
    const unfinished = existsSync(olderKeyFile(app.config.dataDir))
    const missing = await missingKeys(app.db.read, app.vault)
    return [
      ...missing.map((name) => `the key ${name} of this data is missing: Ficha does not start without it`),
      ...(unfinished ? ['the key is being rotated and not everything is sealed anew: run ficha rotate-key again'] : []),
      ...(await unopenable(app)),
    ]
  },
}
