import type { Language } from '#src/platform/language/language.ts'
import type { DateOrder } from '#src/platform/language/typed-date.ts'
import type { Module } from '#src/platform/module.ts'
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
  /**
   * What waits for the reader: to be counted beside its word in the menu, or the timer that runs, to stand on every page. Beside the
   * settings that is background work which failed.
   */
  waiting: { mentions?: number; chats?: number; settings?: number; timer?: WaitingTimer }
  /** What the last action had to say, shown once. */
  flash: { kind: 'done' | 'problem'; text: string } | null
}

/** A timer that runs. `account` is null where its owner may not see it any more; `seconds` is how long it has run when the page is made. */
export interface WaitingTimer {
  accountId: number
  account: string | null
  seconds: number
}
