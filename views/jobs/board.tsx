import type { Card, Column } from '#src/jobs/board.ts'
import type { Whose } from '#src/jobs/filter.ts'
import type { Pipeline } from '#src/pipelines/pipeline.ts'
import type { Stage } from '#src/pipelines/stage.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { addressOf } from '#src/platform/web/list.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, TagBadge } from '../ui/badge.tsx'
import { HiddenFields } from '../ui/button.tsx'
import { namedOptions, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { FilterForm, Found, foundText } from '../ui/list.tsx'
import type { Viewer } from '../viewer.ts'
import { AssigneeSelect, type PipelineName } from './filter.tsx'
import { JobsHead, JobTabs } from './list.tsx'
import { assigneeText, Due, jobPath, StatusBadge } from './row.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  pipeline: Pipeline
  columns: readonly Column[]
  mayChange: boolean
  mayAdd: boolean
  pipelines: readonly PipelineName[]
  people: readonly { id: number; name: string }[]
  /** Whose jobs it shows; null for everybody’s. */
  assignee: Whose
  today: string
  /** Why a job was not moved. */
  problem?: string
}

/** A pipeline as a board: what stands in which stage, of everybody or of one person. */
export function BoardPage(props: Props) {
  const { viewer, pipeline, pipelines, people, assignee, mayAdd } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={`${w.jobs} · ${pipeline.name}`} wide>
      <JobsHead viewer={viewer} mayAdd={mayAdd} />
      <JobTabs viewer={viewer} pipeline={pipeline.id} assignee={assignee} here="board" />
      <FilterForm viewer={viewer} path="/jobs/board" found={foundOnBoard(props)}>
        <Select name="pipeline" label={w.pipeline} options={namedOptions(pipelines)} value={pipeline.id} />
        <AssigneeSelect viewer={viewer} people={people} value={assignee} />
      </FilterForm>
      <FoundBoard {...props} />
    </Page>
  )
}

export const FoundBoard = (props: Props) => (
  <Found>
    <Board {...props} />
  </Found>
)

/** How many jobs stand on the board, in words. */
export const foundOnBoard = ({ viewer, columns }: Pick<Props, 'viewer' | 'columns'>): string =>
  foundText(
    viewer,
    columns.reduce((sum, { count }) => sum + count, 0),
    columns.some(({ isMore }) => isMore),
  )

/** The columns of the board, swapped together: a move changes two of them. */
export function Board(props: Props) {
  const { viewer, columns, mayChange, problem } = props
  return (
    <div id="board">
      {problem && (
        <p class="notice notice-warn" role="alert">
          {problem}
        </p>
      )}
      {mayChange && <p class="muted small">{words[viewer.language].dragHelp}</p>}
      <div class="board">
        {columns.map((column, i) => (
          <StageColumn {...props} column={column} before={columns[i - 1]?.stage} after={columns[i + 1]?.stage} />
        ))}
      </div>
    </div>
  )
}

interface ColumnProps extends Props {
  column: Column
  before: Stage | undefined
  after: Stage | undefined
}

function StageColumn({ viewer, pipeline, assignee, column, before, after, mayChange, today }: ColumnProps) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const { stage, cards } = column
  const number = `${count(column.count)}${column.isMore ? '+' : ''}`
  const show = stage.completes ? 'completed' : 'open'
  return (
    <section class="board-column" aria-labelledby={`stage-${stage.id}`} data-stage={mayChange ? stage.id : undefined}>
      <h2 id={`stage-${stage.id}`}>
        <TagBadge name={stage.name} colour={stage.colour} /> <span class="count">{number}</span>
      </h2>
      {cards.length === 0 && !column.isMore && <p class="empty small">{w.emptyColumn}</p>}
      <ul>
        {cards.map((card) => (
          <JobOnBoard
            viewer={viewer}
            card={card}
            pipeline={pipeline}
            assignee={assignee}
            today={today}
            before={mayChange ? before : undefined}
            after={mayChange ? after : undefined}
            mayChange={mayChange}
          />
        ))}
      </ul>
      {(column.isMore || column.count > cards.length) && (
        <p class="small">
          <a href={addressOf('/jobs', { pipeline: pipeline.id, stage: stage.id, show, assignee })}>
            {w.viewAll(number)}
          </a>
        </p>
      )}
    </section>
  )
}

interface CardProps {
  viewer: Viewer
  card: Card
  pipeline: Pipeline
  assignee: Whose
  today: string
  before: Stage | undefined
  after: Stage | undefined
  mayChange: boolean
}

/** A card: whose job, which, when, and who does it. Its form moves it, by a button or dragged. */
function JobOnBoard({ viewer, card, pipeline, assignee, today, before, after, mayChange }: CardProps) {
  const w = words[viewer.language]
  const name = w.jobOf(card.account, card.name)
  return (
    <li id={`job-${card.id}`} class="board-card" data-job={mayChange ? card.id : undefined}>
      {/* On a board most jobs are called what their pipeline is: whose they are tells them apart. */}
      <p class="task-title">
        <a href={card.name === pipeline.name ? jobPath(card) : `/accounts/${card.account_id}`} draggable={false}>
          {card.account}
        </a>{' '}
        {card.account_archived && <Badge kind={accountTones.archived}>{w.archivedClient}</Badge>}
      </p>
      {card.name !== pipeline.name && (
        <p class="small">
          <a href={jobPath(card)} draggable={false}>
            {card.name}
          </a>
        </p>
      )}
      <p class="muted small">
        <Due viewer={viewer} due={card.due} />{' '}
        {card.state === 'open' && card.due !== '' && card.due < today && (
          <StatusBadge viewer={viewer} job={card} today={today} />
        )}
      </p>
      <p class="muted small board-people">
        {card.assignees.map((person) => (
          <Avatar name={person.name} />
        ))}{' '}
        <span>{assigneeText(viewer, card.assignees)}</span>
      </p>
      {mayChange && (
        <Form viewer={viewer} action={`${jobPath(card)}/stage`} hx={{ target: '#board' }} class="board-move">
          <HiddenFields fields={{ from: card.stage_id, on: 'board', assignee: assignee ?? '' }} />
          {before && <MoveButton card={card} stage={before} label={w.moveBack(name, before.name)} says="←" />}{' '}
          {after && (
            <MoveButton card={card} stage={after} label={w.moveOn(name, after.name)} says={`${after.name} →`} />
          )}
        </Form>
      )}
    </li>
  )
}

const MoveButton = ({ card, stage, label, says }: { card: Card; stage: Stage; label: string; says: string }) => (
  <button
    type="submit"
    class="button button-quiet"
    name="to"
    value={stage.id}
    id={`move-${card.id}-${says === '←' ? 'back' : 'on'}`}
    aria-label={label}
  >
    {says}
  </button>
)
