import { z } from 'zod'
import type { LoginChoice } from '#src/addresses/person.ts'
import { fieldGroupNames } from '#src/contacts/field-groups.ts'
import type { Choice } from '#src/contacts/people.ts'
import { choice, line, type Posted, toId, version } from '#src/platform/web/form.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import type { Merging } from './merge.ts'
import type { Preview } from './preview.ts'

const sides = ['first', 'second'] as const

export const mergeForm = z.object({
  winner: choice(sides),
  version_first: version,
  version_second: version,
  login: line(10),
  others: line(10),
})

/** What was chosen of everything that has two versions, by the names that the form gives them: `link_12`, `value_3`. */
export function chosenIn(posted: Posted): Record<string, string> {
  const known = /^(link|value)_[1-9]\d{0,9}$/
  const names = [...posted.keys()].filter(
    (name) => known.test(name) || name === 'primary' || fieldGroupNames.some((group) => group === name),
  )
  const said = names.map((name): [string, string] => [name, posted.get(name)?.[0] ?? ''])
  return Object.fromEntries(said.filter(([, value]) => [...sides, 'both'].includes(value)))
}

/** The same by who stays: `link 12`, `value 3`. */
export function choicesFor(winner: 'first' | 'second', chosen: Record<string, string>): Map<string, Choice> {
  const side = (value: string): Choice => (value === 'both' ? 'both' : value === winner ? 'winner' : 'loser')
  return new Map(Object.entries(chosen).map(([name, value]) => [name.replace(/^(link|value)_/, '$1 '), side(value)]))
}

/** Which login stays, where both have one: undefined where there is nothing to choose, else what is wrong with what was chosen. */
export function readLoginChoice(
  { first, second, loginChoice }: Preview,
  said: { login: string; others: string },
): LoginChoice | undefined | Problem {
  if (loginChoice === 'not theirs' && said.login) return 'not yours to open'
  if (loginChoice !== 'theirs') return undefined
  const stays = toId(said.login)
  const known = [...first.logins, ...second.logins].some((login) => login.id === stays)
  if (stays === null || !known) return 'not a choice'
  return { stays, others: said.others === 'ended' ? 'ended' : 'moved' }
}

/** The merge that a form asks for. */
export function mergingOf(
  { first, second }: Preview,
  data: z.output<typeof mergeForm>,
  chosen: Record<string, string>,
  login: LoginChoice | undefined,
): Merging {
  const one = { id: first.contact.id, version: data.version_first }
  const other = { id: second.contact.id, version: data.version_second }
  const [winner, loser] = data.winner === 'first' ? [one, other] : [other, one]
  return { winner, loser, choices: choicesFor(data.winner, chosen), login }
}
