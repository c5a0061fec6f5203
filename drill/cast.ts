import { demoClient } from '#src/demo/portal.ts'
import { beginClientSession } from '#src/portal/sessions.ts'
import { beginSession } from '#src/staff/sessions.ts'
import { formsOf } from '#src/testing/page-forms.ts'
import { idOf } from './firm.ts'
import { ask } from './http.ts'
import type { Site } from './site.ts'

/** Somebody who is signed in: their cookie, and the token of their forms. */
export interface Visitor {
  cookie: string
  formToken: string
}

export type Person = 'owner' | 'employee' | 'client'
const from = { address: '127.0.0.1', userAgent: 'drill' }

/** Has somebody in the running site, in a session of their own. */
export async function signedIn(site: Site, who: Person): Promise<Visitor> {
  const cookie = await site.inside(async (app) => {
    if (who !== 'client') {
      const id = await idOf(app, `${who}@ficha.example`)
      return `session=${(await app.db.write((trx) => beginSession(trx, id, new Date(), from))).token}`
    }
    const { id } = await app.db.read
      .selectFrom('portal_login')
      .select('id')
      .where('email', '=', demoClient)
      .executeTakeFirstOrThrow()
    return `portal=${(await app.db.write((trx) => beginClientSession(trx, id, new Date(), from))).token}`
  })
  const path = who === 'client' ? '/portal' : '/accounts'
  const { status, text } = await ask(site.origin, { path, headers: { cookie } })
  const formToken = formsOf(text)
    .flatMap(({ fields }) => fields)
    .find(([name]) => name === 'form_token')?.[1]
  if (!formToken) throw new Error(`${path} has no form for the ${who}: ${status}`)
  return { cookie, formToken }
}

/** What is written to: accounts that the employee sees, threads of them, a document, and an account of the client with a thread. */
export const placesIn = (site: Site) =>
  site.inside(async ({ db }) => {
    const accounts = await db.read
      .selectFrom('account')
      .innerJoin('account_team', 'account_team.account_id', 'account.id')
      .innerJoin('staff', 'staff.id', 'account_team.staff_id')
      .select('account.id')
      .where('staff.email', '=', 'employee@ficha.example')
      .where('archived_at', 'is', null)
      .orderBy('account.id')
      .execute()
    const client = await db.read
      .selectFrom('portal_access')
      .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
      .innerJoin('thread', 'thread.account_id', 'portal_access.account_id')
      .select(['portal_access.account_id as account', 'thread.id as thread'])
      .where('portal_login.email', '=', demoClient)
      .executeTakeFirstOrThrow()
    const document = await db.read
      .selectFrom('document')
      .select(['id', 'account_id as account'])
      .where('trashed_at', 'is', null)
      .where('type', '=', 'application/pdf')
      .executeTakeFirstOrThrow()
    return { accounts: accounts.map(({ id }) => id), client, document }
  })

export type Places = Awaited<ReturnType<typeof placesIn>>
