import { type Context, Hono } from 'hono'
import { tagsForm } from '#src/accounts/form.ts'
import { NotYoursToOpen } from '#src/accounts/opens.ts'
import { write } from '#src/audit/write.ts'
import { fieldFormState, readFieldValues, withFields } from '#src/fields/form.ts'
import { type FieldSheet, fieldSheet, setFirstValues, setValues } from '#src/fields/value.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict, changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { foundOnce } from '#src/platform/web/found-once.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { allTags } from '#src/tags/tag.ts'
import { ContactPage } from '#views/contacts/contact.tsx'
import { ContactFormPage } from '#views/contacts/form.tsx'
import { RevealedSecret } from '#views/contacts/secret.tsx'
import { ContactTags, ContactTagsForm, ContactTagsPage } from '#views/contacts/tags.tsx'
import { words } from '#views/contacts/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { AddressTaken, ownAddressesOf } from './address.ts'
import { type Contact, changeContact, contactTagsOf, createContact, findContact, setContactTags } from './contact.ts'
import {
  contactForm,
  contactInput,
  contactValues,
  isNamed,
  revealForm,
  secretsInput,
  withUnlistedEntries,
} from './form.ts'
import { mergedAwayTo } from './merged.ts'
import { plainName } from './name.ts'
import { findContactPage, lockedInputs, textsOf } from './page.ts'
import { revealSecret } from './reveal.ts'
import { disputedSecrets, maskedSecrets, type Secrets } from './secret.ts'

/** The contacts' own pages. They stand with the links since a contact's page lists its accounts. */
export const contactRoutes = new Hono()

const contactIn = (c: Context) => findContact(c.var.db, staffOf(c), toId(c.req.param('id')))
/** One that can be changed: of one that was erased there is nothing to change. */
const livingIn = async (c: Context) => {
  const contact = await contactIn(c)
  if (contact.erased_at) throw notFound()
  return contact
}

const newPage = async (c: Context, form: FormState, status: 200 | 422) => {
  const props = { viewer: await viewerOf(c), contact: null, form, sheet: await fieldSheet(c.var.db, 'contact', null) }
  return answer(c, { page: <ContactFormPage {...props} />, status })
}

contactRoutes.get('/contacts/new', may('edit contacts'), (c) => newPage(c, emptyForm(), 200))

contactRoutes.post('/contacts', may('edit contacts'), creates(), async (c) => {
  const posted = await readPosted(c)
  const parsed = parseForm(contactForm, posted)
  const fields = readFieldValues(await fieldSheet(c.var.db, 'contact', null), posted, languageOf(c))
  const form = withFields(parsed.form, fields.form)
  if (!parsed.ok || !fields.ok) return newPage(c, form, 422)
  const input = { ...contactInput(parsed.data), secrets: secretsInput(c.var.app.vault, 0, parsed.data) }
  if (!isNamed(input)) return newPage(c, withProblem(form, 'first_name', 'name a contact'), 422)
  const id = await write(c, async (act) => {
    const made = await createContact(act, input)
    await setFirstValues(act, { subject: 'contact', id: made }, fields.values)
    return made
  })
  const viewer = await viewerOf(c)
  // Who sees only linked contacts would not find the new one: it is shown once it is linked.
  const seen = await findContact(c.var.db, staffOf(c), id).catch(() => null)
  return done(c, {
    to: seen ? `/contacts/${id}` : '/contacts',
    flash:
      (seen && (await warningOf(c, viewer, seen))) ??
      words[viewer.language].created(plainName(input.fields, input.emails[0])),
  })
})

/** What to say of secrets that look wrong, once they are saved; null where none does. */
const warningOf = async (c: Context, viewer: Viewer, contact: Contact): Promise<string | null> => {
  const w = words[viewer.language]
  const secrets = await maskedSecrets(c.var.app.vault, contact)
  const wrong = secrets.filter((secret) => secret.looksWrong)
  return wrong.length > 0 ? w.savedButWrong(wrong.map(({ name }) => w.secrets[name]).join(', ')) : null
}

contactRoutes.get('/contacts/:id', may('signed in'), async (c) => {
  const winner = await mergedAwayTo(c.var.db, staffOf(c), toId(c.req.param('id')))
  if (winner) return c.redirect(`/contacts/${winner}`, 303)
  const data = await findContactPage(c.var.app, staffOf(c), await contactIn(c))
  return answer(c, { page: <ContactPage viewer={await viewerOf(c)} {...data} /> })
})

contactRoutes.post('/contacts/:id/reveal', may('edit contacts'), async (c) => {
  const contact = await contactIn(c)
  const parsed = parseForm(revealForm, await readPosted(c))
  const viewer = await viewerOf(c)
  const data = await findContactPage(c.var.app, staffOf(c), contact)
  if (!parsed.ok) return answer(c, { page: <ContactPage viewer={viewer} {...data} />, status: 422 })
  const name = parsed.data.field
  const text = await write(c, (act) => revealSecret(act, contact.id, name))
  return answer(c, {
    page: <ContactPage viewer={viewer} {...data} revealed={{ name, text }} />,
    part: <RevealedSecret viewer={viewer} contactId={contact.id} name={name} text={text} />,
  })
})

const addressesIn = foundOnce((c) => ownAddressesOf(c.var.db, toId(c.req.param('id')) ?? 0))

contactRoutes.get('/contacts/:id/edit', may('edit contacts'), async (c) => {
  const contact = await livingIn(c)
  const { emails, phones } = await textsOf(c.var.db, contact.id, addressesIn(c))
  const sheet = await fieldSheet(c.var.db, 'contact', contact.id)
  const own = emptyForm(contactValues(contact, emails, phones))
  return editPage(c, contact, sheet, withFields(own, fieldFormState(sheet, languageOf(c))), 200)
})

const editPage = async (c: Context, contact: Contact, sheet: FieldSheet, form: FormState, status: 200 | 422) => {
  const secrets = await maskedSecrets(c.var.app.vault, contact)
  const locked = await lockedInputs(c.var.app, staffOf(c), contact.id, await addressesIn(c))
  const props = { viewer: await viewerOf(c), contact, form, secrets, sheet, locked }
  return answer(c, { page: <ContactFormPage {...props} />, status })
}

contactRoutes.post('/contacts/:id', may('edit contacts'), async (c) => {
  if (await mergedAwayTo(c.var.db, staffOf(c), toId(c.req.param('id')))) throw changedMeanwhile()
  const contact = await livingIn(c)
  const posted = await readPosted(c)
  const parsed = parseForm(contactForm, posted)
  const sheet = await fieldSheet(c.var.db, 'contact', contact.id)
  const fields = readFieldValues(sheet, posted, languageOf(c))
  const form = withFields(parsed.form, fields.form)
  if (!parsed.ok || !fields.ok) return editPage(c, contact, sheet, form, 422)
  const secrets = secretsInput(c.var.app.vault, contact.id, parsed.data)
  const input = { ...withUnlistedEntries(contactInput(parsed.data), await textsOf(c.var.db, contact.id)), secrets }
  if (!isNamed(input)) return editPage(c, contact, sheet, withProblem(form, 'first_name', 'name a contact'), 422)
  try {
    await write(c, async (act) => {
      await changeContact(act, contact.id, parsed.data.version, input)
      await setValues(act, { subject: 'contact', id: contact.id }, fields.values)
    })
  } catch (error) {
    if (error instanceof AddressTaken)
      return editPage(c, contact, sheet, withProblem(form, fieldOf(form, error.email), 'login of another'), 422)
    if (error instanceof NotYoursToOpen && error.email !== null)
      return editPage(c, contact, sheet, withProblem(form, fieldOf(form, error.email), 'not yours to open'), 422)
    if (!(error instanceof Conflict)) throw error
    return bothVersions(c, form, { secrets, fields: fields.values }, error.theirs)
  }
  const viewer = await viewerOf(c)
  const flash = (await warningOf(c, viewer, await contactIn(c))) ?? words[viewer.language].saved
  return done(c, { to: `/contacts/${contact.id}`, flash })
})

/** In which of the form's fields an address was typed. */
const fieldOf = (form: FormState, email: string) =>
  Object.keys(form.values).find((name) => /^(email|field)_/.test(name) && form.values[name] === email) ?? 'email_1'

const bothVersions = async (
  c: Context,
  form: FormState,
  mine: { secrets: Secrets; fields: ReadonlyMap<number, string> },
  now: Contact,
) => {
  const { emails, phones } = await textsOf(c.var.db, now.id)
  const viewer = await viewerOf(c)
  const theirs = {
    values: contactValues(now, emails, phones),
    secrets: disputedSecrets(c.var.app.vault, now, mine.secrets),
    fields: mine.fields,
  }
  const sheet = await fieldSheet(c.var.db, 'contact', now.id)
  return answer(c, {
    page: <ContactFormPage viewer={viewer} contact={now} form={form} sheet={sheet} theirs={theirs} />,
    status: 409,
  })
}

contactRoutes.get('/contacts/:id/tags/edit', may('tag contacts'), async (c) => {
  const contact = await livingIn(c)
  const [tags, all] = await Promise.all([contactTagsOf(c.var.db, contact.id), allTags(c.var.db)])
  const props = { viewer: await viewerOf(c), contact, tags, all }
  return answer(c, { page: <ContactTagsPage {...props} />, part: <ContactTagsForm {...props} /> })
})

contactRoutes.post('/contacts/:id/tags', may('tag contacts'), async (c) => {
  const contact = await livingIn(c)
  const parsed = parseForm(tagsForm, await readPosted(c))
  if (parsed.ok) await write(c, (act) => setContactTags(act, contact.id, parsed.data.tags, parsed.data.was))
  const viewer = await viewerOf(c)
  return done(c, {
    to: `/contacts/${contact.id}#tags`,
    flash: words[viewer.language].saved,
    part: wantsPart(c) ? (
      <ContactTags viewer={viewer} contact={contact} tags={await contactTagsOf(c.var.db, contact.id)} justEdited />
    ) : undefined,
  })
})
