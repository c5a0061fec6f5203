import type { Migration } from './migration.ts'

export const jobs: Migration = {
  name: '0008-jobs',
  up: ({ id, text }) => [
    `create table pipeline (
      id ${id},
      name ${text} not null,
      name_key ${text} not null unique,
      for_everybody integer not null default 1,
      created_at ${text} not null,
      archived_at ${text},
      version integer not null default 1
    )`,
    `create table pipeline_person (
      pipeline_id integer not null references pipeline (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      primary key (pipeline_id, staff_id)
    )`,
    // completes: 1 on the last stage alone, where what enters it is done. tasks: the titles of the tasks that it adds, one a line.
    `create table stage (
      id ${id},
      pipeline_id integer not null references pipeline (id) on delete cascade,
      name ${text} not null,
      colour ${text} not null,
      position integer not null,
      completes integer not null default 0,
      tasks ${text} not null default '',
      version integer not null default 1
    )`,
    'create index stage_position on stage (pipeline_id, position)',
    // part: "assigned" to what enters the stage, or "notified" of it.
    `create table stage_person (
      stage_id integer not null references stage (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      part ${text} not null,
      primary key (stage_id, staff_id, part)
    )`,

    // due: YYYY-MM-DD, '' for none. state (open, completed, archived) and sort_due are derived: lists sort and filter by them.
    // recurrence_id and occurrence: of which recurrence it was made, and for which of its dates.
    `create table job (
      id ${id},
      account_id integer not null references account (id) on delete cascade,
      pipeline_id integer not null references pipeline (id),
      stage_id integer not null references stage (id),
      name ${text} not null,
      details ${text} not null default '',
      due ${text} not null default '',
      created_at ${text} not null,
      created_by integer references staff (id) on delete set null,
      entered_at ${text} not null,
      entered_by integer references staff (id) on delete set null,
      completed_at ${text},
      archived_at ${text},
      state ${text} not null,
      sort_due ${text} not null,
      recurrence_id integer,
      occurrence ${text},
      version integer not null default 1
    )`,
    // The account at the end of an index: a board counts what somebody sees without reading the jobs.
    'create index job_of_account on job (account_id, state, sort_due, id)',
    'create index job_account_all on job (account_id, sort_due, id)',
    'create index job_stage on job (stage_id, state, sort_due, id, account_id)',
    'create index job_pipeline on job (pipeline_id, state, sort_due, id)',
    'create index job_pipeline_all on job (pipeline_id, sort_due, id)',
    'create index job_state on job (state, sort_due, id)',
    'create index job_due on job (sort_due, id)',
    'create unique index job_occurrence on job (recurrence_id, occurrence)',

    // With what one person's own list sorts and filters by, so that it comes from one index.
    `create table job_assignee (
      job_id integer not null references job (id) on delete cascade,
      staff_id integer not null references staff (id) on delete cascade,
      state ${text} not null,
      sort_due ${text} not null,
      primary key (job_id, staff_id)
    )`,
    'create index job_assignee_mine on job_assignee (staff_id, state, sort_due, job_id)',
    'create index job_assignee_all on job_assignee (staff_id, sort_due, job_id)',

    // The job that is made again and again: every so often from first_due on, that many days before it is due.
    // make_on is the day on which the next one is made, next_due for which date; null where no other follows.
    `create table recurrence (
      id ${id},
      job_id integer not null unique references job (id) on delete cascade,
      every ${text} not null,
      first_due ${text} not null,
      until ${text} not null default '',
      days_before integer not null,
      next_due ${text},
      make_on ${text},
      version integer not null default 1
    )`,
    'create index recurrence_make on recurrence (make_on, id) where make_on is not null',
  ],
}
