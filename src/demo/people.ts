import type { Language } from '#src/platform/language/language.ts'
import { presets, type Right, type Role } from '#src/staff/rights.ts'

interface DemoPerson {
  email: string
  name: string
  role: Role
  /** Null: as the browser asks. */
  language: Language | null
  rights?: readonly Right[]
}

/** Who works in the demo firm. The newcomer has no account and no right yet. */
export const demoPeople: readonly DemoPerson[] = [
  { email: 'owner@ficha.example', name: 'Teresa Almeida', role: 'owner', language: null },
  { email: 'admin@ficha.example', name: 'Martin Hale', role: 'admin', language: 'en' },
  {
    email: 'employee@ficha.example',
    name: 'Rita Fonseca',
    role: 'employee',
    language: 'en',
    rights: presets.accountant,
  },
  {
    email: 'assistant@ficha.example',
    name: 'Duarte Pinto',
    role: 'employee',
    language: 'pt',
    rights: presets['front desk'],
  },
  { email: 'newcomer@ficha.example', name: 'Alice Byrne', role: 'employee', language: 'en' },
]

/** Who signs in to the demo firm's portal, with the password of its staff. */
export const demoClient = 'client@ficha.example'
