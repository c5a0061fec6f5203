import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { write } from '#src/audit/write.ts'
import { findAccounts } from '#src/links/find.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { isUniqueViolation } from '#src/platform/db/locked.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import {
  emptyForm,
  type FormState,
  parseForm,
  readPosted,
  searchText,
  toId,
  withProblem,
} from '#src/platform/web/form.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { AddMembersPage, FoundMembers } from '#views/groups/add.tsx'
import { GroupDetails, GroupForm, GroupRemovalPage } from '#views/groups/details.tsx'
import { GroupPage, type Membered, Members } from '#views/groups/group.tsx'
import { GroupListPage, NewGroupPage } from '#views/groups/list.tsx'
import { words } from '#views/groups/words.ts'
import { groupForm, membersForm } from './form.ts'
import { addToGroup, changeGroup, createGroup, deleteGroup, type Group, removeFromGroup } from './group.ts'
import { accountsNumbered, findGroup, groupPage, membersAmong, membersOf } from './list.ts'

const found = 25

/** Groups of clients, made by hand. */
export const groupRoutes = new Hono()

const groupIn = (c: Context) => findGroup(c.var.db, staffOf(c), toId(c.req.param('id')))
const memberedIn = async (c: Context, group: Group): Promise<Membered> => ({
  group,
  ...(await membersOf(c.var.db, staffOf(c), group.id, readCursor(c.req.query('at')))),
})

groupRoutes.get('/groups', may('signed in'), async (c) => {
  const page = await groupPage(c.var.db, staffOf(c), readCursor(c.req.query('at')))
  return answer(c, { page: <GroupListPage viewer={await viewerOf(c)} {...page} /> })
})

const newPage = async (c: Context, form: FormState, status: 200 | 422) =>
  answer(c, { page: <NewGroupPage viewer={await viewerOf(c)} form={form} />, status })

groupRoutes.get('/groups/new', may('manage accounts'), (c) => newPage(c, emptyForm(), 200))

groupRoutes.post('/groups', may('manage accounts'), creates(), async (c) => {
  const parsed = parseForm(groupForm, await readPosted(c))
  if (!parsed.ok) return newPage(c, parsed.form, 422)
  const { version: _, ...fields } = parsed.data
  try {
    const id = await write(c, (act) => createGroup(act, fields))
    return done(c, { to: `/groups/${id}`, flash: words[languageOf(c)].created(fields.name) })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return newPage(c, withProblem(parsed.form, 'name', 'taken'), 422)
  }
})

groupRoutes.get('/groups/:id', may('signed in'), async (c) => {
  const membered = await memberedIn(c, await groupIn(c))
  return answer(c, { page: <GroupPage viewer={await viewerOf(c)} {...membered} /> })
})

groupRoutes.get('/groups/:id/details', may('signed in'), async (c) => {
  const group = await groupIn(c)
  const viewer = await viewerOf(c)
  return answer(c, {
    page: <GroupPage viewer={viewer} {...(await memberedIn(c, group))} />,
    part: <GroupDetails viewer={viewer} group={group} justEdited />,
  })
})

const detailsAs = async (c: Context, group: Group, form: FormState, status: 200 | 409 | 422) => {
  const viewer = await viewerOf(c)
  const block = <GroupForm viewer={viewer} group={group} form={form} conflict={status === 409} />
  return wantsPart(c)
    ? answer(c, { page: '', part: block, status })
    : answer(c, { page: <GroupPage viewer={viewer} {...(await memberedIn(c, group))} details={block} />, status })
}

groupRoutes.get('/groups/:id/details/edit', may('manage accounts'), async (c) => {
  const group = await groupIn(c)
  const form = emptyForm({ name: group.name, notes: group.notes, version: String(group.version) })
  return detailsAs(c, group, form, 200)
})

groupRoutes.post('/groups/:id/details', may('manage accounts'), async (c) => {
  const group = await groupIn(c)
  const parsed = parseForm(groupForm, await readPosted(c))
  if (!parsed.ok) return detailsAs(c, group, parsed.form, 422)
  const { version, ...fields } = parsed.data
  try {
    await write(c, (act) => changeGroup(act, group.id, version, fields))
  } catch (error) {
    if (error instanceof Conflict) return detailsAs(c, error.theirs, parsed.form, 409)
    if (!isUniqueViolation(error)) throw error
    return detailsAs(c, group, withProblem(parsed.form, 'name', 'taken'), 422)
  }
  const viewer = await viewerOf(c)
  return done(c, {
    to: `/groups/${group.id}#details`,
    flash: words[viewer.language].saved,
    part: <GroupDetails viewer={viewer} group={await groupIn(c)} justEdited />,
  })
})

groupRoutes.get('/groups/:id/removal', may('manage accounts'), async (c) => {
  const membered = await memberedIn(c, await groupIn(c))
  return answer(c, { page: <GroupRemovalPage viewer={await viewerOf(c)} {...membered} /> })
})

groupRoutes.post('/groups/:id/removal', may('manage accounts'), async (c) => {
  const group = await groupIn(c)
  await write(c, (act) => deleteGroup(act, group.id))
  return done(c, { to: '/groups', flash: words[languageOf(c)].deleted(group.name) })
})

/** The accounts that were ticked before, and those that the query finds, without the ones in the group. */
const addPage = async (c: Context, query: string, ticked: readonly number[], status: 200 | 422) => {
  const group = await groupIn(c)
  const staff = staffOf(c)
  const chosen = await accountsNumbered(c.var.db, staff, ticked)
  const matching = query === '' ? [] : await findAccounts(c.var.db, staff, query, found)
  const candidates = [...chosen, ...matching.filter((one) => !chosen.some(({ id }) => id === one.id))]
  const inside = await membersAmong(
    c.var.db,
    group.id,
    candidates.map((one) => one.id),
  )
  const viewer = await viewerOf(c)
  const props = {
    viewer,
    group,
    query,
    found: candidates.filter((one) => !inside.has(one.id)),
    inside: inside.size,
    chosen: chosen.map((one) => String(one.id)),
    unchosen: status === 422,
  }
  return answer(c, { page: <AddMembersPage {...props} />, part: <FoundMembers {...props} />, status })
}

groupRoutes.get('/groups/:id/accounts/new', may('manage accounts'), (c) => {
  const ticked = (c.req.queries('account') ?? []).map(toId).filter((id) => id !== null)
  return addPage(c, searchText(c.req.query('q')), ticked.slice(0, 100), 200)
})

groupRoutes.post('/groups/:id/accounts', may('manage accounts'), async (c) => {
  const group = await groupIn(c)
  const parsed = parseForm(membersForm, await readPosted(c))
  const chosen = parsed.ok ? parsed.data.account : []
  if (chosen.length === 0) return addPage(c, (parsed.form.values.q ?? '').slice(0, 200), [], 422)
  const accounts = await accountsNumbered(c.var.db, staffOf(c), chosen)
  if (accounts.length < new Set(chosen).size) throw notFound()
  await write(c, (act) => addToGroup(act, group.id, chosen))
  const { language } = await viewerOf(c)
  return done(c, {
    to: `/groups/${group.id}`,
    flash: words[language].added(formatsIn(language).list(accounts.map((account) => account.name))),
  })
})

groupRoutes.post('/groups/:id/accounts/:accountId/removal', may('manage accounts'), async (c) => {
  const group = await groupIn(c)
  const account = await findAccount(c.var.db, staffOf(c), toId(c.req.param('accountId')))
  await write(c, (act) => removeFromGroup(act, group.id, account.id))
  const viewer = await viewerOf(c)
  // Whoever saw the group by this account alone does not see it any more.
  const left = await findGroup(c.var.db, staffOf(c), group.id).catch(() => null)
  return done(c, {
    to: left ? `/groups/${group.id}` : '/groups',
    flash: words[viewer.language].removed(account.name),
    part: left && wantsPart(c) ? <Members viewer={viewer} {...(await memberedIn(c, group))} /> : undefined,
  })
})
