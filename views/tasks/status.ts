import type { TaskPriority, TaskStatus } from '#src/tasks/rules.ts'
import type { Tones } from '../ui/badge.tsx'

export const taskTones: Tones<TaskStatus> = {
  planned: 'neutral',
  'in progress': 'info',
  'waiting for client': 'warn',
  'in review': 'info',
  'on hold': 'neutral',
  completed: 'good',
  canceled: 'neutral',
}

export const priorityTones: Tones<TaskPriority> = {
  low: 'neutral',
  normal: 'neutral',
  high: 'warn',
  urgent: 'bad',
}

export const dueTones: Tones<'overdue'> = { overdue: 'bad' }

export const subtaskTones: Tones<'done'> = { done: 'good' }
