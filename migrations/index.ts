import { foundation } from './0001-foundation.ts'
import { info } from './0002-info.ts'
import { overview } from './0003-overview.ts'
import { notes } from './0004-notes.ts'
import { tasks } from './0005-tasks.ts'
import { time } from './0006-time.ts'
import { documents } from './0007-documents.ts'
import { jobs } from './0008-jobs.ts'
import { chats } from './0009-chats.ts'
import { tasksShared } from './0010-tasks.ts'
import { documentLists } from './0011-document-lists.ts'
import { workOfJobs } from './0012-work-of-jobs.ts'
import { accountOpenings } from './0013-account-openings.ts'
import { documentNames } from './0014-document-names.ts'
import { queueLanes } from './0015-queue-lanes.ts'
import { sealingKeys } from './0016-sealing-keys.ts'
import { mentions } from './0017-mentions.ts'
import { lastDayOfMonth } from './0018-last-day-of-month.ts'
import { subjectRef } from './0019-subject-ref.ts'
import { sentForms } from './0020-sent-forms.ts'
import { wordsAlone } from './0021-words-alone.ts'
import { importDecisions } from './0022-import-decisions.ts'
import { openTasks } from './0023-open-tasks.ts'
import { contactList } from './0024-contact-list.ts'
import { profile } from './0025-profile.ts'
import { shortcuts } from './0026-shortcuts.ts'
import { severalProcesses } from './0027-several-processes.ts'
import { secondFactor } from './0028-second-factor.ts'
import { seenInOrder } from './0029-seen-in-order.ts'
import { wordsOfThings } from './0030-words-of-things.ts'

/** In the order in which they run. A migration that has landed is never changed; what comes later is a new one. */
export const migrations = [
  foundation,
  info,
  overview,
  notes,
  tasks,
  time,
  documents,
  jobs,
  chats,
  tasksShared,
  documentLists,
  workOfJobs,
  accountOpenings,
  documentNames,
  queueLanes,
  sealingKeys,
  mentions,
  lastDayOfMonth,
  subjectRef,
  sentForms,
  wordsAlone,
  importDecisions,
  openTasks,
  contactList,
  profile,
  shortcuts,
  severalProcesses,
  secondFactor,
  seenInOrder,
  wordsOfThings,
]
