import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { invite } from '#src/addresses/invite.ts'
import { type SwitchName, switches } from '#src/addresses/rules.ts'
import { setSwitch, settingOf, writeSetting } from '#src/addresses/setting.ts'
import { type Act, type Actor, commandLineActor, perform, systemActor } from '#src/audit/audit.ts'
import { addressesOf } from '#src/contacts/address.ts'
import { changeContact, createContact } from '#src/contacts/contact.ts'
import { settleAddressesOf } from '#src/fields/addresses.ts'
import { accountField, contactField } from '#src/imports/fields.ts'
import { meet, meetingOf } from '#src/imports/meet.ts'
import { candidateOf } from '#src/imports/row.ts'
import { linkContact, unlinkContact } from '#src/links/link.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import { undoMerge } from '#src/merges/undo.ts'
import { activate } from '#src/portal/activation.ts'
import { sendInvitation } from '#src/portal/invitation.ts'
import { openAccess } from '#src/portal/login.ts'
import { issueInvitationToken, issueResetToken } from '#src/portal/tokens.ts'
import type { Right } from '#src/staff/rights.ts'
import type { Answer, Browser, Fields } from '#src/testing/browser-like.ts'
import { startedRun } from '#src/testing/bulk.ts'
import { makeField, setValue } from '#src/testing/custom-fields.ts'
import { contactNamed, engines, makeWorld, type World } from '#src/testing/world.ts'
import { NotYoursToOpen } from './opens.ts'

const words = /opens? clients that you have no access to/
const lockedWords = /You can’t change this address: it is used by clients that you have no access to/

for (const engine of engines)
  describe(`what opens the portal on ${engine}`, () => {
    let world: World
    let eva: Browser
    let owner: Browser
    let seen: number
    let hidden: number
    let made = 0
    /** An address of Eva's own, which nobody has used yet. */
    const own = () => `eva${++made}@private.test`
    before(async () => {
      world = await makeWorld(engine)
      eva = await world.as(world.people.eva)
      owner = await world.as(world.people.owner)
      seen = world.accounts.seen
      hidden = world.accounts.hidden
    })
    const db = () => world.app.db.read
    const actor = (staffId: number | null): Actor => ({ staffId, name: 'Somebody', address: null, userAgent: null })
    const asEva = <T>(verb: (act: Act) => Promise<T>) => perform(world.app, actor(world.people.eva), verb)
    const may = (...rights: Right[]) => world.giveRights(world.people.eva, rights)
    const versionOf = async (id: number) =>
      (await db().selectFrom('contact').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version

    /** Somebody linked to these accounts, with switches of their address turned on. */
    const person = async (accounts: number[], on: Partial<Record<number, SwitchName[]>> = {}, email?: string) => {
      const name = `Person${++made}`
      const contactId = await world.perform((act) =>
        createContact(act, contactNamed(name, 'Shared', email ?? `${name.toLowerCase()}@shared.test`)),
      )
      for (const account of accounts) await world.perform((act) => linkContact(act, account, { contactId }))
      const address = (await addressesOf(db(), contactId))[0]!
      for (const [account, names] of Object.entries(on))
        for (const switched of names ?? [])
          await world.perform((act) => setSwitch(act, Number(account), address.id, switched, true))
      return { contactId, addressId: address.id, email: address.email }
    }
    const invited = async (accountId: number, one: { addressId: number }) => {
      await world.perform((act) => invite(act, accountId, one.addressId, ''))
      const invitation = await db()
        .selectFrom('portal_invitation')
        .selectAll()
        .where('address_id', '=', one.addressId)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      return world.perform((act) => issueInvitationToken(act.trx, invitation, act.at))
    }
    /** The same as a client: they make their login with what staff have sent. */
    const activated = async (accountId: number, one: { addressId: number }) => {
      const token = await invited(accountId, one)
      return perform(world.app, actor(null), (act) => activate(act, token, { passwordHash: 'x', language: null }))
    }
    const opens = async (loginId: number) =>
      (await db().selectFrom('portal_access').select('account_id').where('login_id', '=', loginId).execute())
        .map((row) => row.account_id)
        .sort((a, b) => a - b)

    /** All that says who gets in where, and what was sent. */
    const state = async () => {
      const tables = [
        'address',
        'address_setting',
        'contact',
        'custom_value',
        'link',
        'outgoing_mail',
        'portal_access',
        'portal_invitation',
        'portal_login',
      ]
      const rows = tables.map(async (table) => {
        const found = await sql<object>`select * from ${sql.table(table)}`.execute(db())
        return [table, found.rows.map((row) => JSON.stringify(row)).sort()]
      })
      return Object.fromEntries(await Promise.all(rows))
    }
    /** Tries something with htmx and without: it is refused with that status, in words that name no client, and nothing is changed. */
    const refuses = async (status: number, attempt: (options: { htmx: boolean }) => Promise<Answer>) => {
      const was = await state()
      for (const htmx of [false, true]) {
        const answer = await attempt({ htmx })
        assert.equal(answer.status, status)
        assert.match(answer.text, words)
        assert.doesNotMatch(answer.text, /Hidden/)
        assert.deepEqual(await state(), was)
      }
    }
    /** What the form of a contact would post, as its page stands. */
    const editForm = async (contactId: number): Promise<Fields> => {
      const { html } = await eva.get(`/contacts/${contactId}/edit`)
      const inputs = html.querySelectorAll(`form[action="/contacts/${contactId}"] input`)
      const fields: Record<string, string | string[]> = {}
      for (const input of inputs) {
        const name = input.getAttribute('name')!
        if (input.getAttribute('type') === 'checkbox' || name === 'form_token') continue
        fields[name] = input.getAttribute('value') ?? ''
      }
      return fields
    }
    const helpOf = async (contactId: number, input: string) => {
      const { html } = await eva.get(`/contacts/${contactId}/edit`)
      const described = html.querySelector(`[name="${input}"]`)?.getAttribute('aria-describedby') ?? ''
      return html.querySelector(`#${described.split(' ')[0]}`)?.text ?? ''
    }

    for (const name of switches)
      it(`an address with ${name.toUpperCase()} on a hidden account is not written differently`, async () => {
        await may('manage contacts', 'manage accounts')
        const one = await person([seen, hidden], { [hidden]: [name] })
        const form = await editForm(one.contactId)
        await refuses(422, (options) => eva.post(`/contacts/${one.contactId}`, { ...form, email_1: own() }, options))
        const typed = own()
        const again = await eva.post(`/contacts/${one.contactId}`, { ...form, email_1: typed })
        assert.equal(again.html.querySelector('[name=email_1]')?.getAttribute('value'), typed, 'what was typed is kept')
        assert.match(await helpOf(one.contactId, 'email_1'), lockedWords)
        const other = await eva.post(`/contacts/${one.contactId}`, { ...form, last_name: 'Renamed' })
        assert.equal(other.status, 303, 'all else can be changed')
      })

    it('an invitation to a hidden account follows no address that its author chooses', async () => {
      await may('manage contacts', 'manage accounts')
      const one = await person([seen, hidden], { [seen]: ['login'], [hidden]: ['login'] })
      await invited(hidden, one)
      const form = await editForm(one.contactId)
      await refuses(422, (options) => eva.post(`/contacts/${one.contactId}`, { ...form, email_1: own() }, options))
      const answer = await owner.post(`/contacts/${one.contactId}`, { ...form, email_1: `new.${one.email}` })
      assert.equal(answer.status, 303, 'who sees all may')
    })

    it('a login of one’s own opens no hidden account by an address that is written like it', async () => {
      await may('manage contacts', 'manage accounts')
      const one = await person([seen, hidden], { [seen]: ['login'], [hidden]: ['login'] })
      const login = await activated(seen, one)
      const second = `second.${one.email}`
      const version = await versionOf(one.contactId)
      await world.perform((act) =>
        changeContact(act, one.contactId, version, { ...contactNamed('P', 'S'), emails: [second] }),
      )
      assert.deepEqual(await opens(login), [seen, hidden])
      const form = await editForm(one.contactId)
      await refuses(422, (options) => eva.post(`/contacts/${one.contactId}`, { ...form, email_1: one.email }, options))
    })

    it('an address that only looks like the invited one to a URL is another one, and takes no invitation along', async () => {
      await may('manage contacts', 'manage accounts')
      const one = await person([seen, hidden], { [seen]: ['login'], [hidden]: ['login'] })
      await invited(hidden, one)
      const form = await editForm(one.contactId)
      const [version, was] = [await versionOf(one.contactId), await state()]
      for (const ending of ['/x.private.test', '?x.private.test', '#x.private.test']) {
        const typed = `${one.email}${ending}`
        assert.equal((await eva.post(`/contacts/${one.contactId}`, { ...form, email_1: typed })).status, 422)
        await assert.rejects(
          asEva((act) => changeContact(act, one.contactId, version, contactNamed('P', 'S', typed))),
          NotYoursToOpen,
        )
      }
      assert.deepEqual(await state(), was)
    })

    it('an address is corrected by whoever sees all that it is used for, though they may switch nothing', async () => {
      await may('view all accounts', 'view all contacts', 'manage contacts')
      const one = await person([seen, hidden], { [seen]: ['login'], [hidden]: ['notify'] })
      await invited(seen, one)
      assert.doesNotMatch(await helpOf(one.contactId, 'email_1'), lockedWords)
      const form = { ...(await editForm(one.contactId)), email_1: `x.${one.email}` }
      assert.equal((await eva.post(`/contacts/${one.contactId}`, form)).status, 303)
      const path = `/accounts/${seen}/addresses/${one.addressId}/sync`
      assert.equal((await eva.post(path, { wanted: 'on' })).status, 403)
    })

    it('the address of a custom field is no other way, nor is its history', async () => {
      await may('manage contacts', 'manage accounts')
      const field = await makeField(world, 'contact', 'e-mail')
      const one = await person([seen, hidden])
      const owner = { subject: 'contact', id: one.contactId } as const
      await setValue(world, owner, field, own())
      await setValue(world, owner, field, `work.${one.email}`)
      const address = (await addressesOf(db(), one.contactId)).find((row) => row.field_id === field)!
      await world.perform((act) => setSwitch(act, hidden, address.id, 'login', true))
      const form = { ...(await editForm(one.contactId)), [`field_${field}`]: own() }
      await refuses(422, (options) => eva.post(`/contacts/${one.contactId}`, form, options))
      assert.match(await helpOf(one.contactId, `field_${field}`), lockedWords)

      const history = `/contacts/${one.contactId}/fields/${field}/history`
      const page = await eva.get(history)
      assert.match(page.text, lockedWords)
      assert.equal(page.html.querySelector('form[action$="/restoration"]'), null)
      const [change] = await db()
        .selectFrom('custom_change')
        .select(['id', 'event_id'])
        .where('contact_id', '=', one.contactId)
        .orderBy('id', 'desc')
        .execute()
      const was = await state()
      const back = await eva.post(`${history}/${change!.id}/restoration`, { latest: change!.id })
      assert.match((await eva.get(back.location!)).html.querySelector('#flash')!.text, /no access to/)
      assert.deepEqual(await state(), was)
      const event = `/contacts/${one.contactId}/activity/${change!.event_id}/restoration`
      await refuses(409, (options) => eva.post(event, {}, options))
      for (const name of ['login', 'signer'] as const)
        await world.perform((act) => setSwitch(act, hidden, address.id, name, false))
      assert.ok((await eva.get(history)).html.querySelector('form[action$="/restoration"]'))
    })

    /** Eva's own record with a login that opens what she sees, and somebody whose login opens what she doesn't. */
    const twoLogins = async () => {
      const mine = await person([seen], { [seen]: ['login'] })
      const theirs = await person([seen, hidden], { [hidden]: ['login'] })
      return { mine, theirs, login: await activated(seen, mine), hiddenLogin: await activated(hidden, theirs) }
    }
    const mergePath = (one: { contactId: number }, other: { contactId: number }) =>
      `/contacts/${one.contactId}/merge/${other.contactId}`
    const versions = async (first: { contactId: number }, second: { contactId: number }) => ({
      winner: 'first',
      version_first: await versionOf(first.contactId),
      version_second: await versionOf(second.contactId),
    })

    it('what is brought back with a custom field in the background takes no other address’s place', async () => {
      const field = await makeField(world, 'contact', 'e-mail', { name: 'Field again' })
      const one = await person([seen, hidden])
      await setValue(world, { subject: 'contact', id: one.contactId }, field, `field.${one.email}`)
      const address = (await addressesOf(db(), one.contactId)).find((row) => row.field_id === field)!
      await world.perform((act) => setSwitch(act, hidden, address.id, 'login', true))
      // As a merge may leave it between two turns of the queue, while the field is deleted.
      const typed = own()
      await world.app.db.write((trx) =>
        trx.updateTable('custom_value').set({ value: typed }).where('field_id', '=', field).execute(),
      )
      await perform(world.app, systemActor, (act) => settleAddressesOf(act, field))
      const found = (await addressesOf(db(), one.contactId)).find((row) => row.field_id === field)!
      assert.equal(found.email, typed)
      assert.notEqual(found.id, address.id)
      assert.equal((await settingOf(db(), hidden, found.id)).login, 0)
    })

    it('a merge joins no logins of which one opens a hidden account: both stay', async () => {
      await may('manage contacts', 'manage accounts')
      const { mine, theirs, login, hiddenLogin } = await twoLogins()
      for (const [first, second] of [
        [mine, theirs],
        [theirs, mine],
      ] as const) {
        const page = await eva.get(mergePath(first, second))
        assert.match(page.html.querySelector('#logins')!.text, words)
        assert.equal(page.html.querySelector('[name=login]'), null)
        assert.doesNotMatch(page.text, /Hidden|\d more/)
        const form = await versions(first, second)
        for (const stays of [login, hiddenLogin])
          for (const others of ['moved', 'ended'])
            await refuses(422, (options) =>
              eva.post(mergePath(first, second), { ...form, login: stays, others }, options),
            )
      }
      assert.ok((await owner.get(mergePath(mine, theirs))).html.querySelector('[name=login]'))
      const done = await eva.post(mergePath(mine, theirs), await versions(mine, theirs))
      assert.equal(done.location, `/contacts/${mine.contactId}`)
      assert.deepEqual([await opens(login), await opens(hiddenLogin)], [[seen], [hidden]])
      const merge = await db()
        .selectFrom('contact_merge')
        .select('id')
        .where('winner_id', '=', mine.contactId)
        .executeTakeFirstOrThrow()
      assert.equal((await eva.post(`/contacts/merges/${merge.id}/undo`)).status, 303)
      assert.deepEqual([await opens(login), await opens(hiddenLogin)], [[seen], [hidden]])
    })

    it('the verbs of a merge ask it themselves, whatever route leads to them', async () => {
      await may('manage contacts', 'manage accounts')
      const { mine, theirs, login, hiddenLogin } = await twoLogins()
      const was = await state()
      for (const stays of [login, hiddenLogin])
        for (const others of ['moved', 'ended'] as const)
          await assert.rejects(
            asEva(async (act) =>
              mergeContacts(act, {
                winner: { id: mine.contactId, version: await versionOf(mine.contactId) },
                loser: { id: theirs.contactId, version: await versionOf(theirs.contactId) },
                choices: new Map(),
                login: { stays, others },
              }),
            ),
            NotYoursToOpen,
          )
      assert.deepEqual(await state(), was)
    })

    it('the undo of a merge opens nothing hidden to the login that was closed by it', async () => {
      await may('manage contacts', 'manage accounts')
      const { mine, theirs, login, hiddenLogin } = await twoLogins()
      const form = { ...(await versions(mine, theirs)), login, others: 'moved' }
      assert.equal((await owner.post(mergePath(mine, theirs), form)).status, 303)
      assert.deepEqual([await opens(login), await opens(hiddenLogin)], [[seen, hidden], []])
      const page = await eva.get(`/contacts/${mine.contactId}`)
      assert.match(page.text, words)
      assert.equal(page.html.querySelector('form[action$="/undo"]'), null)
      assert.doesNotMatch(page.text, /Hidden/)
      const merge = await db()
        .selectFrom('contact_merge')
        .select('id')
        .where('winner_id', '=', mine.contactId)
        .executeTakeFirstOrThrow()
      await refuses(403, (options) => eva.post(`/contacts/merges/${merge.id}/undo`, {}, options))
      await assert.rejects(
        asEva((act) => undoMerge(act, merge.id)),
        NotYoursToOpen,
      )
      const shown = await owner.get(`/contacts/${mine.contactId}`)
      assert.ok(shown.html.querySelector('form[action$="/undo"]'))
      assert.equal((await owner.post(`/contacts/merges/${merge.id}/undo`)).status, 303)
      assert.deepEqual([await opens(login), await opens(hiddenLogin)], [[seen], [hidden]])
    })

    it('a merge of two records of one address opens nothing new, and is anybody’s who may merge', async () => {
      await may('manage contacts')
      const one = await person([seen, hidden], { [hidden]: ['login'] })
      const other = await person([seen, hidden], { [hidden]: ['notify'] }, one.email)
      const done = await eva.post(mergePath(one, other), await versions(one, other))
      assert.equal(done.status, 303)
      const { login, notify } = await settingOf(db(), hidden, one.addressId)
      assert.deepEqual([login, notify], [1, 1])
    })

    const unlinked = async (one: { contactId: number }) => {
      await world.perform((act) => unlinkContact(act, seen, one.contactId))
      const event = await db()
        .selectFrom('audit_event')
        .select('id')
        .where('kind', '=', 'contact unlinked')
        .where('contact_id', '=', one.contactId)
        .executeTakeFirstOrThrow()
      return `/accounts/${seen}/activity/${event.id}/restoration`
    }

    it('a link that is brought back by whoever may not change address settings opens nothing again', async () => {
      await may('view all contacts', 'manage contacts')
      const one = await person([seen, hidden], { [seen]: ['login', 'notify'] })
      const login = await activated(seen, one)
      const path = await unlinked(one)
      const answer = await eva.post(path)
      assert.match((await eva.get(answer.location!)).html.querySelector('#flash')!.text, /Portal settings/)
      assert.equal((await settingOf(db(), seen, one.addressId)).login, 0)
      assert.deepEqual(await opens(login), [])
    })

    it('a link that is brought back lets no address in that is written differently since', async () => {
      await may('view all contacts', 'manage contacts')
      const one = await person([seen, hidden], { [seen]: ['login'] })
      const path = await unlinked(one)
      const changed = { ...(await editForm(one.contactId)), email_1: own() }
      assert.equal((await eva.post(`/contacts/${one.contactId}`, changed)).status, 303)
      assert.equal((await owner.post(path)).status, 303)
      assert.equal((await settingOf(db(), seen, one.addressId)).login, 0)
    })

    it('nothing is switched on for an address that is another one since the page was made', async () => {
      const one = await person([seen])
      const page = await owner.get(`/accounts/${seen}/info`)
      const action = `/accounts/${seen}/addresses/${one.addressId}/login`
      const email = page.html.querySelector(`form[action="${action}"] [name=email]`)!.getAttribute('value')!
      assert.equal(email, one.email)
      await may('manage contacts')
      const changed = { ...(await editForm(one.contactId)), email_1: `late.${one.email}` }
      assert.equal((await eva.post(`/contacts/${one.contactId}`, changed)).status, 303)
      const was = await state()
      for (const htmx of [false, true]) {
        const answer = await owner.post(action, { wanted: 'on', email }, { htmx })
        assert.equal(answer.status, 409)
        assert.match(answer.text, /Somebody changed this address in the meantime/)
      }
      assert.deepEqual(await state(), was)
      assert.equal((await owner.post(action, { wanted: 'on', email: `late.${one.email}` })).status, 303)
    })

    it('bulk work on what one sees leaves what one doesn’t, and is for those who may change address settings', async () => {
      await may('manage contacts', 'manage accounts')
      const one = await person([seen, hidden], { [hidden]: ['notify'] })
      await startedRun(world, world.people.eva, { switches: { login: 'on' }, invite: true }, [seen, hidden])
      await world.app.queue.drain(world.app)
      assert.equal((await settingOf(db(), seen, one.addressId)).login, 1)
      const { login, notify } = await settingOf(db(), hidden, one.addressId)
      assert.deepEqual([login, notify], [0, 1])
      await may('manage contacts')
      const other = await person([seen])
      await startedRun(world, world.people.eva, { switches: { login: 'on' } }, [seen])
      await world.app.queue.drain(world.app)
      assert.equal((await settingOf(db(), seen, other.addressId)).login, 0)
    })

    it('an import adds addresses to whom it finds, and lets none of them in', async () => {
      await may('manage contacts', 'manage accounts')
      const one = await person([seen, hidden], { [hidden]: ['login', 'notify'] })
      const [typed, settings] = [own(), (await state()).address_setting]
      const said = { [accountField('name')]: 'Seen Family', [contactField(1, 'email')]: one.email }
      const candidate = candidateOf({
        ...said,
        [contactField(1, 'first_name')]: `Person${one.email.match(/\d+/)![0]}`,
        [contactField(1, 'last_name')]: 'Shared',
        [contactField(1, 'email_2')]: typed,
      })
      const staff = await world.staff(world.people.eva)
      const importer = { staff, existing: 'replace', country: 'PT' } as const
      await asEva(async (act) => meet(act, importer, await meetingOf(act, importer, candidate)))
      assert.deepEqual(
        (await addressesOf(db(), one.contactId)).map((row) => [row.id === one.addressId, row.email]),
        [
          [true, one.email],
          [false, typed],
        ],
      )
      assert.deepEqual((await state()).address_setting, settings)
    })

    it('an address that is changed as it is let in gets one of the two', async () => {
      await may('manage contacts', 'manage accounts')
      for (let round = 0; round < 6; round++) {
        const one = await person([seen, hidden])
        const [typed, version] = [own(), await versionOf(one.contactId)]
        const both = [
          () => asEva((act) => changeContact(act, one.contactId, version, contactNamed('P', 'S', typed))),
          () => world.perform((act) => setSwitch(act, hidden, one.addressId, 'login', true, one.email)),
        ]
        const outcomes = await Promise.allSettled((round % 2 ? both : both.toReversed()).map((work) => work()))
        assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
        const [address] = await addressesOf(db(), one.contactId)
        const { login } = await settingOf(db(), hidden, one.addressId)
        assert.equal(address!.email === typed, login === 0)
      }
    })

    it('an address on a hidden account is not there: 404 for each of its switches and links', async () => {
      await may('manage contacts', 'manage accounts')
      const one = await person([seen, hidden], { [hidden]: ['login'] })
      await activated(hidden, one)
      const was = await state()
      for (const name of [...switches, 'invitation', 'password-reset', 'preferences'])
        assert.equal(
          (await eva.post(`/accounts/${hidden}/addresses/${one.addressId}/${name}`, { wanted: 'on' })).status,
          404,
        )
      assert.deepEqual(await state(), was)
    })

    it('is asked by every verb that writes it, and Ficha itself and the command line alone are not asked', async () => {
      await may('manage contacts', 'manage accounts')
      const { mine, login } = await twoLogins()
      await world.perform((act) => linkContact(act, hidden, { contactId: mine.contactId }))
      const { addressId, contactId } = mine
      const invitation = { accountId: hidden, accountName: '', addressId, contactId, email: own(), message: '' }
      const verbs: Record<string, (act: Act) => Promise<unknown>> = {
        openAccess: (act) => openAccess(act, hidden, login),
        sendInvitation: (act) => sendInvitation(act, invitation),
        writeSetting: (act) => writeSetting(act, hidden, addressId, { signer: 1 }),
      }
      const switching: typeof verbs = Object.fromEntries(
        switches.map((name) => [name, (act) => setSwitch(act, hidden, addressId, name, true)]),
      )
      const was = await state()
      for (const [name, verb] of Object.entries(verbs))
        for (const by of [actor(world.people.eva), actor(null)])
          await assert.rejects(perform(world.app, by, verb), NotYoursToOpen, name)
      // Of an account that is not there for them there is nothing to switch.
      for (const [name, verb] of Object.entries(switching)) {
        await assert.rejects(perform(world.app, actor(world.people.eva), verb), { status: 404 }, name)
        await assert.rejects(perform(world.app, actor(null), verb), { status: 401 }, name)
      }
      assert.deepEqual(await state(), was)
      const back = new Error('rolled back')
      for (const verb of Object.values({ ...verbs, ...switching }))
        for (const by of [systemActor, commandLineActor, actor(world.people.admin)]) {
          const undone = async (act: Act) => {
            await verb(act)
            throw back
          }
          await assert.rejects(perform(world.app, by, undone), back)
        }
    })

    it('a link for a new password ends when its address is another contact detail, or none', async () => {
      for (const emails of [['replaced@shared.test'], []]) {
        const one = await person([seen], { [seen]: ['login'] })
        const login = await activated(seen, one)
        const token = await world.perform((act) => issueResetToken(act.trx, login, act.at))
        const path = `/portal/password-reset/${token}`
        assert.equal((await world.stranger().get(path)).status, 200)
        const version = await versionOf(one.contactId)
        await world.perform((act) => changeContact(act, one.contactId, version, { ...contactNamed('P', 'S'), emails }))
        assert.equal((await world.stranger().get(path)).status, 404)
      }
    })
  })

describe('who gets into the portal', () => {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^testing\//.test(file),
  )
  const writing = (pattern: RegExp) =>
    files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8'))).sort()

  it('is written in one place for each table, which asks whether its author may', () => {
    assert.deepEqual(writing(/insertInto\('portal_access'|insert into portal_access/), ['portal/login.ts'])
    assert.deepEqual(writing(/(insertInto|updateTable)\('address_setting'|(insert into|update) address_setting/), [
      'addresses/setting.ts',
    ])
    assert.deepEqual(writing(/insertInto\('portal_invitation'/), ['portal/invitation.ts'])
    assert.deepEqual(writing(/insertInto\('portal_login'/), ['portal/activation.ts'])
    for (const file of ['portal/login.ts', 'addresses/setting.ts', 'portal/invitation.ts', 'addresses/follow.ts'])
      assert.match(readFileSync(join(root, file), 'utf8'), /await requireOpening\(/, file)
  })

  it('is moved about by merges, which compare it with what it was, and by nobody else who writes tables by name', () => {
    // Whoever writes a table that it knows by name alone stands here, with what keeps it from those above.
    assert.deepEqual(writing(/(insertInto|updateTable)\([^']|(insert into|update) \$\{/), [
      'backup/restore.ts', // the whole of an empty database, from the command line
      'demo/events.ts', // which event is which, in a firm that is made anew
      'documents/trash/trash.ts', // documents and folders
      'fields/value.ts', // the version of an account or a contact
      'keys/rotation.ts', // what is sealed
      'merges/move.ts',
      'platform/web/sessions.ts', // sessions
    ])
    assert.deepEqual(writing(/\bmover\(|\brestorer\(/), ['merges/merge.ts', 'merges/move.ts', 'merges/undo.ts'])
    for (const file of ['merges/merge.ts', 'merges/undo.ts'])
      assert.match(readFileSync(join(root, file), 'utf8'), /openingNothingElse\(act, \[/, file)
    // The nouns' steps are done there alone, with who got in before in hand.
    assert.deepEqual(writing(/person\?\.merges/), ['merges/merge.ts'])
    const compared =
      /openingNothingElse\(act, \[winner\.id, loser\.id\], async \(\) => \{\s*for \(const \{ move \} of mergesOf\(act\.modules\)\)/
    assert.match(readFileSync(join(root, 'merges/merge.ts'), 'utf8'), compared)
    const waysIn = 'address|address_setting|portal_access|portal_invitation|portal_login'
    assert.deepEqual(writing(new RegExp(`mover\\.\\w+\\(\\s*'(${waysIn})'`)), [
      'addresses/person.ts',
      'contacts/moved-addresses.ts',
      'portal/person.ts',
    ])
  })

  it('follows an address from where it is written, which tells who hears of it', () => {
    assert.deepEqual(writing(/(insertInto|updateTable)\('address'\)|(insert into|update) address\b/), [
      'contacts/address.ts',
    ])
  })
})
