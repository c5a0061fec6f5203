import { peopleWhoSee } from '#src/accounts/seen-by.ts'
import { firmDates } from '#src/firm/firm.ts'
import { type Letter, letter } from '#src/outbox/letter.ts'
import type { MailMaker, OutgoingMail } from '#src/outbox/outbox.ts'
import type { App } from '#src/platform/app.ts'
import { mailWords, stageMailWords } from '#views/jobs/mail-words.ts'

declare module '#src/outbox/outbox.ts' {
  interface MailTemplates {
    'job stage': true
  }
}

/** The text of a mail that a job has entered a stage, if it is still there: what has changed since is not told any more. */
async function compose(app: App, mail: OutgoingMail): Promise<Letter | 'job moved on'> {
  const { job: id = 0, stage = 0 } = JSON.parse(mail.data) as Record<string, number>
  const job = await app.db.read
    .selectFrom('job')
    .innerJoin('account', 'account.id', 'job.account_id')
    .innerJoin('stage', 'stage.id', 'job.stage_id')
    .select(['job.id', 'job.account_id', 'job.name', 'job.due', 'account.name as account', 'stage.name as stage'])
    .where('job.id', '=', id)
    .where('job.stage_id', '=', stage)
    .where('job.archived_at', 'is', null)
    .executeTakeFirst()
  const person = job && (await peopleWhoSee(app.db.read, job.account_id)).find((one) => one.id === mail.staff_id)
  if (!job || !person) return 'job moved on'
  const w = mailWords[mail.language]
  const { date } = await firmDates(app.db.read)
  return letter(mail.language, w.subject(job.name, job.stage), [
    w.hello(person.name),
    w.text(job.name, job.account, job.stage),
    ...(job.due ? [w.due(date(job.due))] : []),
    w.here,
    { link: `${app.config.publicUrl}/accounts/${job.account_id}/jobs/${job.id}` },
  ])
}

export const stageMail: MailMaker<'job moved on'> = { words: stageMailWords, compose }
