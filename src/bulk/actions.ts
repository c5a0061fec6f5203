import type { AccountRole, AccountType } from '#src/accounts/rules.ts'
import type { SwitchName } from '#src/addresses/rules.ts'
import { can, type Permission } from '#src/staff/rights.ts'

/** The switches of an address that can be turned for many at once. SIGNER AUTHORITY comes with LOGIN. */
export const bulkSwitches = ['login', 'notify', 'sync'] as const satisfies readonly SwitchName[]
export type BulkSwitch = (typeof bulkSwitches)[number]

/** What is to be done to each of the chosen accounts; what is empty or null is left as it is. */
export interface BulkActions {
  addTags: number[]
  removeTags: number[]
  addTeam: number[]
  removeTeam: number[]
  /** Who takes a role; null for nobody. A role that is not named stays. */
  roles: Partial<Record<AccountRole, number | null>>
  type: AccountType | null
  state: 'archive' | 'reactivate' | null
  switches: Partial<Record<BulkSwitch, 'on' | 'off'>>
  /** Whether those who have LOGIN then and no login yet are invited, and with what message. */
  invite: boolean
  message: string
}

/** The parts of the form, each with what it takes to ask for it. */
export const parts = {
  tags: 'tag accounts',
  team: 'assign team',
  type: 'manage accounts',
  state: 'manage accounts',
  addresses: 'manage accounts',
} as const satisfies Record<string, Permission>
export type Part = keyof typeof parts
export const partNames = Object.keys(parts) as Part[]

/** Whether anything is to be done to people's addresses. */
export const actsOnPeople = ({ switches, invite }: BulkActions): boolean => invite || Object.keys(switches).length > 0

const asks: Record<Part, (actions: BulkActions) => boolean> = {
  tags: ({ addTags, removeTags }) => addTags.length + removeTags.length > 0,
  team: ({ addTeam, removeTeam, roles }) => addTeam.length + removeTeam.length + Object.keys(roles).length > 0,
  type: ({ type }) => type !== null,
  state: ({ state }) => state !== null,
  addresses: (actions) => actsOnPeople(actions),
}

/** The parts in which something is to be done. */
export const partsOf = (actions: BulkActions): Part[] => partNames.filter((part) => asks[part](actions))

/** Whether the person may do everything that is asked for. */
export const mayDo = (staff: Parameters<typeof can>[0], actions: BulkActions): boolean =>
  partsOf(actions).every((part) => can(staff, parts[part]))
