import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { NotYoursToOpen } from '#src/accounts/opens.ts'
import { write } from '#src/audit/write.ts'
import { AddressTaken, lockedAddresses } from '#src/contacts/address.ts'
import { findContact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import { answer, done, keepFlash, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { idField, parseForm, readPosted, toId } from '#src/platform/web/form.ts'
import { findProfile } from '#src/profile/head.ts'
import { languageOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { RevealedValue } from '#views/fields/facts.tsx'
import { HistoryPage, type OpenChange, ownerOf, RevealPage, type Whose } from '#views/fields/history.tsx'
import { valueText } from '#views/fields/value.tsx'
import { words } from '#views/fields/words.ts'
import { problemWords } from '#views/ui/problem-words.ts'
import { words as ui } from '#views/ui/words.ts'
import { findFieldOf, historyOf, presentValue, restoreChange, reveal } from './history.ts'
import { changeHome, valueHome } from './homes.ts'
import type { Subject } from './rules.ts'
import { everybody, valueRights } from './value.ts'

const shownChanges = 60
const restoreForm = z.object({ latest: idField })

/** The history of one field of one account or contact, its way back, and a look at what is encrypted. */
export const historyRoutes = new Hono()

serve('account')
serve('contact')

function serve(subject: Subject): void {
  const edit = valueRights[subject]
  const base = `/${subject}s/:id/fields/:fieldId`

  const whoseIn = async (c: Context): Promise<Whose> => {
    const id = toId(c.req.param('id'))
    if (subject === 'account') return { subject, head: (await findProfile(c.var.db, staffOf(c), id)).head }
    const contact = await findContact(c.var.db, staffOf(c), id)
    return { subject, id: contact.id, name: contactName(contact) }
  }
  const found = async (c: Context) => {
    const whose = await whoseIn(c)
    const field = await findFieldOf(c.var.db, ownerOf(whose), toId(c.req.param('fieldId')))
    return { whose, owner: ownerOf(whose), field }
  }
  const historyPage = async (
    c: Context,
    { open, stale, status = 200 }: { open?: OpenChange; stale?: boolean; status?: 200 | 409 } = {},
  ) => {
    const { whose, owner, field } = await found(c)
    const [{ changes, more }, newest, people] = await Promise.all([
      historyOf(c.var.db, owner, field.id, shownChanges, toId(c.req.query('before'))),
      historyOf(c.var.db, owner, field.id, 1),
      everybody(c.var.db),
    ])
    const path = `/${subject}s/${owner.id}/fields/${field.id}/history`
    const older = more ? `${path}?before=${changes.at(-1)?.id}` : undefined
    const isAddress = subject === 'contact' && field.type === 'e-mail'
    const locked = isAddress ? await lockedAddresses(c.var.app, staffOf(c), owner.id) : []
    const isLocked = locked.some((address) => address.field_id === field.id)
    const props = { viewer: await viewerOf(c), whose, field, changes, people, older, open, stale, isLocked }
    return answer(c, { page: <HistoryPage {...props} latest={newest.changes[0]?.id ?? 0} />, status })
  }

  historyRoutes.get(`${base}/history`, may('signed in'), (c) => historyPage(c))

  historyRoutes.post(`${base}/history/reveal`, may(edit), async (c) => {
    const { owner, field } = await found(c)
    await write(c, (act) => reveal(act, owner, field.id))
    const open: OpenChange = (change, side) =>
      c.var.app.vault.open(change[side] ?? '', changeHome(side, owner, field.id))
    return historyPage(c, { open })
  })

  historyRoutes.post(`${base}/history/:changeId/restoration`, may(edit), async (c) => {
    const { owner, field } = await found(c)
    const parsed = parseForm(restoreForm, await readPosted(c))
    const change = toId(c.req.param('changeId'))
    const latest = parsed.ok ? parsed.data.latest : 0
    try {
      await write(c, (act) => restoreChange(act, owner, field.id, change ?? 0, latest))
    } catch (error) {
      if (error instanceof AddressTaken || error instanceof NotYoursToOpen) {
        const problem = error instanceof AddressTaken ? 'login of another' : 'not yours to open'
        keepFlash(c, { kind: 'problem', text: problemWords[languageOf(c)][problem] })
        return done(c, { to: c.req.path.replace(/\/\d+\/restoration$/, '') })
      }
      if (!(error instanceof Conflict)) throw error
      return historyPage(c, { stale: true, status: 409 })
    }
    return done(c, {
      to: `/${subject}s/${owner.id}/fields/${field.id}/history`,
      flash: words[languageOf(c)].broughtBack,
    })
  })

  historyRoutes.post(`${base}/reveal`, may(edit), async (c) => {
    const { whose, owner, field } = await found(c)
    await write(c, (act) => reveal(act, owner, field.id))
    const viewer = await viewerOf(c)
    const people = await everybody(c.var.db)
    const stored = c.var.app.vault.open(await presentValue(c.var.db, owner, field.id), valueHome(owner, field.id))
    const text = stored === null ? null : valueText({ viewer, field, stored, people })
    return wantsPart(c)
      ? answer(c, {
          page: '',
          part: <RevealedValue {...{ viewer, owner, field }} text={text ?? ui[viewer.language].unreadable} />,
        })
      : answer(c, { page: <RevealPage viewer={viewer} whose={whose} field={field} text={text} /> })
  })
}
