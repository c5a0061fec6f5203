import { dueViews, type JobFilter, jobViews } from '#src/jobs/filter.ts'
import type { Stage } from '#src/pipelines/stage.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/field.tsx'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

export interface PipelineName {
  id: number
  name: string
  archived_at: string | null
}

interface Props {
  viewer: Viewer
  action: string
  filter: JobFilter
  pipelines: readonly PipelineName[]
  /** Of the pipeline that is chosen. */
  stages?: readonly Stage[]
  /** Where jobs may be asked for by whom they are given to. */
  people?: readonly { id: number; name: string }[]
}

const asOptions = (rows: readonly { id: number; name: string }[]) =>
  rows.map(({ id, name }) => ({ value: String(id), label: name }))

/** Which jobs a list shows. Stages are asked for once a pipeline is chosen. */
export function JobFilterForm({ viewer, action, filter, pipelines, stages = [], people }: Props) {
  const w = words[viewer.language]
  return (
    <form action={action} method="get" class="filters">
      <Select
        name="show"
        label={w.status}
        options={jobViews.map((value) => ({ value, label: w.views[value] }))}
        value={filter.show}
      />
      <Select
        name="pipeline"
        label={w.pipeline}
        blank={w.all}
        options={asOptions(pipelines)}
        value={filter.pipelineId === null ? '' : String(filter.pipelineId)}
      />
      {stages.length > 0 && (
        <Select
          name="stage"
          label={w.stage}
          blank={w.all}
          options={asOptions(stages)}
          value={filter.stageId === null ? '' : String(filter.stageId)}
        />
      )}
      {people && (
        <>
          <Select
            name="assignee"
            label={w.assignee}
            blank={w.everybody}
            options={asOptions(people)}
            value={filter.assigneeId === null ? '' : String(filter.assigneeId)}
          />
          <Select
            name="due"
            label={w.due}
            options={dueViews.map((value) => ({ value, label: w.dueViews[value] }))}
            value={filter.due}
          />
        </>
      )}
      <Button>{w.show}</Button>
    </form>
  )
}
