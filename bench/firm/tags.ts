import { tags } from '#src/demo/tags.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Noun } from './firm.ts'

/** The demo firm's tags, each on some of the accounts. */
export const tagsOf: Noun = ({ bulk, dice, now }) => {
  const created_at = new Date(now).toISOString()
  for (const [i, [name, colour]] of tags.entries())
    bulk.add('tag', { id: i + 1, name, name_key: fold(name), colour, created_at })
  return ({ id: account_id }) => {
    for (let tag_id = 1; tag_id <= tags.length; tag_id++)
      if (dice.chance(0.15)) bulk.add('account_tag', { account_id, tag_id })
  }
}
