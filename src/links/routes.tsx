import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { write } from '#src/audit/write.ts'
import { mostAtOnce } from '#src/contacts/contact.ts'
import { contactInput, isNamed, shortContactForm } from '#src/contacts/form.ts'
import { answerRow, linkIn, primaryDone, rowDone, sectionDone } from '#src/links/answers.tsx'
import { hasMoreContacts } from '#src/links/link.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { creates } from '#src/platform/web/creates.ts'
import { Conflict } from '#src/platform/web/errors.ts'
import {
  emptyForm,
  type FormState,
  idField,
  line,
  parseForm,
  readPosted,
  searchText,
  several,
  toId,
  version,
  wantedForm,
  withProblem,
} from '#src/platform/web/form.ts'
import type { Problem } from '#src/platform/web/problems.ts'
import { findContactRow } from '#src/profile/contacts.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { LinkForm, NewLinkedContactForm, PanelPage } from '#views/links/link.tsx'
import { ContactsPanel } from '#views/links/list.tsx'
import { nameOf } from '#views/links/row.tsx'
import { UnlinkPage } from '#views/links/unlink.tsx'
import { words } from '#views/links/words.ts'
import { problemWords } from '#views/ui/problem-words.ts'
import { findContacts, namedContacts } from './find.ts'
import {
  choosePrimaryContact,
  describeLink,
  findLink,
  LastContact,
  linkContact,
  linkContacts,
  linkedContacts,
  unlinkContact,
} from './link.ts'

const descriptionForm = z.object({ description: line(200), version })
const linkForm = z.object({ contact: several(idField, mostAtOnce), q: line(200), do: line(10) })
const found = 25

/** Which contacts an account has: linking, new ones, what they are to it, unlinking. */
export const linkRoutes = new Hono()

const linkPanel = async (
  c: Context,
  query: string,
  ticked: readonly number[],
  status: 200 | 422,
  problem?: Problem,
) => {
  const { account, head } = await profileIn(c)
  const linked = new Set((await linkedContacts(c.var.db, account.id)).map((contact) => contact.id))
  const free = <T extends { id: number }>(contacts: T[]) => contacts.filter((contact) => !linked.has(contact.id))
  const [chosen, matches] = await Promise.all([
    namedContacts(c.var.db, staffOf(c), ticked),
    query ? findContacts(c.var.db, staffOf(c), query, found) : [],
  ])
  const viewer = await viewerOf(c)
  const error = problem && problemWords[viewer.language][problem]
  const props = { viewer, accountId: account.id, query, chosen: free(chosen), found: free(matches), error }
  return answer(c, {
    page: (
      <PanelPage viewer={viewer} head={head} title={words[viewer.language].linkContact}>
        <LinkForm {...props} />
      </PanelPage>
    ),
    part: (
      <ContactsPanel>
        <LinkForm {...props} />
      </ContactsPanel>
    ),
    status,
  })
}

/** The panel closed again. */
linkRoutes.get('/accounts/:id/links', may('signed in'), async (c) => {
  const account = await accountIn(c)
  if (!wantsPart(c)) return c.redirect(`/accounts/${account.id}/info`, 303)
  return answer(c, { page: '', part: <ContactsPanel /> })
})

linkRoutes.get('/accounts/:id/links/new', may('edit contacts'), (c) =>
  linkPanel(c, searchText(c.req.query('q')), [], 200),
)

linkRoutes.post('/accounts/:id/links', may('edit contacts'), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(linkForm, await readPosted(c))
  const { values, lists, problems } = parsed.form
  const query = parsed.ok ? parsed.data.q : (values.q ?? '')
  const chosen = (lists.contact ?? []).map(toId).filter((id) => id !== null)
  if (parsed.ok && parsed.data.do === 'search') return linkPanel(c, query, chosen, 200)
  if (!parsed.ok || chosen.length === 0) return linkPanel(c, query, chosen, 422, problems.contact)
  await write(c, (act) => linkContacts(act, account.id, chosen))
  const language = languageOf(c)
  const names = (await linkedContacts(c.var.db, account.id))
    .filter((contact) => chosen.includes(contact.id))
    .map(nameOf)
  return sectionDone(c, account, chosen[0]!, words[language].linked(formatsIn(language).list(names)))
})

const newContactPanel = async (c: Context, form: FormState, status: 200 | 422) => {
  const { account, head } = await profileIn(c)
  const viewer = await viewerOf(c)
  const panel = <NewLinkedContactForm viewer={viewer} accountId={account.id} form={form} />
  return answer(c, {
    page: (
      <PanelPage viewer={viewer} head={head} title={words[viewer.language].newContact}>
        {panel}
      </PanelPage>
    ),
    part: <ContactsPanel>{panel}</ContactsPanel>,
    status,
  })
}

linkRoutes.get('/accounts/:id/links/contacts/new', may('edit contacts'), (c) => newContactPanel(c, emptyForm(), 200))

linkRoutes.post('/accounts/:id/links/contacts', may('edit contacts'), creates(), async (c) => {
  const account = await accountIn(c)
  const parsed = parseForm(shortContactForm, await readPosted(c))
  if (!parsed.ok) return newContactPanel(c, parsed.form, 422)
  const contact = contactInput(parsed.data)
  if (!isNamed(contact)) return newContactPanel(c, withProblem(parsed.form, 'first_name', 'name a contact'), 422)
  const { description } = parsed.data
  const id = await write(c, (act) => linkContact(act, account.id, { contact, description }))
  const name = nameOf(await findLink(c.var.db, account.id, id))
  return sectionDone(c, account, id, words[languageOf(c)].linked(name))
})

linkRoutes.get('/accounts/:id/links/:contactId/description', may('signed in'), async (c) => {
  const account = await accountIn(c)
  return answerRow(c, account, (await linkIn(c, account.id)).id, { justEdited: 'description' })
})

linkRoutes.get('/accounts/:id/links/:contactId/description/edit', may('edit contacts'), async (c) => {
  const account = await accountIn(c)
  const link = await linkIn(c, account.id)
  const form = emptyForm({ description: link.description, version: String(link.version) })
  return answerRow(c, account, link.id, { editing: { what: 'description', contactId: link.id, form } })
})

linkRoutes.post('/accounts/:id/links/:contactId/description', may('edit contacts'), async (c) => {
  const account = await accountIn(c)
  const link = await linkIn(c, account.id)
  const parsed = parseForm(descriptionForm, await readPosted(c))
  const editing = { what: 'description', contactId: link.id, form: parsed.form } as const
  if (!parsed.ok) return answerRow(c, account, link.id, { editing, status: 422 })
  const { version, description } = parsed.data
  try {
    await write(c, (act) => describeLink(act, account.id, link.id, version, description))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return answerRow(c, account, link.id, { editing: { ...editing, conflict: true }, status: 409 })
  }
  return rowDone(c, account, link.id, words[languageOf(c)].saved, { justEdited: 'description' })
})

linkRoutes.post('/accounts/:id/links/:contactId/primary', may('edit contacts'), async (c) => {
  const account = await accountIn(c)
  const link = await linkIn(c, account.id)
  const parsed = parseForm(wantedForm, await readPosted(c))
  if (!parsed.ok) return answerRow(c, account, link.id, { status: 422 })
  const wanted = parsed.data.wanted === 'on'
  await write(c, (act) => choosePrimaryContact(act, account.id, link.id, wanted))
  const w = words[languageOf(c)]
  return primaryDone(c, account.id, link.id, wanted ? w.primaryChosen(nameOf(link)) : w.primaryFound)
})

const unlinkPage = async (c: Context, status: 200 | 409) => {
  const { account, head } = await profileIn(c)
  const contact = await findContactRow(c.var.db, account.id, toId(c.req.param('contactId')), c.var.app.clock())
  const props = { viewer: await viewerOf(c), head, contact, only: !(await hasMoreContacts(c.var.db, account.id, 1)) }
  return answer(c, { page: <UnlinkPage {...props} />, status })
}

linkRoutes.get('/accounts/:id/links/:contactId/removal', may('edit contacts'), (c) => unlinkPage(c, 200))

linkRoutes.post('/accounts/:id/links/:contactId/removal', may('edit contacts'), async (c) => {
  const account = await accountIn(c)
  const link = await linkIn(c, account.id)
  try {
    await write(c, (act) => unlinkContact(act, account.id, link.id))
  } catch (error) {
    if (!(error instanceof LastContact)) throw error
    return unlinkPage(c, 409)
  }
  const flash = words[languageOf(c)].unlinked(nameOf(link))
  return done(c, { to: `/accounts/${account.id}/info`, flash })
})
