import { type Act, permitted } from '#src/audit/audit.ts'
import { findFirm } from '#src/firm/firm.ts'
import type { Db } from '#src/platform/db/database.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { LeavingPerson } from '#src/staff/leaving.ts'
import { words } from '#views/time/words.ts'
import { writeDuration } from './duration.ts'
import { discardTimer, measure, stopTimer } from './timer.ts'

/** The timer of somebody whose access ends becomes an entry, which others may change; one that was forgotten measured nothing. */
export async function endTimer(act: Act, { person, said }: LeavingPerson): Promise<void> {
  const timer = await act.trx
    .selectFrom('time_timer')
    .innerJoin('account', 'account.id', 'time_timer.account_id')
    .select(['time_timer.id', 'time_timer.started_at', 'time_timer.job_id', 'account.name as account'])
    .where('time_timer.staff_id', '=', person.id)
    .executeTakeFirst()
  if (!timer) return
  const { account } = timer
  const firm = await findFirm(act.trx as unknown as Db)
  const { minutes, days, isForgotten } = measure(timer.started_at, new Date(act.at), firm?.time_zone ?? 'UTC')
  if (isForgotten) {
    await discardTimer(act, person.id, timer.id)
    said.push((language) => words[language].timerOfLeaverDiscarded(account))
    return
  }
  const work = words[(firm?.language as Language | undefined) ?? 'en'].stoppedForLeaver
  await stopTimer(permitted(act), person.id, timer.id, {
    days,
    work,
    service_id: null,
    billable: 1,
    job_id: timer.job_id,
  })
  said.push((language) => words[language].timerOfLeaverEntered(writeDuration(minutes), account))
}
