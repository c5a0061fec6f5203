import { makeWeb, permissionsOf } from '#src/app.tsx'
import type { Dice } from '#src/demo/dice.ts'
import type { App } from '#src/platform/app.ts'
import { formsOf } from '#src/testing/page-forms.ts'
import { type Person, signedIn, type Visitor } from './cast.ts'
import { hiddenMark } from './firm.ts'
import { ask } from './http.ts'
import { multipart } from './multipart.ts'
import type { Report } from './report.ts'
import { nasty, pathOf, poolsOf, spoiled } from './requests.ts'
import type { Site } from './site.ts'

export type Who = Person | 'nobody'
type Route = ReturnType<typeof permissionsOf>[number]
type Fields = [string, string][]

/** A site under attack, and what the requests are made of. */
export interface Attack {
  site: Site
  app: App
  dice: Dice
  report: Report
  routes: Route[]
  /** What the form of a route sends, by method and pattern. */
  forms: Map<string, Fields>
  names: string[]
  ids: string[]
  pools: Awaited<ReturnType<typeof poolsOf>>
  cast: Record<Who, Visitor>
  own: Record<Who, number[]>
  /** The routes that took a request of somebody. */
  reached: Set<string>
}

export async function attackOn(site: Site, app: App, report: Report, dice: Dice): Promise<Attack> {
  const cast = {
    owner: await signedIn(site, 'owner'),
    employee: await signedIn(site, 'employee'),
    client: await signedIn(site, 'client'),
    nobody: { cookie: '', formToken: 'x'.repeat(43) },
  }
  const pools = await poolsOf(app)
  const routes = permissionsOf(makeWeb(app))
  const team = await app.db.read
    .selectFrom('account_team')
    .innerJoin('staff', 'staff.id', 'staff_id')
    .select('account_id as id')
    .where('email', '=', 'employee@ficha.example')
    .execute()
  const access = await app.db.read.selectFrom('portal_access').select(['account_id as id', 'login_id']).execute()
  const client = await app.db.read
    .selectFrom('portal_login')
    .select('id')
    .where('email', '=', 'client@ficha.example')
    .executeTakeFirstOrThrow()
  const all = pools.get('account')!.map(({ id }) => Number(id))
  const employee = team.map(({ id }) => id)
  const own = {
    owner: all,
    employee,
    client: access.filter((one) => one.login_id === client.id).map(({ id }) => id),
    nobody: all,
  }
  const attack: Attack = {
    site,
    app,
    dice,
    report,
    routes,
    forms: new Map(),
    names: [],
    ids: [],
    pools,
    cast,
    own,
    reached: new Set(),
  }
  await readForms(attack)
  attack.names = [...new Set([...attack.forms.values()].flat().map(([name]) => name))]
  attack.ids = [...pools.values()].flat().map(({ id }) => String(id))
  return attack
}

/** The forms of every page, as whoever may see most of it finds them. */
async function readForms({ site, routes, forms, pools, cast, own, dice }: Attack): Promise<void> {
  const patterns = routes.map((route) => ({
    route,
    expression: new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`),
  }))
  for (const route of routes.filter(({ method }) => method === 'GET'))
    for (let tries = 0; tries < 3; tries++) {
      const who = route.path.startsWith('/portal') ? 'client' : 'owner'
      const path = pathOf(route.path, pools, own[who], dice)
      const page = await ask(site.origin, { path, headers: { cookie: cast[who].cookie } }).catch(() => null)
      if (page?.status !== 200 || !/html/.test(page.headers['content-type'] ?? '')) continue
      for (const { action, method, fields } of formsOf(page.text)) {
        const found = patterns.find((one) => one.route.method === method && one.expression.test(action.split('?')[0]!))
        // What the hidden account says would come back as what was sent; a form that was sent once does nothing again.
        const plain = fields.filter(([name, value]) => name !== 'once' && !value.includes(hiddenMark))
        const key = `${method} ${found?.route.path}`
        if (found && !forms.has(key)) forms.set(key, plain)
      }
      break
    }
}

/** What is sent to a route, and as what. */
export function bodyOf(
  { dice, forms, names, ids, cast }: Attack,
  who: Who,
  key: string,
): { type: string; body: string | Buffer } {
  const fields = spoiled(
    forms.get(key) ?? names.slice(0, 8).map((name): [string, string] => [name, '']),
    names,
    ids,
    dice,
  )
  const roll = dice.below(20)
  const token = roll === 0 ? 'wrong' : roll === 1 ? cast.owner.formToken : cast[who].formToken
  if (roll !== 2) fields.unshift(['form_token', token])
  const urlencoded = String(new URLSearchParams(fields))
  const kind = dice.below(20)
  if (kind < 11) return { type: 'application/x-www-form-urlencoded', body: urlencoded }
  if (kind < 17) {
    const bytes = Buffer.from(dice.pick(nasty).slice(0, 5000))
    const field = dice.pick(['file', 'files', 'photo', 'q'])
    const form = multipart(fields, [
      { field, name: dice.pick(['a.txt', 'b.csv', 'c.png', '../d', '', 'e\u202Efdp.exe']), bytes },
    ])
    // Every other one breaks off, with a right token at its beginning.
    return { type: form.type, body: kind % 2 === 0 ? form.body : form.body.subarray(0, dice.below(form.body.length)) }
  }
  return dice.pick([
    { type: 'application/json', body: JSON.stringify(Object.fromEntries(fields)) },
    { type: 'text/plain', body: urlencoded },
    { type: 'multipart/form-data', body: urlencoded },
    { type: 'multipart/form-data; boundary=', body: urlencoded },
    { type: 'application/x-www-form-urlencoded; charset=utf-16', body: urlencoded },
    { type: 'application/x-www-form-urlencoded', body: `%%%&=&&${'a=1&'.repeat(5000)}` },
    { type: '', body: urlencoded },
  ])
}
