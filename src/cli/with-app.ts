import type { App } from '#src/platform/app.ts'
import { readConfig } from '#src/platform/config.ts'
import { openApp } from '#src/start.ts'

/** Opens the product's data for one command, quietly, and closes it whatever happens. With `anyKey` the key of the data may be missing. */
export async function withApp<T>(work: (app: App) => Promise<T>, options: { anyKey?: boolean } = {}): Promise<T> {
  const app = await openApp({ ...readConfig(), logLevel: 'warn' }, 'stderr', options)
  try {
    return await work(app)
  } finally {
    await app.db.close()
  }
}
