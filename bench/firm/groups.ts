import type { Noun } from './firm.ts'

const every = 20

/** Of each twenty accounts the first three are a group. */
export const groupsOf: Noun =
  ({ bulk }) =>
  ({ id: account_id, created_at }) => {
    const group_id = Math.ceil(account_id / every)
    if (account_id % every === 1)
      bulk.add('client_group', {
        id: group_id,
        name: `Group ${account_id}`,
        name_key: `group ${account_id}`,
        created_at,
      })
    if (account_id % every > 0 && account_id % every < 4) bulk.add('client_group_account', { group_id, account_id })
  }
