import type { Language } from '#src/platform/language/language.ts'
import type { Right, Role } from '#src/staff/rights.ts'

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
  /** Null on pages that one sees without having signed in. */
  staff: { id: number; name: string; email: string; role: Role; rights: ReadonlySet<Right> } | null
  /** What waits for the reader, to be counted beside its word in the menu. */
  waiting: { mentions?: number }
  /** What the last action had to say, shown once. */
  flash: { kind: 'done' | 'problem'; text: string } | null
}
