import type { Language } from '#src/platform/language/language.ts'
import type { DateOrder } from '#src/platform/language/typed-date.ts'
import type { Module } from '#src/platform/module.ts'
import type { Flash } from '#src/platform/web/answer.tsx'
import type { Staff } from '#src/staff/staff.ts'

/** Who reads a page, and how: handed to every component as `viewer`. */
export interface Viewer {
  language: Language
  /** IANA name of the firm's time zone, "Europe/Lisbon". */
  timeZone: string
  /** Proof that a form was made for this session; every form carries it. */
  formToken: string
  /** The request's path, to mark where one is. */
  path: string
  firmName: string
  /** Whether the firm writes the day or the month first. */
  dateOrder: DateOrder
  /** What the nouns bring to every page, like the menu. */
  modules: readonly Module[]
  /** Null on pages that one sees without having signed in. */
  staff: Staff | null
  waiting: Waiting
  /** What the last action had to say, shown once. */
  flash: Flash | null
}

/** What waits for the reader of every page, like what they have not read: each noun adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: the nouns fill it by declaration merging
export interface Waiting {}
