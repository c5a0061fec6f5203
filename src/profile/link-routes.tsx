import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { findAccount } from '#src/accounts/account.ts'
import { accountFieldsForm } from '#src/accounts/form.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import { findContact } from '#src/contacts/contact.ts'
import { contactFieldsForm, contactInput, isNamed, shortContactForm } from '#src/contacts/form.ts'
import { findContacts } from '#src/links/find.ts'
import {
  describeLink,
  findLink,
  LastContact,
  type Linked,
  linkContact,
  linkedContacts,
  openAccount,
  unlinkContact,
} from '#src/links/link.ts'
import type { App } from '#src/platform/app.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import {
  emptyForm,
  type FormState,
  idField,
  line,
  parseForm,
  readPosted,
  several,
  toId,
  version,
  withProblem,
} from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { ContactRow, ContactRowForm, type Editing, nameOf } from '#views/profile/contacts.tsx'
import { InfoPage } from '#views/profile/info.tsx'
import { LinkPage, NewLinkedContactPage } from '#views/profile/link.tsx'
import { NewAccountPage } from '#views/profile/new.tsx'
import { UnlinkPage } from '#views/profile/removal.tsx'
import { words } from '#views/profile/words.ts'
import { findInfo } from './info.ts'

const descriptionForm = z.object({ description: line(200), version })
const linkForm = z.object({ contact: several(idField), q: line(200) })
const newAccountForm = z.object({ ...accountFieldsForm, ...contactFieldsForm, contact: several(idField), q: line(200) })
const found = 25

export function linkRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const accountIn = (c: Context) => findAccount(db, staffOf(c), toId(c.req.param('id')))
  const linkIn = (c: Context, accountId: number) => findLink(db, accountId, toId(c.req.param('contactId')))
  const candidates = (c: Context, query: string) =>
    query ? findContacts(db, staffOf(c), query, found) : Promise.resolve([])

  const newPage = async (c: Context, form: FormState, status: 200 | 422) =>
    answer(c, {
      page: (
        <NewAccountPage viewer={await viewerOf(c, app)} form={form} found={await candidates(c, form.values.q ?? '')} />
      ),
      status,
    })

  routes.get('/accounts/new', may('manage accounts'), (c) =>
    newPage(c, emptyForm({ type: 'individual', q: c.req.query('q') ?? '' }), 200),
  )

  routes.post('/accounts', may('manage accounts'), async (c) => {
    const parsed = parseForm(newAccountForm, await readPosted(c))
    if (!parsed.ok) return newPage(c, parsed.form, 422)
    const { contact: existing, q: _query, ...data } = parsed.data
    const input = contactInput(data)
    const {
      name,
      type,
      company_name,
      company_street,
      company_city,
      company_postcode,
      company_region,
      company_country,
      tax_country,
      tax_id,
    } = data
    const fields = {
      name,
      type,
      company_name,
      company_street,
      company_city,
      company_postcode,
      company_region,
      company_country,
      tax_country,
      tax_id,
    }
    for (const id of existing) await findContact(db, staffOf(c), id)
    const contacts: Linked[] = [
      ...(isNamed(input) ? [{ contact: input }] : []),
      ...existing.map((contactId) => ({ contactId })),
    ]
    if (contacts.length === 0) return newPage(c, withProblem(parsed.form, 'first_name', 'name a contact'), 422)
    const account = await perform(app, actorOf(c), (act) => openAccount(act, { fields, contacts }))
    const viewer = await viewerOf(c, app)
    return done(c, app, { to: `/accounts/${account.id}`, flash: words[viewer.language].createdFlash(account.name) })
  })

  const linkPage = async (c: Context, query: string, status: 200 | 422) => {
    const { account, head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const linked = new Set((await linkedContacts(db, account.id)).map((contact) => contact.id))
    const viewer = await viewerOf(c, app)
    return answer(c, {
      page: <LinkPage viewer={viewer} head={head} query={query} found={await candidates(c, query)} linked={linked} />,
      status,
    })
  }

  routes.get('/accounts/:id/links/new', may('edit contacts'), (c) =>
    linkPage(c, (c.req.query('q') ?? '').trim().slice(0, 200), 200),
  )

  routes.post('/accounts/:id/links', may('edit contacts'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(linkForm, await readPosted(c))
    const chosen = parsed.ok ? parsed.data.contact : []
    if (chosen.length === 0) return linkPage(c, parsed.form.values.q ?? '', 422)
    for (const id of chosen) await findContact(db, staffOf(c), id)
    await perform(app, actorOf(c), async (act) => {
      for (const contactId of chosen) await linkContact(act, account.id, { contactId })
    })
    const viewer = await viewerOf(c, app)
    const names = (await linkedContacts(db, account.id)).filter((contact) => chosen.includes(contact.id)).map(nameOf)
    return done(c, app, {
      to: `/accounts/${account.id}/info`,
      flash: words[viewer.language].linked(formatsIn(viewer.language).list(names)),
    })
  })

  const newContactPage = async (c: Context, form: FormState, status: 200 | 422) => {
    const { head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    return answer(c, { page: <NewLinkedContactPage viewer={await viewerOf(c, app)} head={head} form={form} />, status })
  }

  routes.get('/accounts/:id/links/contacts/new', may('edit contacts'), (c) => newContactPage(c, emptyForm(), 200))

  routes.post('/accounts/:id/links/contacts', may('edit contacts'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(shortContactForm, await readPosted(c))
    if (!parsed.ok) return newContactPage(c, parsed.form, 422)
    const contact = contactInput(parsed.data)
    if (!isNamed(contact)) return newContactPage(c, withProblem(parsed.form, 'first_name', 'name a contact'), 422)
    const { description } = parsed.data
    const id = await perform(app, actorOf(c), (act) => linkContact(act, account.id, { contact, description }))
    const viewer = await viewerOf(c, app)
    const name = nameOf(await findLink(db, account.id, id))
    return done(c, app, { to: `/accounts/${account.id}/info`, flash: words[viewer.language].linked(name) })
  })

  const rowAs = async (c: Context, editing: Editing | undefined, status: 200 | 409 | 422 = 200) => {
    const account = await accountIn(c)
    const contact = await linkIn(c, account.id)
    const viewer = await viewerOf(c, app)
    if (!wantsPart(c)) {
      const data = await findInfo(db, staffOf(c), account.id)
      return answer(c, { page: <InfoPage viewer={viewer} data={data} replaced={{ contact: editing }} />, status })
    }
    const part = editing ? (
      <ContactRowForm viewer={viewer} account={account} contact={contact} editing={editing} />
    ) : (
      <ContactRow viewer={viewer} account={account} contact={contact} only={await isOnly(account.id)} justEdited />
    )
    return answer(c, { page: '', part, status })
  }
  const isOnly = async (accountId: number) => (await linkedContacts(db, accountId)).length === 1

  routes.get('/accounts/:id/links/:contactId/description', may('signed in'), (c) => rowAs(c, undefined))

  routes.get('/accounts/:id/links/:contactId/description/edit', may('edit contacts'), async (c) => {
    const account = await accountIn(c)
    const link = await linkIn(c, account.id)
    const form = emptyForm({ description: link.description, version: String(link.version) })
    return rowAs(c, { contactId: link.id, form })
  })

  routes.post('/accounts/:id/links/:contactId/description', may('edit contacts'), async (c) => {
    const account = await accountIn(c)
    const link = await linkIn(c, account.id)
    const parsed = parseForm(descriptionForm, await readPosted(c))
    if (!parsed.ok) return rowAs(c, { contactId: link.id, form: parsed.form }, 422)
    const viewer = await viewerOf(c, app)
    try {
      await perform(app, actorOf(c), (act) =>
        describeLink(act, account.id, link.id, parsed.data.version, parsed.data.description),
      )
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return rowAs(c, { contactId: link.id, form: parsed.form, conflict: true }, 409)
    }
    const contact = await findLink(db, account.id, link.id)
    return done(c, app, {
      to: `/accounts/${account.id}/info`,
      flash: words[viewer.language].saved,
      part: (
        <ContactRow viewer={viewer} account={account} contact={contact} only={await isOnly(account.id)} justEdited />
      ),
    })
  })

  const unlinkPage = async (c: Context, status: 200 | 409) => {
    const { account, head } = await findProfile(db, staffOf(c), toId(c.req.param('id')))
    const link = await linkIn(c, account.id)
    const contact = { id: link.id, name: nameOf(link), description: link.description }
    return answer(c, {
      page: (
        <UnlinkPage viewer={await viewerOf(c, app)} head={head} contact={contact} only={await isOnly(account.id)} />
      ),
      status,
    })
  }

  routes.get('/accounts/:id/links/:contactId/removal', may('edit contacts'), (c) => unlinkPage(c, 200))

  routes.post('/accounts/:id/links/:contactId/removal', may('edit contacts'), async (c) => {
    const account = await accountIn(c)
    const link = await linkIn(c, account.id)
    try {
      await perform(app, actorOf(c), (act) => unlinkContact(act, account.id, link.id))
    } catch (error) {
      if (!(error instanceof LastContact)) throw error
      return unlinkPage(c, 409)
    }
    const viewer = await viewerOf(c, app)
    return done(c, app, { to: `/accounts/${account.id}/info`, flash: words[viewer.language].unlinked(nameOf(link)) })
  })

  return routes
}
