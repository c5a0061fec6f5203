import { seeded } from '#src/demo/dice.ts'
import { derivedOf } from '#src/jobs/state.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Firm, Noun } from './firm.ts'
import { employeeId } from './staff.ts'

const pipelines = ['Annual return', 'Monthly bookkeeping', 'Company tax']
const stages = ['To begin', 'In preparation', 'In review', 'With the client', 'Filed']

/** None to three of an account, a third of them open. */
export const jobsOf: Noun = (firm) => {
  addPipelines(firm)
  const { bulk, now, everyNth } = firm
  const dice = seeded(8)
  let jobId = 0
  return ({ id: account_id, preparer }) => {
    for (let i = dice.below(4); i > 0; i--) {
      const pipeline_id = 1 + dice.below(pipelines.length)
      const isOpen = dice.chance(0.35)
      const stage = isOpen ? 1 + dice.below(stages.length - 1) : stages.length
      const day = new Date(now + (isOpen ? dice.below(90) - 10 : -1 - dice.below(700)) * 86_400_000).toISOString()
      const completed_at = isOpen ? null : day
      const due = day.slice(0, 10)
      const derived = derivedOf({ due, completed_at, archived_at: null })
      bulk.add('job', {
        id: ++jobId,
        account_id,
        pipeline_id,
        stage_id: (pipeline_id - 1) * stages.length + stage,
        name: pipelines[pipeline_id - 1]!,
        due,
        created_at: day,
        created_by: preparer,
        entered_at: day,
        entered_by: preparer,
        completed_at,
        ...derived,
      })
      bulk.add('job_assignee', {
        job_id: jobId,
        staff_id: account_id % everyNth === 0 ? employeeId : preparer,
        ...derived,
      })
    }
  }
}

function addPipelines({ bulk, now }: Firm): void {
  const created_at = new Date(now).toISOString()
  for (const [i, name] of pipelines.entries()) {
    bulk.add('pipeline', { id: i + 1, name, name_key: fold(name), created_at })
    for (const [s, stage] of stages.entries())
      bulk.add('stage', {
        id: i * stages.length + s + 1,
        pipeline_id: i + 1,
        name: stage,
        colour: 'slate',
        position: s + 1,
        completes: Number(s === stages.length - 1),
      })
  }
}
