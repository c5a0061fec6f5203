import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { NotYoursToOpen } from '#src/accounts/opens.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { perform } from '#src/audit/audit.ts'
import { AddressTaken, lockedAddresses } from '#src/contacts/address.ts'
import { findContact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done, keepFlash, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { idField, parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { actorOf, languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import type { Permission } from '#src/staff/rights.ts'
import { RevealedValue } from '#views/fields/facts.tsx'
import { HistoryPage, type OpenChange, ownerOf, RevealPage, type Whose } from '#views/fields/history.tsx'
import { valueText } from '#views/fields/value.tsx'
import { words } from '#views/fields/words.ts'
import { problemWords } from '#views/ui/problem-words.ts'
import { words as ui } from '#views/ui/words.ts'
import type { Subject } from './field.ts'
import { findFieldOf, historyOf, presentValue, restoreChange, reveal } from './history.ts'
import { changeHome, valueHome } from './homes.ts'
import { everybody } from './value.ts'

const shownChanges = 60
const restoreForm = z.object({ latest: idField })

/** The history of one field of one account or contact, its way back, and a look at what is encrypted. */
export function historyRoutes(app: App): Hono {
  return new Hono()
    .route('/', historyRoutesOf(app, 'account', 'manage accounts'))
    .route('/', historyRoutesOf(app, 'contact', 'edit contacts'))
}

function historyRoutesOf(app: App, subject: Subject, edit: Permission): Hono {
  const routes = new Hono()
  const db = app.db.read
  const base = `/${subject}s/:id/fields/:fieldId`

  const whoseIn = async (c: Context): Promise<Whose> => {
    const id = toId(c.req.param('id'))
    if (subject === 'account') return { subject, head: (await findProfile(db, staffOf(c), id)).head }
    const contact = await findContact(db, staffOf(c), id)
    return { subject, id: contact.id, name: contactName(contact) }
  }
  const found = async (c: Context) => {
    const whose = await whoseIn(c)
    const field = await findFieldOf(db, ownerOf(whose), toId(c.req.param('fieldId')))
    return { whose, owner: ownerOf(whose), field }
  }
  const historyPage = async (
    c: Context,
    { open, stale, status = 200 }: { open?: OpenChange; stale?: boolean; status?: 200 | 409 } = {},
  ) => {
    const { whose, owner, field } = await found(c)
    const [{ changes, more }, newest, people] = await Promise.all([
      historyOf(db, owner, field.id, shownChanges, toId(c.req.query('before'))),
      historyOf(db, owner, field.id, 1),
      everybody(db),
    ])
    const path = `/${subject}s/${owner.id}/fields/${field.id}/history`
    const older = more ? `${path}?before=${changes.at(-1)?.id}` : undefined
    const isAddress = subject === 'contact' && field.type === 'e-mail'
    const locked = isAddress ? await lockedAddresses(db, staffOf(c), owner.id) : []
    const isLocked = locked.some((address) => address.field_id === field.id)
    const props = { viewer: await viewerOf(c, app), whose, field, changes, people, older, open, stale, isLocked }
    return answer(c, { page: <HistoryPage {...props} latest={newest.changes[0]?.id ?? 0} />, status })
  }

  routes.get(`${base}/history`, may('signed in'), (c) => historyPage(c))

  routes.post(`${base}/history/reveal`, may(edit), async (c) => {
    const { owner, field } = await found(c)
    await perform(app, actorOf(c), (act) => reveal(act, owner, field.id))
    const open: OpenChange = (change, side) => app.vault.open(change[side] ?? '', changeHome(side, owner, field.id))
    return historyPage(c, { open })
  })

  routes.post(`${base}/history/:changeId/restoration`, may(edit), async (c) => {
    const { owner, field } = await found(c)
    const parsed = parseForm(restoreForm, await readPosted(c))
    const change = toId(c.req.param('changeId'))
    const latest = parsed.ok ? parsed.data.latest : 0
    try {
      await perform(app, actorOf(c), (act) => restoreChange(act, owner, field.id, change ?? 0, latest))
    } catch (error) {
      if (error instanceof AddressTaken || error instanceof NotYoursToOpen) {
        const problem = error instanceof AddressTaken ? 'login of another' : 'not yours to open'
        keepFlash(c, app, { kind: 'problem', text: problemWords[languageOf(c, app)][problem] })
        return done(c, app, { to: c.req.path.replace(/\/\d+\/restoration$/, '') })
      }
      if (!(error instanceof Conflict)) throw error
      return historyPage(c, { stale: true, status: 409 })
    }
    return done(c, app, {
      to: `/${subject}s/${owner.id}/fields/${field.id}/history`,
      flash: words[languageOf(c, app)].broughtBack,
    })
  })

  routes.post(`${base}/reveal`, may(edit), async (c) => {
    const { whose, owner, field } = await found(c)
    await perform(app, actorOf(c), (act) => reveal(act, owner, field.id))
    const viewer = await viewerOf(c, app)
    const people = await everybody(db)
    const stored = app.vault.open(await presentValue(db, owner, field.id), valueHome(owner, field.id))
    const text = stored === null ? null : valueText({ viewer, field, stored, people })
    return wantsPart(c)
      ? answer(c, { page: '', part: <RevealedValue field={field} text={text ?? ui[viewer.language].unreadable} /> })
      : answer(c, { page: <RevealPage viewer={viewer} whose={whose} field={field} text={text} /> })
  })

  return routes
}
