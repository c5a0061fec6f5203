import type { Stage } from './stage.ts'

/** How many stages a pipeline may have. */
export const mostStages = 30

/** How many tasks a stage may add. */
export const mostTasks = 20

/** The titles of the tasks that a stage adds. */
export const tasksOf = (stage: Pick<Stage, 'tasks'>): string[] =>
  stage.tasks
    .split('\n')
    .map((title) => title.trim())
    .filter(Boolean)
