import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { type Act, perform } from '#src/audit/audit.ts'
import type { App } from '#src/platform/app.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { answerInfo } from '#src/profile/info-page.tsx'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { AccountGroups, AccountGroupsForm } from '#views/groups/account.tsx'
import { words } from '#views/groups/words.ts'
import { accountGroupForm } from './form.ts'
import { addToGroup, createGroup } from './group.ts'
import { findGroup, groupNamed, groupsOfAccount, groupsWithout } from './list.ts'

/** The groups of one account, as its Info page shows and changes them. */
export function accountGroupRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const accountIn = (c: Context) => findAccount(db, staffOf(c), toId(c.req.param('id')))

  routes.get('/accounts/:id/groups', may('signed in'), async (c) => {
    const account = await accountIn(c)
    if (!wantsPart(c)) return answerInfo(c, app)
    const groups = await groupsOfAccount(db, account.id)
    return answer(c, {
      page: '',
      part: <AccountGroups viewer={await viewerOf(c, app)} account={account} groups={groups} justEdited />,
    })
  })

  const asForm = async (c: Context, form: FormState, status: 200 | 422) => {
    const account = await accountIn(c)
    const [groups, others] = await Promise.all([
      groupsOfAccount(db, account.id),
      groupsWithout(db, staffOf(c), account.id),
    ])
    const props = { viewer: await viewerOf(c, app), account, groups, others, form }
    const block = <AccountGroupsForm {...props} />
    return wantsPart(c)
      ? answer(c, { page: '', part: block, status })
      : answerInfo(c, app, { groups: block }, { status })
  }

  routes.get('/accounts/:id/groups/edit', may('manage accounts'), (c) => asForm(c, emptyForm(), 200))

  routes.post('/accounts/:id/groups', may('manage accounts'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(accountGroupForm, await readPosted(c))
    if (!parsed.ok) return asForm(c, parsed.form, 422)
    const { group, group_name: name } = parsed.data
    if (group === null && name === '') return asForm(c, withProblem(parsed.form, 'group_name', 'required'), 422)
    if (group !== null && name !== '') return asForm(c, withProblem(parsed.form, 'group_name', 'only one'), 422)
    // A name that a group has already means that group.
    const known = group !== null ? await findGroup(db, staffOf(c), group) : await groupNamed(db, staffOf(c), name)
    const into = async (act: Act) => known?.id ?? (await createGroup(act, { name, notes: '' }))
    try {
      await perform(app, actorOf(c), async (act) => addToGroup(act, await into(act), [account.id]))
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return asForm(c, withProblem(parsed.form, 'group_name', 'taken'), 422)
    }
    const viewer = await viewerOf(c, app)
    const groups = await groupsOfAccount(db, account.id)
    return done(c, app, {
      to: `/accounts/${account.id}/info#groups`,
      flash: words[viewer.language].saved,
      part: <AccountGroups viewer={viewer} account={account} groups={groups} justEdited />,
    })
  })

  return routes
}
