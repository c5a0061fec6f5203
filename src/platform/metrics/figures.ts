import type { App } from '../app.ts'

/** What a noun has counted for whoever watches over the installation: numbers alone, of nobody, each found by an index. */
export interface Figure {
  /** Without `ficha_` before it. */
  name: string
  help: string
  /** What the counts are told apart by; where there is none it is one number. */
  label?: string
  count(app: App): Promise<number | ReadonlyMap<string, number>>
}

declare module '../module.ts' {
  interface Module {
    figures?: readonly Figure[]
  }
}
