import type { Child } from 'hono/jsx'
import type { Act } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { hook } from '#src/platform/hook.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Placed } from '#src/platform/module.ts'
import type { Viewer } from '#views/viewer.ts'

/** Whom the open work of somebody who leaves goes to: to their heir as their accounts do, or to nobody for now. */
export const workGoesTo = ['heir', 'nobody'] as const
export type WorkGoesTo = (typeof workGoesTo)[number]

/** A sentence in the language of whoever reads it. */
export type Said = (language: Language) => string

/** Somebody whose access is about to end, and who is to go on with their work. */
export interface LeavingPerson {
  person: { id: number; name: string }
  heir: { id: number; name: string }
  work: WorkGoesTo
  /** What has become of what they had: each who hands something over says so. */
  said: Said[]
}

/** Told before a person's access ends. */
export const personLeaving = hook<[act: Act, leaving: LeavingPerson]>()

/** What one noun shows of what somebody still has, before their access ends: at most two queries, nothing where they have none. */
export interface LeavingPart extends Placed {
  show(asked: { app: App; viewer: Viewer; person: { id: number; name: string } }): Promise<Child>
}

declare module '#src/platform/module.ts' {
  interface Module {
    /** What the noun shows of somebody whose access is to end; it hears of the end by `personLeaving`. */
    leaving?: LeavingPart
  }
}
