import type { App } from '#src/platform/app.ts'
import { findStaff, type Staff } from '#src/staff/staff.ts'
import { CommandError } from './command.ts'

/** The owner, as whom the command line reads and writes a firm's data. */
export async function ownerOf(app: App): Promise<Staff> {
  const row = await app.db.read.selectFrom('staff').select('id').where('role', '=', 'owner').executeTakeFirst()
  const owner = row && (await findStaff(app.db.read, row.id))
  if (!owner) throw new CommandError('This database holds no firm yet. Start Ficha, or run ficha owner.')
  return owner
}
