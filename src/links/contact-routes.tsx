import { type Context, Hono } from 'hono'
import { tagsForm } from '#src/accounts/form.ts'
import { perform } from '#src/audit/audit.ts'
import { events } from '#src/audit/events.ts'
import { ownAddressesOf } from '#src/contacts/address.ts'
import {
  changeContact,
  contactTagsOf,
  createContact,
  findContact,
  phonesOf,
  setContactTags,
} from '#src/contacts/contact.ts'
import { contactForm, contactInput, contactValues, isNamed } from '#src/contacts/form.ts'
import { contactPage } from '#src/contacts/list.ts'
import { plainName } from '#src/contacts/name.ts'
import type { App } from '#src/platform/app.ts'
import { readCursor } from '#src/platform/db/keyset.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { allTags } from '#src/tags/tag.ts'
import {
  ContactFormPage,
  ContactPage,
  ContactTags,
  ContactTagsForm,
  ContactTagsPage,
} from '#views/contacts/contact.tsx'
import { ContactListPage } from '#views/contacts/list.tsx'
import { words } from '#views/contacts/words.ts'
import { linkedAccounts } from './link.ts'

const shownEvents = 8

/** The contacts' own pages. They stand with the links since a contact's page lists its accounts. */
export function contactRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const contactIn = (c: Context) => findContact(db, staffOf(c), toId(c.req.param('id')))
  const textsOf = async (id: number) => {
    const [addresses, phones] = await Promise.all([ownAddressesOf(db, id), phonesOf(db, id)])
    return { emails: addresses.map((address) => address.email), phones: phones.map((phone) => phone.number) }
  }

  routes.get('/contacts', may('signed in'), async (c) => {
    const begins = (c.req.query('begins') ?? '').slice(0, 100)
    const page = await contactPage(db, staffOf(c), begins, readCursor(c.req.query('at')))
    return answer(c, { page: <ContactListPage viewer={await viewerOf(c, app)} {...page} begins={begins} /> })
  })

  const formPage = async (c: Context, form: FormState, status: 200 | 422) =>
    answer(c, { page: <ContactFormPage viewer={await viewerOf(c, app)} contact={null} form={form} />, status })

  routes.get('/contacts/new', may('edit contacts'), (c) => formPage(c, emptyForm(), 200))

  routes.post('/contacts', may('edit contacts'), async (c) => {
    const parsed = parseForm(contactForm, await readPosted(c))
    if (!parsed.ok) return formPage(c, parsed.form, 422)
    const input = contactInput(parsed.data)
    if (!isNamed(input)) return formPage(c, withProblem(parsed.form, 'first_name', 'name a contact'), 422)
    const id = await perform(app, actorOf(c), (act) => createContact(act, input))
    const viewer = await viewerOf(c, app)
    // Who sees only linked contacts would not find the new one: it is shown once it is linked.
    const seen = await findContact(db, staffOf(c), id).catch(() => null)
    return done(c, app, {
      to: seen ? `/contacts/${id}` : '/contacts',
      flash: words[viewer.language].created(plainName(input.fields, input.emails[0])),
    })
  })

  routes.get('/contacts/:id', may('signed in'), async (c) => {
    const contact = await contactIn(c)
    const [texts, tags, accounts, latest] = await Promise.all([
      textsOf(contact.id),
      contactTagsOf(db, contact.id),
      linkedAccounts(db, staffOf(c), contact.id),
      events(db, { contactId: contact.id }, shownEvents),
    ])
    const visible = new Set(accounts.map((account) => account.id))
    const viewer = await viewerOf(c, app)
    return answer(c, {
      page: (
        <ContactPage
          viewer={viewer}
          contact={contact}
          {...texts}
          tags={tags}
          accounts={accounts}
          events={latest.events.filter((event) => event.accountId === null || visible.has(event.accountId))}
        />
      ),
    })
  })

  routes.get('/contacts/:id/edit', may('edit contacts'), async (c) => {
    const contact = await contactIn(c)
    const { emails, phones } = await textsOf(contact.id)
    const form = emptyForm(contactValues(contact, emails, phones))
    return answer(c, { page: <ContactFormPage viewer={await viewerOf(c, app)} contact={contact} form={form} /> })
  })

  routes.post('/contacts/:id', may('edit contacts'), async (c) => {
    const contact = await contactIn(c)
    const parsed = parseForm(contactForm, await readPosted(c))
    const viewer = await viewerOf(c, app)
    const again = (form: FormState) =>
      answer(c, { page: <ContactFormPage viewer={viewer} contact={contact} form={form} />, status: 422 })
    if (!parsed.ok) return again(parsed.form)
    const input = contactInput(parsed.data)
    if (!isNamed(input)) return again(withProblem(parsed.form, 'first_name', 'name a contact'))
    try {
      await perform(app, actorOf(c), (act) => changeContact(act, contact.id, parsed.data.version, input))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const { emails, phones } = await textsOf(contact.id)
      const theirs = contactValues(error.theirs, emails, phones)
      return answer(c, {
        page: <ContactFormPage viewer={viewer} contact={error.theirs} form={parsed.form} theirs={theirs} />,
        status: 409,
      })
    }
    return done(c, app, { to: `/contacts/${contact.id}`, flash: words[viewer.language].saved })
  })

  routes.get('/contacts/:id/tags/edit', may('tag contacts'), async (c) => {
    const contact = await contactIn(c)
    const [tags, all] = await Promise.all([contactTagsOf(db, contact.id), allTags(db)])
    const props = { viewer: await viewerOf(c, app), contact, tags, all }
    return answer(c, { page: <ContactTagsPage {...props} />, part: <ContactTagsForm {...props} /> })
  })

  routes.post('/contacts/:id/tags', may('tag contacts'), async (c) => {
    const contact = await contactIn(c)
    const parsed = parseForm(tagsForm, await readPosted(c))
    if (parsed.ok)
      await perform(app, actorOf(c), (act) => setContactTags(act, contact.id, parsed.data.tags, parsed.data.was))
    const viewer = await viewerOf(c, app)
    return done(c, app, {
      to: `/contacts/${contact.id}`,
      flash: words[viewer.language].saved,
      part: wantsPart(c) ? (
        <ContactTags viewer={viewer} contact={contact} tags={await contactTagsOf(db, contact.id)} justEdited />
      ) : undefined,
    })
  })

  return routes
}
