import { parameters } from '#src/testing/sample-world.ts'
import { makeSubtask, makeTask } from '#src/testing/tasks.ts'

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
