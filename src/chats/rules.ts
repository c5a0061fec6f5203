import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { ThreadRow } from './list.ts'
import type { Message } from './message.ts'
import type { ClientThreadRow } from './portal.ts'

/** How many characters the subject of a thread may have. */
export const longestSubject = 200

/** How many characters a message may have. */
export const longestMessage = 10_000

/** Whether somebody of the staff may remove a message: their own, or anybody's with the right for it. */
export const mayRemoveMessage = (
  staff: Pick<Staff, 'id' | 'role' | 'rights'> | null,
  message: Pick<Message, 'staff_id' | 'removed_at'>,
): boolean =>
  message.removed_at === null && (can(staff, 'manage accounts') || (staff !== null && message.staff_id === staff.id))

/** Whether a client may: what they wrote themselves. */
export const mayRemoveOwn = (contactId: number, message: Pick<Message, 'contact_id' | 'removed_at'>): boolean =>
  message.removed_at === null && message.contact_id === contactId

/** How many tasks the client may have in one thread. */
export const mostClientTasks = 50

/** How new a thread is: nobody of the staff has opened it since the client wrote, only others have, or one has oneself. */
export type Newness = 'unread' | 'new to you' | 'read'
export const newness = (row: Pick<ThreadRow, 'unread_since' | 'last_client_id' | 'read_by_me'>): Newness =>
  row.unread_since !== null ? 'unread' : (row.read_by_me ?? 0) < row.last_client_id ? 'new to you' : 'read'

/** Which threads of the whole firm a list shows. */
export const firmViews = ['unread', 'waiting', 'active'] as const
export type FirmView = (typeof firmViews)[number]

/** Whether somebody of the office wrote since this client last had it open. */
export const isNewToClient = (row: Pick<ClientThreadRow, 'last_to_client_id' | 'read_by_me'>): boolean =>
  row.last_to_client_id > (row.read_by_me ?? 0)
