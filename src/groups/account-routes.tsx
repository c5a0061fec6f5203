import { type Context, Hono } from 'hono'
import { accountIn } from '#src/accounts/page.ts'
import type { Act } from '#src/audit/audit.ts'
import { write } from '#src/audit/write.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { emptyForm, type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { answerInfo } from '#src/profile/info-page.tsx'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { AccountGroups, AccountGroupsForm } from '#views/groups/account.tsx'
import { words } from '#views/groups/words.ts'
import { accountGroupForm } from './form.ts'
import { addToGroup, createGroup } from './group.ts'
import { findGroup, groupNamed, groupsOfAccount, groupsWithout } from './list.ts'

/** The groups of one account, as its Info page shows and changes them. */
export const accountGroupRoutes = new Hono()

accountGroupRoutes.get('/accounts/:id/groups', may('signed in'), async (c) => {
  const account = await accountIn(c)
  if (!wantsPart(c)) return answerInfo(c)
  const groups = await groupsOfAccount(c.var.db, account.id)
  return answer(c, {
    page: '',
    part: <AccountGroups viewer={await viewerOf(c)} account={account} groups={groups} justEdited />,
  })
})

const groupsIn = foundOnce(async (c) => groupsOfAccount(c.var.db, (await accountIn(c)).id))

const asForm = async (c: Context, form: FormState, status: 200 | 422) => {
  const account = await accountIn(c)
  const [groups, others] = await Promise.all([groupsIn(c), groupsWithout(c.var.db, staffOf(c), account.id)])
  const props = { viewer: await viewerOf(c), account, groups, others, form }
  const block = <AccountGroupsForm {...props} />
  return wantsPart(c)
    ? answer(c, { page: '', part: block, status })
    : answerInfo(c, { groups: block }, { status, groups: await groupsIn(c) })
}

accountGroupRoutes.get('/accounts/:id/groups/edit', may('manage accounts'), (c) => asForm(c, emptyForm(), 200))

accountGroupRoutes.post('/accounts/:id/groups', may('manage accounts'), creates(), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(accountGroupForm, await readPosted(c))
  if (!parsed.ok) return asForm(c, parsed.form, 422)
  const { group, group_name: name } = parsed.data
  if (group === null && name === '') return asForm(c, withProblem(parsed.form, 'group_name', 'required'), 422)
  if (group !== null && name !== '') return asForm(c, withProblem(parsed.form, 'group_name', 'only one'), 422)
  // A name that a group has already means that group.
  const known =
    group !== null ? await findGroup(c.var.db, staffOf(c), group) : await groupNamed(c.var.db, staffOf(c), name)
  const into = async (act: Act) => known?.id ?? (await createGroup(act, { name, notes: '' }))
  try {
    await write(c, async (act) => addToGroup(act, await into(act), [account.id]))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return asForm(c, withProblem(parsed.form, 'group_name', 'taken'), 422)
  }
  const viewer = await viewerOf(c)
  const groups = await groupsOfAccount(c.var.db, account.id)
  return done(c, {
    to: `/accounts/${account.id}/info#groups`,
    flash: words[viewer.language].saved,
    part: <AccountGroups viewer={viewer} account={account} groups={groups} justEdited />,
  })
})
