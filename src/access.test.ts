import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { makeWeb, permissionsOf } from './app.tsx'
import { modules } from './modules.ts'
import { can, type Permission } from './staff/rights.ts'
import type { Browser } from './testing/browser-like.ts'
import { makeSampleWorld, type SampleWorld } from './testing/sample-world.ts'
import { sampleOf } from './testing/sweep.ts'
import { engines } from './testing/world.ts'

// Every route, as asked for by everybody: an owner, an admin, an employee on the account's team with all rights and with none, an
// employee without access but with all rights that don't give it, a client of the firm, and nobody at all. The tables go to docs/access,
// a page for each noun.

const folder = join(import.meta.dirname, '../docs/access')

type Route = ReturnType<typeof permissionsOf>[number]
type Person = number | 'client' | null
type Outcome = 'yes' | '403' | '404' | 'sign in'
const columns = [
  'owner',
  'admin',
  'employee with access, all rights',
  'employee with access, no rights',
  'employee without access, other rights',
  'client',
  'nobody',
] as const

const outcome = (status: number, location: string | null): Outcome => {
  if (status === 403) return '403'
  if (status === 404) return '404'
  if (status === 303 && /^(\/portal)?\/sign-in/.test(location ?? '')) return 'sign in'
  assert.ok(status < 500, `answered ${status}`)
  return 'yes'
}

for (const engine of engines)
  describe(`the access matrix on ${engine}`, () => {
    let pages: Record<string, string>
    before(async () => {
      pages = await matrix(await makeSampleWorld(engine))
    })

    it('is the one that docs/access shows', () => {
      if (process.env.UPDATE) {
        for (const name of shownPages()) rmSync(join(folder, name))
        mkdirSync(folder, { recursive: true })
        for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, name), page)
      }
      const advice = 'run UPDATE=1 npm run test:unit src/access.test.ts, and read the difference'
      assert.deepEqual(shownPages(), Object.keys(pages).sort(), advice)
      for (const [name, page] of Object.entries(pages))
        assert.equal(readFileSync(join(folder, name), 'utf8'), page, `${name}: ${advice}`)
    })
  })

const shownPages = () => readdirSync(folder).filter((name) => name !== 'README.md')

/** A page for each noun that has routes, by its file's name. */
async function matrix(world: SampleWorld): Promise<Record<string, string>> {
  const { owner, admin, eva } = world.people
  const people: Person[] = [owner, admin, world.trusted, eva, world.outsider, 'client', null]
  const pages: Record<string, string> = {}
  for (const module of modules) {
    const lines: string[] = []
    for (const route of permissionsOf(makeWeb({ ...world.app, modules: [module] }))) {
      const cells = await outcomes(world, route, people)
      const asked = [route.permission, route.question].filter(Boolean).join(': ')
      lines.push(`| \`${route.method} ${route.path}\` | ${asked} | ${cells.join(' | ')} |`)
    }
    if (lines.length > 0) pages[`${module.name}.md`] = pageOf(module.name, lines)
  }
  return pages
}

const pageOf = (noun: string, lines: readonly string[]) =>
  [
    `# Who may do what: ${noun}`,
    '',
    'Made by `src/access.test.ts`. [What the words mean](README.md)',
    '',
    `| Route | Permission | ${columns.join(' | ')} |`,
    `|---|---|${columns.map(() => '---|').join('')}`,
    ...lines,
    '',
  ].join('\n')

const browserOf = (world: SampleWorld, person: Person): Promise<Browser> | Browser =>
  typeof person === 'number'
    ? world.as(person)
    : person === 'client'
      ? world.asClient(world.client.loginId)
      : world.stranger()

/** What each of them gets. All look at the same; what a form may end is each one’s own. Forms are empty. */
async function outcomes(world: SampleWorld, route: Route, people: readonly Person[]): Promise<Outcome[]> {
  const isLook = route.method === 'GET'
  const cells: Outcome[] = []
  let path = ''
  for (const person of people) {
    if (!isLook || path === '') path = await sampleOf(world, route.path)
    const browser = await browserOf(world, person)
    const answer = isLook
      ? await browser.get(path)
      : await browser.post(path, {}, { token: await tokenFor(browser, person, path) })
    cells.push(await checked(world, person, route, answer))
  }
  return cells
}

/** What proves a form of that path: whoever is signed in to the other realm alone is a visitor here. */
async function tokenFor(browser: Browser, person: Person, path: string): Promise<string> {
  const isInPortal = path.startsWith('/portal')
  if (person !== null && (person === 'client') === isInPortal) return browser.formToken
  const page = await browser.get(isInPortal ? '/portal/sign-in' : '/sign-in')
  return page.html.querySelector('input[name=form_token]')!.getAttribute('value')!
}

/**
 * What the answer says. Who lacks the permission of a route’s own line never gets past it, whatever else stands in the way. Staff and
 * clients are two realms: each is a stranger on the other’s pages.
 */
async function checked(
  world: SampleWorld,
  person: Person,
  { method, path, permission }: Route,
  answer: { status: number; location: string | null },
): Promise<Outcome> {
  const name = `${method} ${path}`
  if (permission === 'anyone') return outcome(answer.status, null)
  const seen = outcome(answer.status, answer.location)
  const isStranger = person === null || (person === 'client') !== (permission === 'client')
  if (isStranger) assert.equal(seen, 'sign in', name)
  else if (typeof person === 'number' && !can(await world.staff(person), permission as Permission))
    assert.equal(seen, '403', name)
  return seen
}
