import type { BulkActions } from './actions.ts'
import type { BulkRun } from './run.ts'

/** ready: to be looked at; then queued, running, and one of the three ends. Failed: who started it does not work here any more, or `error`. */
export const runStatuses = ['ready', 'queued', 'running', 'done', 'stopped', 'failed'] as const
export type RunStatus = (typeof runStatuses)[number]

/** partly: changed, but something of it was left out. */
export const outcomes = ['changed', 'partly', 'skipped', 'unchanged'] as const
export type Outcome = (typeof outcomes)[number]

export const actionsOf = (run: BulkRun): BulkActions => JSON.parse(run.actions)
export const isOver = (run: BulkRun): boolean => ['done', 'stopped', 'failed'].includes(run.status)
