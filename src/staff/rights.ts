/** What an employee may be given beyond the accounts that they are a team member of. Owner and admin have all of them. */
export const rights = [
  'view all accounts',
  'manage accounts',
  'assign team members',
  'view all contacts',
  'manage contacts',
  'manage tags',
  'manage custom fields',
  'manage documents',
  'manage organizers',
  'manage proposals',
  'manage invoices',
  'manage payments',
  'manage pipelines',
  'manage templates',
  'see all time entries',
] as const
export type Right = (typeof rights)[number]
export const isRight = (text: unknown): text is Right => rights.includes(text as Right)

export const roles = ['owner', 'admin', 'employee'] as const
export type Role = (typeof roles)[number]

/** Things to do that more than one right gives (product rules: managing accounts includes their tags, team and contacts). */
const given = {
  'edit contacts': ['manage contacts', 'manage accounts'],
  'assign team': ['assign team members', 'manage accounts'],
  'tag accounts': ['manage tags', 'manage accounts'],
  // Any part of the form of the details; each part asks for its own.
  'edit account details': ['manage accounts', 'manage tags', 'assign team members'],
  // The parts of bulk work; each asks for its own.
  'act in bulk': ['manage accounts', 'manage tags', 'assign team members'],
  'tag contacts': ['manage tags', 'manage contacts', 'manage accounts'],
  // Each kind of change asks for its own right besides.
  'take changes back': ['manage accounts', 'manage contacts', 'assign team members', 'manage tags', 'manage pipelines'],
} as const satisfies Record<string, readonly Right[]>

/** What a route may ask of the person: a right, something that several rights give, a role's standing, or only to be signed in. */
export type Permission = Right | keyof typeof given | 'owner' | 'admin' | 'signed in'

/**
 * What a right alone does not answer: a noun says the name beside the predicate that does, and the verb asks it of the thing that is
 * changed. `declare module '#src/staff/rights.ts' { interface Questions { 'change the task': true } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: the nouns fill it by declaration merging
export interface Questions {}

/** What the line of a form's route says that its verb asks; of what is one's own, what that is: there is nothing to ask. */
export type Question = keyof Questions | `one’s own ${string}`

/** The preset choices of the team page: rights that usually go together. */
export const presets = {
  accountant: [
    'manage accounts',
    'view all contacts',
    'manage contacts',
    'manage documents',
    'manage organizers',
    'manage invoices',
  ],
  assistant: ['view all contacts', 'manage documents'],
  'front desk': ['view all accounts', 'view all contacts', 'manage contacts'],
} as const satisfies Record<string, readonly Right[]>

/** The rights of which any one gives the permission. */
const rightsFor = (permission: Right | keyof typeof given): readonly Right[] =>
  isRight(permission) ? [permission] : given[permission]

interface Person {
  role: Role
  rights: ReadonlySet<Right>
}

/** Asked for by name: whoever is neither, whatever else they are, is not taken for one. */
const isAdmin = ({ role }: Person): boolean => role === 'owner' || role === 'admin'

/** Whether this person may; the one question that routes and views both ask. Nobody signed in may nothing. */
export function can(person: Person | null, permission: Permission): boolean {
  if (!person) return false
  switch (permission) {
    case 'signed in':
      return true
    case 'owner':
      return person.role === 'owner'
    case 'admin':
      return isAdmin(person)
    default:
      return isAdmin(person) || rightsFor(permission).some((right) => person.rights.has(right))
  }
}

/** Whether one may change another: the owner everybody, an admin the employees. */
export const mayChange = (me: { role: Role } | null, person: { role: Role }): boolean =>
  me?.role === 'owner' || (me?.role === 'admin' && person.role === 'employee')
