import type { Act } from '#src/audit/audit.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { LeavingPerson } from '#src/staff/leaving.ts'
import { words } from '#views/accounts/words.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'accounts handed over': true
  }
}

/** The accounts of somebody whose access ends go to their heir, with their roles on them; they follow none any more. */
export async function handOverAccounts(act: Act, leaving: LeavingPerson): Promise<void> {
  const { person, heir } = leaving
  const { trx } = act
  const { count } = await trx
    .selectFrom('account_team')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('staff_id', '=', person.id)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('audit_event')
    .columns(['at', 'kind', 'staff_id', 'actor', 'address', 'user_agent', 'account_id', 'subject', 'changes'])
    .expression((eb) =>
      eb
        .selectFrom('account_team')
        .innerJoin('account', 'account.id', 'account_team.account_id')
        .select([
          eb.val(act.at).as('at'),
          eb.val('accounts handed over').as('kind'),
          eb.cast<number | null>(eb.val(act.by.staffId), 'integer').as('staff_id'),
          eb.val(act.by.name).as('actor'),
          eb.cast<string | null>(eb.val(act.by.address), 'text').as('address'),
          eb.cast<string | null>(eb.val(act.by.userAgent), 'text').as('user_agent'),
          'account.id as account_id',
          'account.name as subject',
          eb.val(JSON.stringify({ team: [person.name, heir.name] })).as('changes'),
        ])
        .where('account_team.staff_id', '=', person.id),
    )
    .execute()
  await trx
    .insertInto('account_team')
    .columns(['account_id', 'staff_id', 'added_at'])
    .expression((eb) =>
      eb
        .selectFrom('account_team as own')
        .select([
          'own.account_id',
          eb.cast<number>(eb.val(heir.id), 'integer').as('staff_id'),
          eb.val(act.at).as('added_at'),
        ])
        .where('own.staff_id', '=', person.id),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await trx.deleteFrom('account_team').where('staff_id', '=', person.id).execute()
  await trx.updateTable('account_role').set({ staff_id: heir.id }).where('staff_id', '=', person.id).execute()
  await trx.deleteFrom('account_follower').where('staff_id', '=', person.id).execute()
  if (Number(count) > 0)
    leaving.said.push((language) => words[language].handedOver(formatsIn(language).count(Number(count))))
}
