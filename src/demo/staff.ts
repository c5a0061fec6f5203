import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import type { Act, Actor } from '#src/audit/audit.ts'
import type { Language } from '#src/platform/language/language.ts'
import { presets, type Right, type Role } from '#src/staff/rights.ts'
import { addStaff } from '#src/staff/staff.ts'
import { daysAgo, founded } from './moments.ts'

interface DemoPerson {
  email: string
  name: string
  role: Role
  /** Null: as the browser asks. */
  language: Language | null
  rights?: readonly Right[]
  /** How many days ago they came: as long as there is a firm, where nothing is said. */
  came?: number
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
    came: 400,
    rights: presets['front desk'],
  },
  { email: 'newcomer@ficha.example', name: 'Alice Byrne', role: 'employee', language: 'en', came: 2 },
]

/** Somebody who works here, as the author of what they do. */
export type Colleague = Actor & { staffId: number }

/** Hires them all, and gives them in that order. In a Portuguese firm all read Portuguese. */
export async function hire(act: Act, passwordHash: string, firm: Language): Promise<Colleague[]> {
  const hired: Colleague[] = []
  for (const { rights = [], came = founded, ...someone } of demoPeople) {
    const language = firm === 'pt' ? someone.language && firm : someone.language
    const staffId = await addStaff(daysAgo(act, came), { ...someone, language, rights, passwordHash })
    hired.push({ staffId, name: someone.name, address: '127.0.0.1', userAgent: null })
  }
  return hired
}

/** Those of the colleagues who see an account: nobody else can do anything there. */
export async function whoSee(act: Act, colleagues: readonly Colleague[], accountId: number): Promise<Colleague[]> {
  const ids = new Set((await peopleWhoSee(act.trx, accountId)).map((person) => person.id))
  return colleagues.filter(({ staffId }) => ids.has(staffId))
}
