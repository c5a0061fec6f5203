import { existsSync } from 'node:fs'
import { olderKeyFile } from '#src/platform/config.ts'
import type { Module } from '#src/platform/module.ts'
import { unopenable } from './rotation.ts'

export const keysModule: Module = {
  name: 'keys',
  async doctor(app) {
    const unfinished = existsSync(olderKeyFile(app.config.dataDir))
    return [
      ...(unfinished ? ['the key is being rotated and not everything is sealed anew: run ficha rotate-key again'] : []),
      ...(await unopenable(app)),
    ]
  },
}
