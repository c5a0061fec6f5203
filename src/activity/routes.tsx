import { type Context, Hono } from 'hono'
import { findAccount } from '#src/accounts/account.ts'
import { accountIn, profileIn } from '#src/accounts/page.ts'
import { eventsFor } from '#src/accounts/visible-events.ts'
import { type AuditEvent, events, findEvent } from '#src/audit/events.ts'
import { write } from '#src/audit/write.ts'
import { answer, done } from '#src/platform/web/answer.tsx'
import { notFound } from '#src/platform/web/errors.ts'
import { readPosted, toId } from '#src/platform/web/form.ts'
import { addressOf, filterOf, idOrNull, oneOfOrNull } from '#src/platform/web/list.ts'
import { CantRestore, type RestoreProblem, restorable, restorersOf } from '#src/restorations/restoration.ts'
import { may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { AccountActivity, AccountActivityPage, FirmActivityPage } from '#views/activity/activity.tsx'
import { restoredText } from '#views/audit/changes.ts'
import { auditKinds } from '#views/audit/event-words.ts'
import { ProfileBar } from '#views/profile/page.tsx'

import { takeBack } from './restore.ts'

const perPage = 60

const olderThan = (path: string, page: { events: AuditEvent[]; more: boolean }, filter = new URLSearchParams()) =>
  page.more ? addressOf(path, filter, { before: page.events.at(-1)?.id }) : undefined

/** What the firm's activity shows: of whom, and of which kind. */
const { read: readFilter, write: writeFilter } = filterOf({ person: idOrNull, kind: oneOfOrNull(auditKinds) })

export const activityRoutes = new Hono()

/** A page of an account's activity, from the event `before`, with what is shown of an event that was just taken back or tried to. */
const activityOf = async (
  c: Context,
  before: number | null,
  shown: { just?: number; problem?: RestoreProblem } = {},
) => {
  const { head } = await profileIn(c)
  const page = await eventsFor(c.var.app, staffOf(c), { accountId: head.id, before: before ?? undefined }, perPage)
  const path = `/accounts/${head.id}/activity`
  const fields: Record<string, number> = before ? { before } : {}
  return {
    viewer: await viewerOf(c),
    head,
    events: page.events,
    older: olderThan(path, page),
    problem: shown.problem,
    restoring: {
      may: restorable(restorersOf(c.var.app), staffOf(c), page.events),
      action: (id: number) => `${path}/${id}/restoration`,
      fields,
      hx: { target: '#activity' },
      just: shown.just,
    },
  }
}

activityRoutes.get('/accounts/:id/activity', may('signed in'), async (c) => {
  const props = await activityOf(c, toId(c.req.query('before')))
  return answer(c, { page: <AccountActivityPage {...props} /> })
})

activityRoutes.post(
  '/accounts/:id/activity/:eventId/restoration',
  may('take changes back', 'take that change back'),
  async (c) => {
    const account = await accountIn(c)
    const before = toId((await readPosted(c)).get('before')?.[0])
    const eventId = toId(c.req.param('eventId'))
    const event = eventId === null ? undefined : await findEvent(c.var.db, eventId)
    if (event?.accountId !== account.id) throw notFound()
    try {
      const left = await write(c, (act) => takeBack(act, c.var.app, event))
      return await restored(c, account.id, event.id, before, left)
    } catch (error) {
      if (!(error instanceof CantRestore)) throw error
      const props = await activityOf(c, before, { problem: error.why })
      return answer(c, { page: <AccountActivityPage {...props} />, part: <AccountActivity {...props} />, status: 409 })
    }
  },
)

const restored = async (
  c: Context,
  accountId: number,
  eventId: number,
  before: number | null,
  left: readonly string[],
) => {
  // Whoever takes back that they joined the team may not see the account any more.
  const stillSeen = await findAccount(c.var.db, staffOf(c), accountId).catch(() => null)
  if (!stillSeen) return done(c, { to: '/accounts', flash: restoredText(await viewerOf(c), left) })
  const props = await activityOf(c, before, { just: eventId })
  return done(c, {
    to: addressOf(`/accounts/${accountId}/activity`, { before }),
    flash: restoredText(props.viewer, left),
    part: <AccountActivity {...props} />,
    also: { target: '#profile-bar', region: <ProfileBar viewer={props.viewer} head={props.head} /> },
  })
}

activityRoutes.get('/activity', may('admin'), async (c) => {
  const filter = readFilter(c.req.query())
  const { person, kind } = filter
  const before = toId(c.req.query('before')) ?? undefined
  const page = await events(c.var.db, { staffId: person ?? undefined, kind: kind ?? undefined, before }, perPage)
  const people = await c.var.db.selectFrom('staff').select(['id', 'name']).orderBy('sort_name').execute()
  const props = { events: page.events, older: olderThan('/activity', page, writeFilter(filter)), people, person, kind }
  return answer(c, { page: <FirmActivityPage viewer={await viewerOf(c)} {...props} /> })
})
