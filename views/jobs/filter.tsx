import { dueViews, type JobFilter, jobViews, type Whose } from '#src/jobs/filter.ts'
import type { Stage } from '#src/pipelines/stage.ts'
import { namedOptions, Select, wordedOptions } from '../ui/field.tsx'
import { FilterForm } from '../ui/list.tsx'
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
  /** How many there are, in words. */
  found: string
}

/** Which jobs a list shows. Stages are asked for once a pipeline is chosen. */
export function JobFilterForm({ viewer, action, filter, pipelines, stages = [], people, found }: Props) {
  const w = words[viewer.language]
  return (
    <FilterForm viewer={viewer} path={action} found={found}>
      <Select name="show" label={w.status} options={wordedOptions(jobViews, w.views)} value={filter.show} />
      <Select
        name="pipeline"
        label={w.pipeline}
        blank={w.all}
        options={namedOptions(pipelines)}
        value={filter.pipeline}
      />
      {people && (
        <>
          <StageFilter viewer={viewer} filter={filter} stages={stages} />
          <AssigneeSelect viewer={viewer} people={people} value={filter.assignee} />
          <Select name="due" label={w.due} options={wordedOptions(dueViews, w.dueViews)} value={filter.due} />
        </>
      )}
    </FilterForm>
  )
}

export function StageFilter({ viewer, filter, stages = [] }: Pick<Props, 'viewer' | 'filter' | 'stages'>) {
  const w = words[viewer.language]
  return (
    <div id="stage-filter">
      {stages.length > 0 && (
        <Select name="stage" label={w.stage} blank={w.all} options={namedOptions(stages)} value={filter.stage} />
      )}
    </div>
  )
}

interface AssigneeProps {
  viewer: Viewer
  people: readonly { id: number; name: string }[]
  value: Whose
}

export function AssigneeSelect({ viewer, people, value }: AssigneeProps) {
  const w = words[viewer.language]
  return (
    <Select
      name="assignee"
      label={w.assignee}
      blank={w.everybody}
      options={[{ value: 'nobody', label: w.nobody }, ...namedOptions(people)]}
      value={value}
    />
  )
}
