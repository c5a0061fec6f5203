import { can } from '#src/staff/rights.ts'
import type { Staff } from '#src/staff/staff.ts'
import type { TaskRow } from './list.ts'

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

/** Which tasks of an account a list shows: a manner of its own, or those of one status. */
export const taskViews = ['open', 'mine', 'overdue', 'all', ...taskStatuses] as const

/** Whether a person who sees a task's account may change the task: their own, what is given to them, or any with the right. */
export const mayChangeTask = (
  staff: Pick<Staff, 'id' | 'role' | 'rights'> | null,
  task: Pick<TaskRow, 'created_by' | 'assignees'>,
): boolean =>
  can(staff, 'manage accounts') ||
  (staff !== null && (task.created_by === staff.id || task.assignees.some((person) => person.id === staff.id)))

/** How many subtasks a task may have. */
export const mostSubtasks = 100
