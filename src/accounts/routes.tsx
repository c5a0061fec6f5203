import { type Context, Hono } from 'hono'
import { archiveAccount, deleteAccount, reactivateAccount } from '#src/accounts/account.ts'
import { removalForm } from '#src/accounts/form.ts'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, withProblem } from '#src/platform/web/form.ts'
import { loginsOf } from '#src/portal/logins.ts'
import { languageOf, may, viewerOf } from '#src/staff/gate.ts'
import { ArchivalPage } from '#views/accounts/archival.tsx'
import { RemovalPage } from '#views/accounts/removal.tsx'
import { words } from '#views/accounts/words.ts'
import { words as ui } from '#views/ui/words.ts'

/** What ends an account, and what brings it back. */
export const accountRoutes = new Hono()

accountRoutes.get('/accounts/:id/archival', may('manage accounts'), async (c) => {
  const { account, head } = await profileIn(c)
  if (account.archived_at) return c.redirect(`/accounts/${account.id}`, 303)
  const people = (await loginsOf(c.var.db, account.id)).filter((person) => !person.isOutside)
  const names = people.map(({ name }) => name || ui[languageOf(c)].none)
  return answer(c, { page: <ArchivalPage viewer={await viewerOf(c)} head={head} people={names} /> })
})

accountRoutes.post('/accounts/:id/archival', may('manage accounts'), async (c) => {
  const account = await accountIn(c)
  await write(c, (act) => archiveAccount(act, account.id))
  const w = words[(await viewerOf(c)).language]
  return done(c, {
    to: `/accounts/${account.id}`,
    flash: w.archived(account.name),
    undo: { action: `/accounts/${account.id}/reactivation`, label: ui[languageOf(c)].undo },
  })
})

accountRoutes.post('/accounts/:id/reactivation', may('manage accounts'), async (c) => {
  const account = await accountIn(c)
  await write(c, (act) => reactivateAccount(act, account.id))
  const w = words[(await viewerOf(c)).language]
  return done(c, { to: `/accounts/${account.id}`, flash: w.reactivated(account.name) })
})

const removalPage = async (c: Context, form: FormState, status: 200 | 422) => {
  const { account, head } = await profileIn(c)
  if (!account.archived_at) throw new Conflict(account)
  return answer(c, { page: <RemovalPage viewer={await viewerOf(c)} head={head} form={form} />, status })
}

accountRoutes.get('/accounts/:id/removal', may('admin'), (c) => removalPage(c, emptyForm(), 200))

accountRoutes.post('/accounts/:id/removal', may('admin'), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(removalForm, await readPosted(c))
  if (!parsed.ok) return removalPage(c, parsed.form, 422)
  if (parsed.data.name !== account.name) return removalPage(c, withProblem(parsed.form, 'name', 'not the name'), 422)
  await write(c, (act) => deleteAccount(act, account.id))
  const w = words[(await viewerOf(c)).language]
  return done(c, { to: '/accounts?show=archived', flash: w.deleted(account.name) })
})
