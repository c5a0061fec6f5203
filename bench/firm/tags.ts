import { tags } from '#src/demo/tags.ts'
import { fold } from '#src/platform/language/fold.ts'
import type { Noun } from './firm.ts'

/** On how many accounts the rare tag is, however large the firm. */
const rare = 40

/** Tags for what a filter finds hard: one is rare, two are never together, one is on one in two hundred. Numbered after the others. */
const hard: [name: string, isOn: (account: number, nth: number) => boolean][] = [
  ['Rare', (id, nth) => id % nth === 3],
  ['Even', (id) => id % 8 === 2],
  ['Odd', (id) => id % 8 === 5],
  ['Seldom', (id) => id % 200 === 5],
]

/** The demo firm's tags, each on some of the accounts, and those that are hard. */
export const tagsOf: Noun = ({ bulk, dice, now, accountCount }) => {
  const created_at = new Date(now).toISOString()
  const addTag = (id: number, name: string, colour: string) =>
    bulk.add('tag', { id, name, name_key: fold(name), colour, created_at })
  for (const [i, [name, colour]] of tags.entries()) addTag(i + 1, name, colour)
  for (const [i, [name]] of hard.entries()) addTag(tags.length + i + 1, name, 'slate')
  const nth = Math.max(4, Math.floor(accountCount / rare))
  return ({ id: account_id }) => {
    for (let tag_id = 1; tag_id <= tags.length; tag_id++)
      if (dice.chance(0.15)) bulk.add('account_tag', { account_id, tag_id })
    for (const [i, [, isOn]] of hard.entries())
      if (isOn(account_id, nth)) bulk.add('account_tag', { account_id, tag_id: tags.length + i + 1 })
  }
}
