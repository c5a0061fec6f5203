import { derivedOf } from '#src/tasks/rules.ts'
import { large, type Noun } from './firm.ts'
import { employeeId } from './staff.ts'

/** Some thousand on the first accounts, a few on each tenth of the others; one in twenty is still open. */
export const tasksOf: Noun = ({ bulk, now, everyNth }) => {
  let taskId = 0
  return ({ id: account_id, preparer }) => {
    const count = account_id <= 5 ? 500 : account_id === large.account ? large.tasks : account_id % 10 === 0 ? 3 : 0
    for (let i = 0; i < count; i++) {
      const isOpen = i % 20 === 0
      const day = new Date(now + (isOpen ? (taskId % 60) - 10 : -1 - (taskId % 3000)) * 86_400_000)
      const due = day.toISOString().slice(0, 10)
      const status = isOpen ? ('planned' as const) : ('completed' as const)
      const derived = derivedOf({ status, due })
      bulk.add('task', {
        id: ++taskId,
        account_id,
        title: `VAT return ${i}`,
        status,
        priority: 'normal',
        due,
        ...derived,
        created_at: day.toISOString(),
        created_by: preparer,
        completed_at: isOpen ? null : day.toISOString(),
        completed_by: isOpen ? null : preparer,
      })
      bulk.add('task_assignee', {
        task_id: taskId,
        staff_id: account_id % everyNth === 0 || account_id <= 5 ? employeeId : preparer,
        is_open: derived.is_open,
        sort_due: derived.sort_due,
      })
    }
  }
}
