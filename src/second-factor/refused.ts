import { type Actor, perform, record } from '#src/audit/audit.ts'
import type { Handler } from '#src/platform/queue/queue.ts'
import { oncePerStreak } from '#src/platform/web/limits.ts'
import { tellOf } from './mails.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'code refused': true
  }
}

declare module '#src/platform/queue/queue.ts' {
  interface QueueKinds {
    'refused code': RefusedCode
  }
}

interface RefusedCode {
  staffId: number
  by: Actor
  /** So many that it is hardly they who mistype. */
  areMany: boolean
}

const once = oncePerStreak('code')
const toldOnce = oncePerStreak('codes told')

/** Writes that somebody said a password right and a code wrong, once for a streak; of many the person is told by mail. */
export const recordRefusedCode: Handler<RefusedCode> = async (app, { staffId, by, areMany }) => {
  await once(app, staffId, () => perform(app, by, (act) => record(act, { kind: 'code refused', subject: by.name })))
  if (areMany) await toldOnce(app, staffId, () => perform(app, by, (act) => tellOf(act, staffId, 'code refused')))
}
