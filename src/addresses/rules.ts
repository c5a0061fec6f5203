/** The switches of an address on an account, as they stand in its URLs. */
export const switches = ['login', 'notify', 'sync', 'signer'] as const
export type SwitchName = (typeof switches)[number]

/** What an address with NOTIFY on hears of. */
export const notificationTypes = [
  'files',
  'signatures',
  'approvals',
  'messages',
  'proposals',
  'organizers',
  'invoices',
  'requests',
  'summary',
] as const
export type NotificationType = (typeof notificationTypes)[number]

/** The weekly summary reminds by itself: every other type has reminders of its own. */
export const remindable: readonly NotificationType[] = notificationTypes.filter((type) => type !== 'summary')
