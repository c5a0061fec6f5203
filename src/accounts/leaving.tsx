import type { LeavingPart } from '#src/staff/leaving.ts'
import { words } from '#views/accounts/words.ts'
import { LeftBehind } from '#views/staff/leaving.tsx'

const named = 5

/** On whose team somebody is who leaves. */
export const accountsLeftBehind: LeavingPart = {
  place: 10,
  async show({ app, viewer, person }) {
    const rows = await app.db.read
      .selectFrom('account_team')
      .innerJoin('account', 'account.id', 'account_team.account_id')
      .select(['account.id', 'account.name'])
      .select((eb) =>
        eb
          .selectFrom('account_team as all')
          .select((n) => n.fn.countAll<number>().as('n'))
          .where('all.staff_id', '=', person.id)
          .as('count'),
      )
      .where('account_team.staff_id', '=', person.id)
      .orderBy('account_team.account_id')
      .limit(named)
      .execute()
    const [first] = rows
    if (!first) return null
    return (
      <LeftBehind
        viewer={viewer}
        title={words[viewer.language].clients}
        named={rows.map(({ id, name }) => ({ name, path: `/accounts/${id}` }))}
        count={Number(first.count)}
        all={`/accounts?member=${person.id}`}
      />
    )
  },
}
