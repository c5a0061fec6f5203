import { AsyncLocalStorage } from 'node:async_hooks'
import { Socket } from 'node:net'
import type { Database } from '#src/platform/db/database.ts'
import type { Files } from '#src/platform/files/store.ts'

// A store or a server that hangs must not hold a transaction open, since every other write would wait for it. So in tests the files
// and the network throw inside one; whatever runs beside it, in another asynchronous context, is not touched.

const transaction = new AsyncLocalStorage<true>()

/** Whether what runs now runs in a transaction. */
export const isInTransaction = (): boolean => transaction.getStore() === true

function refuseInTransaction(what: string): void {
  if (isInTransaction()) throw new Error(`${what} inside a write transaction`)
}

/** The same database, which knows when a transaction is open. */
export function guardedDatabase(db: Database): Database {
  const write: Database['write'] = (work) => db.write((trx) => transaction.run(true, () => work(trx)))
  const own = { value: write, enumerable: true, writable: true, configurable: true }
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(db), write: own }) as Database
}

/** The same store, which throws while a transaction is open. */
export const guardedFiles = (files: Files): Files =>
  new Proxy(files, {
    get(target, name) {
      const method = target[name as keyof Files]
      if (typeof method !== 'function') return method
      return (...parameters: unknown[]) => {
        refuseInTransaction(`files.${String(name)}`)
        return Reflect.apply(method, target, parameters)
      }
    },
  })

/** PostgreSQL's own: what reads beside a transaction may need one more connection. */
const databasePort = new URL(process.env.TEST_DATABASE_URL ?? 'postgres://localhost:5432').port

const connect = Socket.prototype.connect
Socket.prototype.connect = function (this: Socket, ...parameters: unknown[]) {
  // A port, or options, which Node wraps in a list of its own.
  const [to] = [parameters[0]].flat() as ({ port?: unknown } | number | string)[]
  const port = typeof to === 'object' ? to.port : to
  if (String(port) !== databasePort) refuseInTransaction('a connection to the network')
  return Reflect.apply(connect, this, parameters)
} as typeof connect
