import { oldValues, type Restorer } from '#src/restorations/restoration.ts'
import { type AccountFields, blankAccount, changeAccount, lockedAccount } from './account.ts'
import { setAccountTags, setTeam, tagsOf, teamOf } from './team.ts'

/** What a list of an account gained and lost: the tags or the team of it. */
export interface ListUndo {
  added: { id: number; name: string }[]
  removed: { id: number; name: string }[]
}

const ids = (rows: readonly { id: number }[]) => rows.map((row) => row.id)
/** Those of the lost that are not back, since they are no longer there at all. */
const missing = ({ removed }: ListUndo, now: readonly { id: number }[]) =>
  removed.filter(({ id }) => !ids(now).includes(id)).map(({ name }) => name)

export const accountRestorers: Record<string, Restorer> = {
  account: {
    permission: 'manage accounts',
    async restore(act, { accountId, changes }) {
      const account = await lockedAccount(act.trx, accountId!)
      const { back, left } = oldValues<AccountFields>(changes, account, blankAccount)
      await changeAccount(act, account.id, account.version, back)
      return left
    },
  },
  'account tags': {
    permission: 'tag accounts',
    async restore(act, { accountId }, undo) {
      const list = undo as unknown as ListUndo
      await setAccountTags(act, accountId!, ids(list.removed), ids(list.added))
      return missing(list, await tagsOf(act.trx, accountId!))
    },
  },
  team: {
    permission: 'assign team',
    async restore(act, { accountId }, undo) {
      const list = undo as unknown as ListUndo
      await setTeam(act, accountId!, ids(list.removed), ids(list.added))
      return missing(list, await teamOf(act.trx, accountId!))
    },
  },
}
