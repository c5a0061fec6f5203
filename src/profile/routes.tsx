import { type Context, Hono } from 'hono'
import { archiveAccount, changeAccount, deleteAccount, findAccount, reactivateAccount } from '#src/accounts/account.ts'
import { detailsForm, removalForm, tagsForm, teamForm, wantedForm } from '#src/accounts/form.ts'
import { findProfile } from '#src/accounts/profile.ts'
import { taxIdLooksWrong } from '#src/accounts/tax-id.ts'
import {
  follow,
  followersOf,
  rolesOf,
  setAccountRoles,
  setAccountTags,
  setTeam,
  tagsOf,
  teamOf,
} from '#src/accounts/team.ts'
import { perform } from '#src/audit/audit.ts'
import { events } from '#src/audit/events.ts'
import { linkedContacts } from '#src/links/link.ts'
import type { App } from '#src/platform/app.ts'
import { answer, done, wantsPart } from '#src/platform/web/answer.tsx'
import { Conflict } from '#src/platform/web/errors.ts'
import { emptyForm, type FormState, parseForm, readPosted, toId, withProblem } from '#src/platform/web/form.ts'
import { actorOf, may, staffOf, viewerOf } from '#src/staff/gate.ts'
import { activeStaff } from '#src/staff/staff.ts'
import { allTags } from '#src/tags/tag.ts'
import { ProfileBar } from '#views/layout/profile.tsx'
import { AccountActions } from '#views/profile/actions.tsx'
import { Details, DetailsConflict, DetailsForm, detailsValues } from '#views/profile/details.tsx'
import { InfoPage, type Replaced } from '#views/profile/info.tsx'
import { OverviewPage } from '#views/profile/overview.tsx'
import { RemovalPage } from '#views/profile/removal.tsx'
import { Tags, TagsForm } from '#views/profile/tags.tsx'
import { Team, TeamForm } from '#views/profile/team.tsx'
import { words } from '#views/profile/words.ts'
import type { Viewer } from '#views/viewer.ts'
import { findInfo } from './info.ts'

const shownEvents = 6

export function profileRoutes(app: App): Hono {
  const routes = new Hono()
  const db = app.db.read
  const idIn = (c: Context) => toId(c.req.param('id'))
  const accountIn = (c: Context) => findAccount(db, staffOf(c), idIn(c))

  /** The whole Info page, with one of its blocks as something else. */
  const infoPage = async (c: Context, replaced: Replaced, status: 200 | 409 | 422 = 200) => {
    const data = await findInfo(db, staffOf(c), idIn(c))
    return answer(c, { page: <InfoPage viewer={await viewerOf(c, app)} data={data} replaced={replaced} />, status })
  }
  /** The bar above the page as it is after a change, for htmx. */
  const barFor = async (c: Context, viewer: Viewer) => {
    const { account, head } = await findProfile(db, staffOf(c), idIn(c))
    const actions = <AccountActions viewer={viewer} account={account} />
    return { target: '#profile-bar', region: <ProfileBar viewer={viewer} head={head} actions={actions} /> }
  }
  const teamData = async (c: Context) => {
    const account = await accountIn(c)
    const [team, roles, followers] = await Promise.all([
      teamOf(db, account.id),
      rolesOf(db, account.id),
      followersOf(db, account.id),
    ])
    return { account, team, roles, followers }
  }

  routes.get('/accounts/:id', may('signed in'), async (c) => {
    const { account, head } = await findProfile(db, staffOf(c), idIn(c))
    const [contacts, latest] = await Promise.all([
      linkedContacts(db, account.id),
      events(db, { accountId: account.id }, shownEvents),
    ])
    const viewer = await viewerOf(c, app)
    return answer(c, {
      page: <OverviewPage viewer={viewer} account={account} head={head} contacts={contacts} events={latest.events} />,
    })
  })

  routes.get('/accounts/:id/info', may('signed in'), (c) => infoPage(c, {}))

  routes.get('/accounts/:id/details', may('signed in'), async (c) => {
    if (!wantsPart(c)) return infoPage(c, {})
    const account = await accountIn(c)
    const viewer = await viewerOf(c, app)
    return answer(c, { page: '', part: <Details viewer={viewer} account={account} justEdited /> })
  })

  const detailsAs = async (c: Context, form: FormState, status: 200 | 422) => {
    const account = await accountIn(c)
    const block = <DetailsForm viewer={await viewerOf(c, app)} account={account} form={form} />
    return wantsPart(c) ? answer(c, { page: '', part: block, status }) : infoPage(c, { details: block }, status)
  }

  routes.get('/accounts/:id/details/edit', may('manage accounts'), async (c) =>
    detailsAs(c, emptyForm(detailsValues(await accountIn(c))), 200),
  )

  routes.post('/accounts/:id/details', may('manage accounts'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(detailsForm, await readPosted(c))
    if (!parsed.ok) return detailsAs(c, parsed.form, 422)
    const { version, ...fields } = parsed.data
    const name = fields.name || (fields.type === 'company' && fields.company_name) || account.name
    const viewer = await viewerOf(c, app)
    try {
      const changed = await perform(app, actorOf(c), (act) =>
        changeAccount(act, account.id, version, { ...fields, name }),
      )
      const w = words[viewer.language]
      return done(c, app, {
        to: `/accounts/${account.id}/info`,
        flash: taxIdLooksWrong(changed.tax_country, changed.tax_id) ? w.taxIdWrong : w.saved,
        part: <Details viewer={viewer} account={changed} justEdited />,
        also: await barFor(c, viewer),
      })
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const block = (
        <DetailsConflict
          viewer={viewer}
          account={error.theirs}
          form={{ ...parsed.form, values: { ...parsed.form.values, name } }}
        />
      )
      return wantsPart(c) ? answer(c, { page: '', part: block, status: 409 }) : infoPage(c, { details: block }, 409)
    }
  })

  routes.get('/accounts/:id/team', may('signed in'), async (c) => {
    if (!wantsPart(c)) return infoPage(c, {})
    return answer(c, { page: '', part: <Team viewer={await viewerOf(c, app)} {...(await teamData(c))} justEdited /> })
  })

  routes.get('/accounts/:id/team/edit', may('assign team'), async (c) => {
    const data = await teamData(c)
    const block = <TeamForm viewer={await viewerOf(c, app)} {...data} everybody={await activeStaff(db)} />
    return wantsPart(c) ? answer(c, { page: '', part: block }) : infoPage(c, { team: block })
  })

  routes.post('/accounts/:id/team', may('assign team'), async (c) => {
    const account = await accountIn(c)
    const viewer = await viewerOf(c, app)
    const parsed = parseForm(teamForm, await readPosted(c))
    const people = new Set((await activeStaff(db)).map((person) => person.id))
    const chosen = parsed.ok ? [...parsed.data.staff, parsed.data.preparer, parsed.data.reviewer] : [0]
    if (!parsed.ok || chosen.some((id) => id !== null && !people.has(id))) {
      const block = <TeamForm viewer={viewer} {...(await teamData(c))} everybody={await activeStaff(db)} />
      return wantsPart(c) ? answer(c, { page: '', part: block, status: 422 }) : infoPage(c, { team: block }, 422)
    }
    const { staff, was, preparer, reviewer } = parsed.data
    await perform(app, actorOf(c), async (act) => {
      await setTeam(act, account.id, staff, was)
      await setAccountRoles(act, account.id, { preparer, reviewer })
    })
    const stillSeen = await findAccount(db, staffOf(c), account.id).catch(() => null)
    if (!stillSeen) return done(c, app, { to: '/accounts', flash: words[viewer.language].saved })
    return done(c, app, {
      to: `/accounts/${account.id}/info`,
      flash: words[viewer.language].saved,
      part: <Team viewer={viewer} {...(await teamData(c))} justEdited />,
      also: await barFor(c, viewer),
    })
  })

  routes.post('/accounts/:id/following', may('signed in'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(wantedForm, await readPosted(c))
    const viewer = await viewerOf(c, app)
    if (parsed.ok)
      await perform(app, actorOf(c), (act) => follow(act, account.id, staffOf(c).id, parsed.data.wanted === 'on'))
    return done(c, app, {
      to: `/accounts/${account.id}/info`,
      part: <Team viewer={viewer} {...(await teamData(c))} />,
    })
  })

  routes.get('/accounts/:id/tags', may('signed in'), async (c) => {
    if (!wantsPart(c)) return infoPage(c, {})
    const account = await accountIn(c)
    const viewer = await viewerOf(c, app)
    return answer(c, {
      page: '',
      part: <Tags viewer={viewer} account={account} tags={await tagsOf(db, account.id)} justEdited />,
    })
  })

  const tagsAsForm = async (c: Context, status: 200 | 422) => {
    const account = await accountIn(c)
    const [tags, all] = await Promise.all([tagsOf(db, account.id), allTags(db)])
    const block = <TagsForm viewer={await viewerOf(c, app)} account={account} tags={tags} all={all} />
    return wantsPart(c) ? answer(c, { page: '', part: block, status }) : infoPage(c, { tags: block }, status)
  }

  routes.get('/accounts/:id/tags/edit', may('tag accounts'), (c) => tagsAsForm(c, 200))

  routes.post('/accounts/:id/tags', may('tag accounts'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(tagsForm, await readPosted(c))
    if (!parsed.ok) return tagsAsForm(c, 422)
    await perform(app, actorOf(c), (act) => setAccountTags(act, account.id, parsed.data.tags, parsed.data.was))
    const viewer = await viewerOf(c, app)
    return done(c, app, {
      to: `/accounts/${account.id}/info`,
      flash: words[viewer.language].saved,
      part: <Tags viewer={viewer} account={account} tags={await tagsOf(db, account.id)} justEdited />,
      also: await barFor(c, viewer),
    })
  })

  routes.post('/accounts/:id/archival', may('manage accounts'), async (c) => {
    const account = await accountIn(c)
    await perform(app, actorOf(c), (act) => archiveAccount(act, account.id))
    const w = words[(await viewerOf(c, app)).language]
    return done(c, app, { to: `/accounts/${account.id}`, flash: w.archived(account.name) })
  })

  routes.post('/accounts/:id/reactivation', may('manage accounts'), async (c) => {
    const account = await accountIn(c)
    await perform(app, actorOf(c), (act) => reactivateAccount(act, account.id))
    const w = words[(await viewerOf(c, app)).language]
    return done(c, app, { to: `/accounts/${account.id}`, flash: w.reactivated(account.name) })
  })

  const removalPage = async (c: Context, form: FormState, status: 200 | 422) => {
    const { account, head } = await findProfile(db, staffOf(c), idIn(c))
    if (!account.archived_at) throw new Conflict(account)
    return answer(c, { page: <RemovalPage viewer={await viewerOf(c, app)} head={head} form={form} />, status })
  }

  routes.get('/accounts/:id/removal', may('admin'), (c) => removalPage(c, emptyForm(), 200))

  routes.post('/accounts/:id/removal', may('admin'), async (c) => {
    const account = await accountIn(c)
    const parsed = parseForm(removalForm, await readPosted(c))
    if (!parsed.ok) return removalPage(c, parsed.form, 422)
    if (parsed.data.name !== account.name) return removalPage(c, withProblem(parsed.form, 'name', 'not the name'), 422)
    await perform(app, actorOf(c), (act) => deleteAccount(act, account.id))
    const w = words[(await viewerOf(c, app)).language]
    return done(c, app, { to: '/accounts?show=archived', flash: w.deleted(account.name) })
  })

  return routes
}
