import { findFirm } from '#src/firm/firm.ts'
import type { App } from '#src/platform/app.ts'
import { isSomebodys, takeTurn } from '#src/platform/queue/turn.ts'

/** How the loading of the demo firm stands. How far it is knows the process that does it alone. */
export type Loading =
  | { state: 'running'; part: { done: number; of: number } | null }
  | { state: 'done' }
  | { state: 'failed' }

const name = 'demo firm'
const here = new WeakMap<App, { done: number; of: number }>()

/** How it stands, whichever process does it; undefined where there is another firm. Failed, where there is none and nobody makes it. */
export async function loadingOf(app: App): Promise<Loading | undefined> {
  const part = here.get(app) ?? null
  if (part || (await isSomebodys(app.db, name, app.clock()))) return { state: 'running', part }
  const firm = await findFirm(app.db.read)
  if (!firm) return { state: 'failed' }
  return firm.is_demo ? { state: 'done' } : undefined
}

/** Does that beside the requests, unless some process is at it already. Waits until whoever asks another process is told of it. */
export async function load(app: App, work: (told: (done: number, of: number) => void) => Promise<void>): Promise<void> {
  if (here.has(app)) return
  const told = (done: number, of: number) => void here.set(app, { done, of })
  told(0, 1)
  await new Promise<void>((begun) => {
    takeTurn(app, name, () => {
      begun()
      return work(told)
    })
      .catch((error) => app.log.error({ err: error }, 'the demo firm could not be loaded'))
      .finally(() => {
        here.delete(app)
        begun()
      })
  })
}
