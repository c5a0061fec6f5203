/** How far a task has come, from its beginning to its end. */
export const taskStatuses = [
  'planned',
  'in progress',
  'waiting for client',
  'in review',
  'on hold',
  'completed',
  'canceled',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

export const taskPriorities = ['low', 'normal', 'high', 'urgent'] as const
export type TaskPriority = (typeof taskPriorities)[number]

export const isOpen = (status: TaskStatus): boolean => status !== 'completed' && status !== 'canceled'

/** Open, and for the moment somebody else's turn. */
export const isWaiting = (status: TaskStatus): boolean =>
  status === 'waiting for client' || status === 'in review' || status === 'on hold'

/** Behind every date: where a task without one stands among the others. */
export const noDue = '9999-12-31'

/** What lists sort and filter by: written with the task, and compared by the doctor. */
export const derivedOf = ({ status, due }: { status: TaskStatus; due: string }) => ({
  is_open: Number(isOpen(status)),
  is_waiting: Number(isWaiting(status)),
  sort_due: due || noDue,
})
