import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { Afterwards } from './afterwards.ts'
import type { Config } from './config.ts'
import type { Database, Db } from './db/database.ts'
import type { Files } from './files/store.ts'
import type { Module } from './module.ts'
import type { Queue } from './queue/queue.ts'
import type { Vault } from './vault.ts'

/** Everything that routes and verbs depend on, made once where the process starts and handed down. */
export interface App {
  db: Database
  config: Config
  files: Files
  queue: Queue
  afterwards: Afterwards
  log: Logger
  /** Seals what is encrypted at rest. */
  vault: Vault
  /** The present moment; tests stop and move it. */
  clock: () => Date
  /** Every noun, in order. */
  modules: readonly Module[]
  /** Counts requests, where somebody asks for figures. */
  countRequests?: MiddlewareHandler
}

declare module 'hono' {
  interface ContextVariableMap {
    /** What every request carries. */
    app: App
    /** The database as pages read it. */
    db: Db
  }
}
