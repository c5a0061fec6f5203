import type { Hono } from 'hono'
import type { App } from './app.ts'
import type { Db } from './db/database.ts'
import type { QueueKinds, Work } from './queue/queue.ts'

/** What one noun brings to the whole: named in `modules.ts`, which is the only place that has to know it. */
export interface Module {
  name: string
  /** Its routes, of which the first that fits a URL answers: fixed addresses before those with a parameter in their place. */
  routes?: readonly Hono[]
  /** The noun's kinds of work on the queue. */
  queue?: { [Kind in keyof QueueKinds]?: Work<QueueKinds[Kind]> }
  /** Work that comes back by itself, every hour. It must bear being run twice. */
  hourly?(app: App): Promise<void>
  /** What `ficha doctor` checks: a line for each thing that is wrong. `readFiles`: stored files are to be read whole too. */
  doctor?(app: App, readFiles?: boolean): Promise<string[]>
  /** Which of these stored files, by their hashes, the noun's rows name. A file that no noun names is removed. */
  holdsFiles?(db: Db, hashes: readonly string[]): Promise<string[]>
}

/** What stands in a list with what other nouns bring: the lower its place the further up. Numbers are left out for those to come. */
export interface Placed {
  place: number
}

/** What nouns bring of one kind, each in its place. They are looked through once: what they bring stays. */
export function inPlace<Part extends Placed>(brought: (module: Module) => Part | readonly Part[] | undefined) {
  const known = new WeakMap<readonly Module[], readonly Part[]>()
  return (modules: readonly Module[]): readonly Part[] => {
    const parts =
      known.get(modules) ??
      modules.flatMap((module) => brought(module) ?? []).toSorted((one, other) => one.place - other.place)
    known.set(modules, parts)
    return parts
  }
}
