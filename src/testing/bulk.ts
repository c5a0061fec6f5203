import type { BulkActions } from '#src/bulk/actions.ts'
import { findRun, prepareRun, startRun } from '#src/bulk/run.ts'
import type { World } from './world.ts'

export const nothing: BulkActions = {
  addTags: [],
  removeTags: [],
  addTeam: [],
  removeTeam: [],
  roles: {},
  type: null,
  state: null,
  switches: {},
  invite: false,
  message: '',
}

/** A run of that person's, not started, whatever they may do by now: over all that they see, or over these accounts. */
export async function preparedRun(
  world: World,
  staffId: number,
  actions: Partial<BulkActions>,
  only?: readonly number[],
): Promise<number> {
  const staff = await world.staff(staffId)
  const selection = only ? only.map((id) => `account=${id}`).join('&') : ''
  const id = await world.perform((act) => prepareRun(act, staff, selection, { ...nothing, ...actions }))
  if (id === null) throw new Error('the selection is empty')
  return id
}

/** The same, started: on the queue. */
export async function startedRun(...made: Parameters<typeof preparedRun>): Promise<number> {
  const [world, staffId] = made
  const id = await preparedRun(...made)
  const { version } = await findRun(world.app.db.read, await world.staff(staffId), id)
  await world.perform((act) => startRun(act, id, version))
  return id
}
