import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import type { Act, Actor } from '#src/audit/audit.ts'
import type { Language } from '#src/platform/language/language.ts'
import { presets, type Right, type Role } from '#src/staff/rights.ts'
import { addStaff } from '#src/staff/staff.ts'

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

/** Somebody who works here, as the author of what they do. */
export type Colleague = Actor & { staffId: number }

/** Hires them all, and gives them in that order. */
export async function hire(act: Act, passwordHash: string): Promise<Colleague[]> {
  const hired: Colleague[] = []
  for (const { rights = [], ...someone } of demoPeople) {
    const staffId = await addStaff(act, { ...someone, rights, passwordHash })
    hired.push({ staffId, name: someone.name, address: '127.0.0.1', userAgent: null })
  }
  return hired
}

/** Those of the colleagues who see an account: nobody else can do anything there. */
export async function whoSee(act: Act, colleagues: readonly Colleague[], accountId: number): Promise<Colleague[]> {
  const ids = new Set((await peopleWhoSee(act.trx, accountId)).map((person) => person.id))
  return colleagues.filter(({ staffId }) => ids.has(staffId))
}
