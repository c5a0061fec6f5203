import { NotYoursToOpen } from '#src/accounts/opens.ts'
import type { Act, Undo } from '#src/audit/audit.ts'
import type { AuditEvent } from '#src/audit/events.ts'
import { CantRestore, type Restorer } from '#src/restorations/restoration.ts'
import { restoreFieldChange } from './history.ts'
import type { FieldUndo } from './value.ts'

const restore = async (act: Act, _event: AuditEvent, undo: Undo): Promise<readonly string[]> => {
  const { restored, kept } = await restoreFieldChange(act, undo as unknown as FieldUndo).catch((error) => {
    throw error instanceof NotYoursToOpen ? new CantRestore('not yours to open') : error
  })
  if (restored.length === 0) throw new CantRestore('changed since')
  return kept
}

/** How changes of custom fields are taken back: by whoever may edit whose they are. */
export const fieldRestorers: Record<FieldUndo['kind'], Restorer> = {
  'custom fields of account': { permission: 'manage accounts', restore },
  'custom fields of contact': { permission: 'edit contacts', restore },
}
