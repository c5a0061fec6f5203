import { parameters, sent } from '#src/testing/sample-world.ts'
import { makeSubtask, makeTask } from '#src/testing/tasks.ts'
import { subtasksOf } from './subtask.ts'

export const samples = parameters({
  '/accounts/:id/tasks/:taskId': (world, { id }) =>
    makeTask(world, id, { details: 'Two\nlines', due: '2020-01-31' }, [world.people.owner]),
  '/accounts/:id/tasks/:taskId/subtasks/:subtaskId': (world, { taskId }) => makeSubtask(world, taskId),
  '/portal/accounts/:id/tasks/:taskId': async (world, { id }) => {
    const task = await makeTask(world, id, { status: 'waiting for client', is_shared: 1, due: '2026-01-31' })
    await makeSubtask(world, task)
    return task
  },
})

const changed = { title: 'Renamed', status: 'planned', priority: 'normal', is_shared: 0, version: 1 }

export const forms = sent({
  '/accounts/:id/tasks': () => ({ ...changed, title: 'New' }),
  '/accounts/:id/tasks/:taskId': () => changed,
  '/accounts/:id/tasks/:taskId/status': () => ({ status: 'completed', was: 'planned' }),
  '/accounts/:id/tasks/:taskId/removal': () => ({}),
  '/accounts/:id/tasks/:taskId/subtasks': () => ({ title: 'Second step' }),
  '/accounts/:id/tasks/:taskId/subtasks/:subtaskId/done': () => ({ wanted: 'on' }),
  '/accounts/:id/tasks/:taskId/subtasks/:subtaskId/removal': () => ({}),
  '/accounts/:id/tasks/:taskId/subtasks/order': async (world, { taskId }) => {
    for (const title of ['One', 'Two']) await makeSubtask(world, taskId!, title)
    const was = (await subtasksOf(world.app.db.read, taskId!)).map((subtask) => subtask.id)
    return { was, move: `down ${was[0]}` }
  },
  '/accounts/:id/tasks/:taskId/subtasks/:subtaskId': () => ({ title: 'Other step', version: 1 }),
  '/portal/accounts/:id/tasks/:taskId/answer': () => ({ comment: 'Done' }),
})
