import type { App } from '#src/platform/app.ts'
import { readConfig } from '#src/platform/config.ts'
import { openApp } from '#src/start.ts'

/** Opens the product's data for one command, quietly, and closes it whatever happens. */
export async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const app = await openApp({ ...readConfig(), logLevel: 'warn' })
  try {
    return await work(app)
  } finally {
    await app.db.close()
  }
}
