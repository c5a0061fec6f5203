import { type Act, record } from '#src/audit/audit.ts'
import { Conflict, Refusal } from '#src/platform/web/errors.ts'
import { type NotificationType, notificationTypes, remindable } from './rules.ts'
import { lockedAddress, settingOf, writeSetting } from './setting.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'notification preferences changed': true
  }
}

/** What is switched off; what is not named is on. */
interface Stored {
  off?: NotificationType[]
  noReminder?: NotificationType[]
}

export interface Preferences {
  notify: NotificationType[]
  remind: NotificationType[]
}

/** The preferences of a stored setting: all on where nothing was ever chosen. */
export function readPreferences(stored: string): Preferences {
  const { off = [], noReminder = [] } = JSON.parse(stored) as Stored
  return {
    notify: notificationTypes.filter((type) => !off.includes(type)),
    remind: remindable.filter((type) => !noReminder.includes(type)),
  }
}

export function writePreferences({ notify, remind }: Preferences): string {
  const stored: Stored = {
    off: notificationTypes.filter((type) => !notify.includes(type)),
    noReminder: remindable.filter((type) => !remind.includes(type)),
  }
  return JSON.stringify(stored)
}

/** Preferences are of notifications, and NOTIFY is off. */
export class NotifyOff extends Refusal {
  constructor() {
    super(409, 'changed meanwhile')
  }
}

const listed = (types: readonly string[]) => types.join(', ') || null

/** Chooses what an address hears of. Throws NotifyOff, or Conflict with the setting as it is when it was changed since `version`. */
export async function setPreferences(
  act: Act,
  accountId: number,
  addressId: number,
  version: number,
  wanted: Preferences,
): Promise<void> {
  const { account, address } = await lockedAddress(act, accountId, addressId)
  const setting = await settingOf(act.trx, accountId, addressId)
  if (!setting.notify) throw new NotifyOff()
  if (setting.version !== version) throw new Conflict(setting)
  const before = readPreferences(setting.preferences)
  const changes = Object.fromEntries(
    (['notify', 'remind'] as const)
      .map(
        (part) =>
          [part === 'notify' ? 'notifications' : 'reminders', [listed(before[part]), listed(wanted[part])]] as const,
      )
      .filter(([, [old, now]]) => old !== now),
  )
  if (Object.keys(changes).length === 0) return
  await writeSetting(act, accountId, addressId, { preferences: writePreferences(wanted), version: version + 1 })
  await record(act, {
    kind: 'notification preferences changed',
    accountId,
    contactId: address.contact_id,
    subject: account.name,
    changes: { address: [address.email, address.email], ...changes },
  })
}
