import { z } from 'zod'
import { accountRoles, accountTypes } from '#src/accounts/rules.ts'
import {
  choice,
  emptyForm,
  type FormState,
  idField,
  line,
  lines,
  type Parsed,
  type Posted,
  parseForm,
  problem,
  several,
  version,
  withProblem,
} from '#src/platform/web/form.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import { type BulkActions, bulkSwitches, partsOf } from './actions.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    bulk: 'nothing to do' | 'added and removed' | 'login goes off'
  }
}

/** One of these, or ''. Read as a list, so that two answers are seen and refused: nobody can want both. */
const one = <const T extends readonly [string, ...string[]]>(values: T) =>
  several(choice(['', ...values])).refine((sent) => new Set(sent).size <= 1, problem('not a choice'))
const chosen = <T extends string>(sent: readonly ('' | T)[]): T | null => sent[0] || null

const holder = line(10)
  .transform((value) => (value === '' || value === 'nobody' ? value : Number(value)))
  .refine(
    (value) => typeof value === 'string' || (Number.isInteger(value) && value > 0 && value < 2 ** 31),
    problem('not a choice'),
  )

export const mostMessage = 2000

const actionsForm = z.object({
  add_tag: several(idField),
  remove_tag: several(idField),
  add_member: several(idField),
  remove_member: several(idField),
  preparer: holder,
  reviewer: holder,
  type: one(accountTypes),
  state: one(['archive', 'reactivate']),
  login: one(['on', 'off']),
  notify: one(['on', 'off']),
  sync: one(['on', 'off']),
  invite: one(['on']),
  message: lines(mostMessage),
  version,
})

export type ReadActions = { ok: true; actions: BulkActions; version: number } | { ok: false; form: FormState }

/** Reads what is to be done; refuses nothing at all, and what contradicts itself. Numbers are looked up among those that there are. */
export function readActions(posted: Posted, there: { tags: number[]; people: number[] }): ReadActions {
  const parsed = parseForm(actionsForm, posted)
  if (!parsed.ok) return parsed
  const actions = actionsIn(parsed.data)
  const refuse = (field: string, what: Problem): ReadActions => ({
    ok: false,
    form: withProblem(parsed.form, field, what),
  })
  const holders = Object.values(actions.roles).filter((id) => id !== null)
  if ([...actions.addTags, ...actions.removeTags].some((id) => !there.tags.includes(id)))
    return refuse('add_tag', 'not a choice')
  if ([...actions.addTeam, ...holders].some((id) => !there.people.includes(id)))
    return refuse('add_member', 'not a choice')
  if (actions.addTags.some((id) => actions.removeTags.includes(id))) return refuse('remove_tag', 'added and removed')
  if (actions.addTeam.some((id) => actions.removeTeam.includes(id))) return refuse('remove_member', 'added and removed')
  if (actions.invite && actions.switches.login === 'off') return refuse('invite', 'login goes off')
  if (partsOf(actions).length === 0) return refuse('actions', 'nothing to do')
  return { ok: true, actions, version: parsed.data.version }
}

function actionsIn(data: Extract<Parsed<z.output<typeof actionsForm>>, { ok: true }>['data']): BulkActions {
  return {
    addTags: data.add_tag,
    removeTags: data.remove_tag,
    addTeam: data.add_member,
    removeTeam: data.remove_member,
    roles: Object.fromEntries(
      accountRoles
        .filter((role) => data[role] !== '')
        .map((role) => [role, data[role] === 'nobody' ? null : Number(data[role])]),
    ),
    type: chosen(data.type),
    state: chosen(data.state),
    switches: Object.fromEntries(
      bulkSwitches.flatMap((name) => (chosen(data[name]) ? [[name, chosen(data[name])]] : [])),
    ),
    invite: chosen(data.invite) === 'on',
    message: chosen(data.invite) === 'on' ? data.message : '',
  }
}

/** The form as it was filled in for these actions. */
export function formOf(actions: BulkActions): FormState {
  const texts = (ids: number[]) => ids.map(String)
  const holderOf = (id: number | null | undefined) => (id === undefined ? '' : id === null ? 'nobody' : String(id))
  return emptyForm(
    {
      preparer: holderOf(actions.roles.preparer),
      reviewer: holderOf(actions.roles.reviewer),
      type: actions.type ?? '',
      state: actions.state ?? '',
      login: actions.switches.login ?? '',
      notify: actions.switches.notify ?? '',
      sync: actions.switches.sync ?? '',
      invite: actions.invite ? 'on' : '',
      message: actions.message,
    },
    {
      add_tag: texts(actions.addTags),
      remove_tag: texts(actions.removeTags),
      add_member: texts(actions.addTeam),
      remove_member: texts(actions.removeTeam),
    },
  )
}
