import type { App } from '#src/platform/app.ts'

/** Something long that a process does beside its requests: how far it is, or how it ended. */
export type Loading = { state: 'running'; done: number; of: number } | { state: 'done' } | { state: 'failed' }

const loadings = new WeakMap<App, Loading>()

/** What this process loads or has loaded; undefined where nobody has asked for it yet. */
export const loadingOf = (app: App): Loading | undefined => loadings.get(app)

/** Does that beside the requests, unless it goes on already. */
export function load(app: App, work: (told: (done: number, of: number) => void) => Promise<void>): void {
  if (loadings.get(app)?.state === 'running') return
  const told = (done: number, of: number) => void loadings.set(app, { state: 'running', done, of })
  told(0, 1)
  work(told).then(
    () => loadings.set(app, { state: 'done' }),
    (error) => {
      app.log.error({ err: error }, 'the demo firm could not be loaded')
      loadings.set(app, { state: 'failed' })
    },
  )
}
