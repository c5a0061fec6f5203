import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Account } from '#src/accounts/account.ts'
import { accountIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { AddressTaken } from '#src/contacts/address.ts'
import { addressIn, answerRow, rowDone } from '#src/links/answers.tsx'
import { done } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, notFound } from '#src/platform/web/errors.ts'
import {
  choice,
  emptyForm,
  type FormState,
  line,
  lines,
  parseForm,
  readPosted,
  several,
  toId,
  version,
  wantedForm,
} from '#src/platform/web/form.ts'
import { endUnlinkedAccess, findLoginByEmail, unlinkedLogins } from '#src/portal/login.ts'
import { languageOf, may } from '#src/staff/gate.ts'
import { words } from '#views/addresses/words.ts'
import { invite, NotInvited, resetPassword } from './invite.ts'
import { NotifyOff, readPreferences, setPreferences } from './preferences.ts'
import { notificationTypes, remindable, type SwitchName, switches } from './rules.ts'
import { AnotherAddress, setSwitch, settingOf } from './setting.ts'

const switchForm = wantedForm.extend({ email: line(254) })
const invitationForm = z.object({ message: lines(2000) })
const preferencesForm = z.object({
  notify: several(choice(notificationTypes)),
  remind: several(choice(notificationTypes)),
  version,
})

/** What each address of an account's contacts may do, and the way into the portal that it opens. */
export const addressRoutes = new Hono()

const refused = (c: Context, account: Account, contactId: number, problem: string) =>
  answerRow(c, account, contactId, { editing: { what: 'nothing', contactId, problem }, status: 409 })
const said = (c: Context) => words[languageOf(c)]
const addressOf = async (c: Context) => {
  const account = await accountIn(c)
  return { account, address: await addressIn(c, account.id) }
}

for (const name of switches)
  addressRoutes.post(`/accounts/:id/addresses/:addressId/${name}`, may('manage accounts'), (c) => turn(c, name))

async function turn(c: Context, name: SwitchName) {
  const { account, address } = await addressOf(c)
  const parsed = parseForm(switchForm, await readPosted(c))
  if (!parsed.ok) return answerRow(c, account, address.contact_id, { status: 422 })
  const on = parsed.data.wanted === 'on'
  const email = parsed.data.email || undefined
  try {
    await write(c, (act) => setSwitch(act, account.id, address.id, name, on, email))
  } catch (error) {
    if (error instanceof AnotherAddress) return refused(c, account, address.contact_id, said(c).changed)
    if (!(error instanceof AddressTaken)) throw error
    return refused(c, account, address.contact_id, said(c).taken(address.email))
  }
  const flash = said(c).switched(said(c).switches[name], address.email, on)
  // LOGIN on offers to invite at once, where there is somebody to invite.
  if (name === 'login' && on && !account.archived_at && !(await findLoginByEmail(c.var.db, address.email))) {
    const to = `/accounts/${account.id}/addresses/${address.id}/invitation`
    return rowDone(c, account, address.contact_id, flash, { next: { to, editing: inviting(address) }, bar: true })
  }
  return rowDone(c, account, address.contact_id, flash, { bar: name === 'login' })
}

const inviting = (address: { id: number; contact_id: number }, form: FormState = emptyForm()) =>
  ({ what: 'invitation', contactId: address.contact_id, addressId: address.id, form }) as const

addressRoutes.get('/accounts/:id/addresses/:addressId/invitation', may('manage accounts'), async (c) => {
  const { account, address } = await addressOf(c)
  return answerRow(c, account, address.contact_id, { editing: inviting(address) })
})

/** Sends something into the portal, or says why it can't be sent. */
async function send(c: Context, work: (accountId: number, addressId: number) => Promise<void>, flash: string) {
  const { account, address } = await addressOf(c)
  try {
    await work(account.id, address.id)
  } catch (error) {
    if (!(error instanceof NotInvited)) throw error
    return refused(c, account, address.contact_id, said(c).refusals[error.why])
  }
  return rowDone(c, account, address.contact_id, flash, { justEdited: address.id })
}

addressRoutes.post('/accounts/:id/addresses/:addressId/invitation', may('manage accounts'), creates(), async (c) => {
  const { account, address } = await addressOf(c)
  const parsed = parseForm(invitationForm, await readPosted(c))
  if (!parsed.ok)
    return answerRow(c, account, address.contact_id, { editing: inviting(address, parsed.form), status: 422 })
  const { message } = parsed.data
  const work = (accountId: number, addressId: number) => write(c, (act) => invite(act, accountId, addressId, message))
  return send(c, work, said(c).invited(address.email))
})

addressRoutes.get('/accounts/:id/addresses/:addressId/password-reset', may('manage accounts'), async (c) => {
  const { account, address } = await addressOf(c)
  const editing = { what: 'reset', contactId: address.contact_id, addressId: address.id } as const
  return answerRow(c, account, address.contact_id, { editing })
})

addressRoutes.post(
  '/accounts/:id/addresses/:addressId/password-reset',
  may('manage accounts'),
  creates(),
  async (c) => {
    const { address } = await addressOf(c)
    const work = (accountId: number, addressId: number) => write(c, (act) => resetPassword(act, accountId, addressId))
    return send(c, work, said(c).resetSent(address.email))
  },
)

const choosing = (address: { id: number; contact_id: number }, form: FormState, theirs?: FormState['lists']) =>
  ({ what: 'preferences', contactId: address.contact_id, addressId: address.id, form, theirs }) as const

const listsOf = (stored: string): FormState['lists'] => ({ ...readPreferences(stored) })

addressRoutes.get('/accounts/:id/addresses/:addressId/preferences', may('manage accounts'), async (c) => {
  const { account, address } = await addressOf(c)
  const setting = await settingOf(c.var.db, account.id, address.id)
  if (!setting.notify) return refused(c, account, address.contact_id, said(c).notifyOff)
  const form = emptyForm({ version: String(setting.version) }, listsOf(setting.preferences))
  return answerRow(c, account, address.contact_id, { editing: choosing(address, form) })
})

addressRoutes.post('/accounts/:id/addresses/:addressId/preferences', may('manage accounts'), async (c) => {
  const { account, address } = await addressOf(c)
  const parsed = parseForm(preferencesForm, await readPosted(c))
  if (!parsed.ok)
    return answerRow(c, account, address.contact_id, { editing: choosing(address, parsed.form), status: 422 })
  const { version, notify, remind } = parsed.data
  const wanted = { notify, remind: remindable.filter((type) => remind.includes(type)) }
  try {
    await write(c, (act) => setPreferences(act, account.id, address.id, version, wanted))
  } catch (error) {
    if (error instanceof NotifyOff) return refused(c, account, address.contact_id, said(c).notifyOff)
    if (!(error instanceof Conflict)) throw error
    const form = { ...parsed.form, values: { version: String(error.theirs.version) } }
    const editing = choosing(address, form, listsOf(error.theirs.preferences))
    return answerRow(c, account, address.contact_id, { editing, status: 409 })
  }
  return rowDone(c, account, address.contact_id, said(c).preferencesSaved(address.email), {
    justEdited: address.id,
  })
})

addressRoutes.post('/accounts/:id/logins/:loginId/removal', may('manage accounts'), async (c) => {
  const account = await accountIn(c)
  const id = toId(c.req.param('loginId'))
  const login = (await unlinkedLogins(c.var.db, account.id)).find((one) => one.id === id)
  if (!login) throw notFound()
  await write(c, (act) => endUnlinkedAccess(act, account.id, login.id))
  return done(c, { to: `/accounts/${account.id}/info#contacts`, flash: said(c).switchedOff(login.email) })
})
