import type { openedLately } from '#src/accounts/opening.ts'
import type { FirmThread } from '#src/chats/list.ts'
import type { MyTask } from '#src/day/day.ts'
import { type DayGroup, dayGroups, groupOf } from '#src/day/rules.ts'
import type { UnseenDocument } from '#src/documents/list.ts'
import type { JobRow } from '#src/jobs/list.ts'
import type { ShownMention } from '#src/mentions/mention.ts'
import { photoPath } from '#src/photos/rules.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { MentionRow } from '#views/mentions/list.tsx'
import { ViewAll } from '#views/overview/page.tsx'
import { accountTones } from '../accounts/status.ts'
import { ThreadItem } from '../chats/row.tsx'
import { NewFromClients } from '../documents/unseen.tsx'
import { JobItem } from '../jobs/row.tsx'
import { words as jobWords } from '../jobs/words.ts'
import { Page } from '../layout/page.tsx'
import { TaskItem } from '../tasks/row.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Pager } from '../ui/pager.tsx'
import { Empty, Section } from '../ui/section.tsx'
import { Day } from '../ui/time.tsx'
import { words as ui } from '../ui/words.ts'
import type { Viewer } from '../viewer.ts'
import { words } from './words.ts'

interface Props {
  viewer: Viewer
  /** The date by the firm's calendar. */
  today: string
  rows: readonly MyTask[]
  previous: string | undefined
  next: string | undefined
  /** The cursor of this page. */
  at: string | undefined
  jobs: readonly JobRow[]
  /** Whether there are more than these. */
  moreJobs: boolean
  accounts: Awaited<ReturnType<typeof openedLately>>
  mentions: readonly ShownMention[]
  chats: readonly FirmThread[]
  documents: readonly UnseenDocument[]
}

/** What is to be done and where one was, over all accounts that one sees. */
export function DayPage({ viewer, today, jobs, moreJobs, accounts, mentions, chats, documents, ...tasks }: Props) {
  const w = words[viewer.language]
  return (
    <Page viewer={viewer} title={w.day}>
      <div class="page-head">
        <h1>{w.day}</h1>
        <p class="muted">{formatsIn(viewer.language).weekday(today)}</p>
      </div>
      <div class="split">
        <MyTasks viewer={viewer} today={today} {...tasks} />
        <div class="stack">
          <MyJobs viewer={viewer} today={today} jobs={jobs} moreJobs={moreJobs} />
          <NewFromClients viewer={viewer} documents={documents} />
          <UnreadChats viewer={viewer} chats={chats} />
          <Mentions viewer={viewer} mentions={mentions} />
          <Lately viewer={viewer} accounts={accounts} />
        </div>
      </div>
    </Page>
  )
}

function MyTasks({
  viewer,
  today,
  rows,
  previous,
  next,
  at,
}: Omit<Props, 'jobs' | 'moreJobs' | 'accounts' | 'mentions' | 'chats' | 'documents'>) {
  const w = words[viewer.language]
  const groups = Map.groupBy(rows, (task) => groupOf(task, today))
  const address = (cursor: string | undefined) => (cursor ? `/?${new URLSearchParams({ at: cursor })}` : '/')
  return (
    <Section id="my-tasks" title={w.tasks}>
      {rows.length === 0 && <Empty>{w.none}</Empty>}
      {dayGroups
        .filter((name) => groups.has(name))
        .map((name) => (
          <Group viewer={viewer} name={name} tasks={groups.get(name)!} today={today} back={address(at)} />
        ))}
      <Pager viewer={viewer} previous={previous && address(previous)} next={next && address(next)} />
    </Section>
  )
}

interface GroupProps {
  viewer: Viewer
  name: DayGroup
  tasks: readonly MyTask[]
  today: string
  back: string
}

function Group({ viewer, name, tasks, today, back }: GroupProps) {
  return (
    <>
      <h3 class="day-group">{words[viewer.language].groups[name]}</h3>
      <ul class="rows">
        {tasks.map((task) => (
          <TaskItem
            viewer={viewer}
            task={task}
            today={today}
            back={back}
            account={{ id: task.account_id, name: task.account_name }}
          />
        ))}
      </ul>
    </>
  )
}

/** What clients wrote and nobody has opened, the newest first. */
function UnreadChats({ viewer, chats }: Pick<Props, 'viewer' | 'chats'>) {
  const w = words[viewer.language]
  return (
    <Section id="unread-chats" title={w.chats} actions={<ViewAll viewer={viewer} href="/chats" />}>
      {chats.length === 0 && <Empty>{w.noChats}</Empty>}
      <ul class="rows">
        {chats.map((thread) => (
          <ThreadItem
            viewer={viewer}
            thread={thread}
            account={{ id: thread.account_id, name: thread.account_name ?? '' }}
          />
        ))}
      </ul>
    </Section>
  )
}

/** The jobs that are given to one, the most urgent first. */
function MyJobs({ viewer, today, jobs, moreJobs }: Pick<Props, 'viewer' | 'today' | 'jobs' | 'moreJobs'>) {
  const w = jobWords[viewer.language]
  const all = `/jobs?assignee=${viewer.staff?.id}`
  return (
    <Section id="my-jobs" title={w.mine} actions={<ViewAll viewer={viewer} href={all} />}>
      {jobs.length === 0 && <Empty>{w.noneMine}</Empty>}
      <ul class="rows">
        {jobs.map((job) => (
          <JobItem viewer={viewer} job={job} today={today} withAccount />
        ))}
      </ul>
      {moreJobs && (
        <p class="small">
          <a href={all}>{w.moreMine}</a>
        </p>
      )}
    </Section>
  )
}

/** Where somebody wants one's eye, the newest first. */
function Mentions({ viewer, mentions }: Pick<Props, 'viewer' | 'mentions'>) {
  const w = words[viewer.language]
  return (
    <Section id="mentions" title={w.mentions} actions={<ViewAll viewer={viewer} href="/mentions" />}>
      {mentions.length === 0 && <Empty>{w.noMentions}</Empty>}
      <ol class="rows notes">
        {mentions.map((mention) => (
          <MentionRow viewer={viewer} mention={mention} />
        ))}
      </ol>
    </Section>
  )
}

function Lately({ viewer, accounts }: Pick<Props, 'viewer' | 'accounts'>) {
  const w = words[viewer.language]
  return (
    <Section
      id="lately"
      title={w.lately}
      actions={
        <a class="action" href="/accounts">
          {w.clients}
        </a>
      }
    >
      {accounts.length === 0 && <Empty>{w.noneLately}</Empty>}
      <ul class="rows">
        {accounts.map((account) => (
          <li class="row-head">
            <span>
              <Avatar name={account.name} photo={photoPath(account.id, 'small', account.photo_small)} />{' '}
              <a href={`/accounts/${account.id}`}>{account.name}</a>{' '}
              {account.archived_at && <Badge kind={accountTones.archived}>{ui[viewer.language].archived}</Badge>}
            </span>{' '}
            <span class="muted small">
              <Day viewer={viewer} at={account.at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
