import type { Card, Column } from '#src/jobs/board.ts'
import type { Pipeline } from '#src/pipelines/pipeline.ts'
import type { Stage } from '#src/pipelines/stage.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { accountTones } from '../accounts/status.ts'
import { Page } from '../layout/page.tsx'
import { Badge, TagBadge } from '../ui/badge.tsx'
import { Button, HiddenFields, LinkButton } from '../ui/button.tsx'
import { namedOptions, Select } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import type { Viewer } from '../viewer.ts'
import type { PipelineName } from './filter.tsx'
import { assigneeText, Due, jobPath, StatusBadge } from './row.tsx'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  pipeline: Pipeline
  columns: readonly Column[]
  mayChange: boolean
  pipelines: readonly PipelineName[]
  today: string
  /** Why a job was not moved. */
  problem?: string
}

/** A pipeline as a board: what stands in which stage. */
export function BoardPage(props: Props) {
  const { viewer, pipeline, pipelines } = props
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={`${w.jobs} · ${pipeline.name}`} wide>
      <div class="page-head">
        <h1>{pipeline.name}</h1>
        <LinkButton href={`/jobs?pipeline=${pipeline.id}`}>{w.showList}</LinkButton>
      </div>
      {pipelines.length > 1 && (
        <form action="/jobs/board" method="get" class="filters">
          <Select name="pipeline" label={w.pipeline} options={namedOptions(pipelines)} value={pipeline.id} />
          <Button>{w.show}</Button>
        </form>
      )}
      <Board {...props} />
    </Page>
  )
}

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

function StageColumn({ viewer, pipeline, column, before, after, mayChange, today }: ColumnProps) {
  const w = words[viewer.language]
  const { count } = formatsIn(viewer.language)
  const { stage, cards } = column
  const more = column.count - cards.length
  const show = stage.completes ? 'completed' : 'open'
  return (
    <section class="board-column" aria-labelledby={`stage-${stage.id}`} data-stage={mayChange ? stage.id : undefined}>
      <h2 id={`stage-${stage.id}`}>
        <TagBadge name={stage.name} colour={stage.colour} /> <span class="count">{count(column.count)}</span>
      </h2>
      {cards.length === 0 && <p class="empty small">{w.emptyColumn}</p>}
      <ul>
        {cards.map((card) => (
          <JobOnBoard
            viewer={viewer}
            card={card}
            today={today}
            before={mayChange ? before : undefined}
            after={mayChange ? after : undefined}
            mayChange={mayChange}
          />
        ))}
      </ul>
      {more > 0 && (
        <p class="small">
          <a href={`/jobs?pipeline=${pipeline.id}&stage=${stage.id}&show=${show}`}>{w.more(count(more))}</a>
        </p>
      )}
    </section>
  )
}

interface CardProps {
  viewer: Viewer
  card: Card
  today: string
  before: Stage | undefined
  after: Stage | undefined
  mayChange: boolean
}

/** A card: whose job, which, when, and who does it. Its form moves it, by a button or dragged. */
function JobOnBoard({ viewer, card, today, before, after, mayChange }: CardProps) {
  const w = words[viewer.language]
  return (
    <li id={`job-${card.id}`} class="board-card" data-job={mayChange ? card.id : undefined}>
      {/* On a board most jobs are called what their pipeline is: whose they are tells them apart. */}
      <p class="task-title">
        <a href={`/accounts/${card.account_id}`} draggable={false}>
          {card.account}
        </a>{' '}
        {card.account_archived && <Badge kind={accountTones.archived}>{w.archivedClient}</Badge>}
      </p>
      <p class="small">
        <a href={jobPath(card)} draggable={false}>
          {card.name}
        </a>
      </p>
      <p class="muted small">
        <Due viewer={viewer} due={card.due} />{' '}
        {card.state === 'open' && card.due !== '' && card.due < today && (
          <StatusBadge viewer={viewer} job={card} today={today} />
        )}
      </p>
      <p class="muted small">{assigneeText(viewer, card.assignees)}</p>
      {mayChange && (
        <Form viewer={viewer} action={`${jobPath(card)}/stage`} hx={{ target: '#board' }} class="board-move">
          <HiddenFields fields={{ from: card.stage_id, on: 'board' }} />
          {before && <MoveButton card={card} stage={before} label={w.moveBack(card.name, before.name)} says="←" />}{' '}
          {after && (
            <MoveButton card={card} stage={after} label={w.moveOn(card.name, after.name)} says={`${after.name} →`} />
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
