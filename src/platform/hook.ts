import type { Module } from './module.ts'

declare module './module.ts' {
  interface Module {
    /** What the noun hears of from those above it: `[on(accountLeaving, leavePhoto)]`. */
    hears?: readonly Heard[]
  }
}

/** Who tells: an act, or the app. */
interface Teller {
  modules: readonly Module[]
}

type Details = [teller: Teller, ...unknown[]]

/**
 * Something that a noun tells those below it, which it must not import: they hear of it in the same transaction, in the order of the
 * modules, and what one of them throws undoes the whole.
 */
export interface Hook<Told extends Details> {
  tell(...details: Told): Promise<void>
}

/** One listener, for the one hook that it hears. */
interface Heard {
  hook: Hook<any>
  listener(...details: unknown[]): Promise<void>
}

export function hook<Told extends Details>(): Hook<Told> {
  const made: Hook<Told> = {
    async tell(...details) {
      const heard = details[0].modules.flatMap((module) => module.hears ?? [])
      for (const one of heard) if (one.hook === made) await one.listener(...details)
    },
  }
  return made
}

/** Has a noun hear: for `hears` of its module. */
export const on = <One extends Hook<any>>(
  hook: One,
  listener: (...details: Parameters<One['tell']>) => Promise<void>,
): Heard => ({ hook, listener: listener as Heard['listener'] })
