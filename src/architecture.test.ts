import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { Hono, type MiddlewareHandler } from 'hono'
import { makeWeb } from './app.tsx'
import { modules } from './modules.ts'
import { may } from './staff/gate.ts'
import { emptyApp } from './testing/world.ts'

const root = join(import.meta.dirname, '..')

interface Import {
  from: string
  to: string
  /** Of types alone: nothing of it is left when the file runs. */
  isType: boolean
}

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => join('src', file))
  .concat(readdirSync(join(root, 'views'), { recursive: true, encoding: 'utf8' }).map((file) => join('views', file)))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')
const texts = new Map(sources.map((file) => [file, textOf(file)]))

/** Every table that a file's SQL names, be it written with Kysely or as text. */
function tablesIn(text: string): Set<string> {
  const kysely = text.matchAll(/(?:selectFrom|insertInto|updateTable|deleteFrom|[jJ]oin)\(\s*'(\w+)(?: as \w+)?'/g)
  // What a merge moves, which is done by the table's name.
  const moved = text.matchAll(/(?:findRows\([\w.]+,|mover\.\w+\()\s*'(\w+)'/g)
  const raw = text.matchAll(/`[^`]*\b(?:from|into|update|join) (\w+)\b[^`]*`/g)
  return new Set([...kysely, ...moved, ...raw].map(([, table = '']) => table))
}

/** Every import of our own files, types too, as paths from the root. */
const imports: Import[] = sources.flatMap((from) =>
  [...textOf(from).matchAll(/^(?:import|export)( type)? (?:\{[^}]*\}|\w+) from '((?:#|\.)[^']+)'/gm)].map(
    ([, type, target = '']) => ({
      from,
      to: target.startsWith('#') ? target.slice(1) : relative(root, join(root, dirname(from), target)),
      isType: type !== undefined,
    }),
  ),
)

/** The files whose values each file imports. */
const valuesOf = Map.groupBy(
  imports.filter((one) => !one.isType),
  (one) => one.from,
)

/** All that runs with a file, itself too where it is in a circle, each with the one that imports it. */
function reachedFrom(file: string): Map<string, string> {
  const by = new Map<string, string>()
  const follow = (from: string) => {
    for (const { to } of valuesOf.get(from) ?? []) if (!by.has(to)) by.set(to, from)
  }
  follow(file)
  // A map is walked through with what is added to it on the way.
  for (const reached of by.keys()) follow(reached)
  return by
}

/** Whether a file holds a query: it begins one, or has what queries are written with. */
const holdsQuery = (file: string): boolean =>
  /\b(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|^import (?!type )[^']*from 'kysely'/m.test(textOf(file))

/** The way from a file to a query that runs with it; undefined where none does. */
function wayToQuery(file: string): string | undefined {
  const by = reachedFrom(file)
  const query = [file, ...by.keys()].find(holdsQuery)
  if (query === undefined) return undefined
  const way = [query]
  while (way[0] !== file) way.unshift(by.get(way[0]!)!)
  return way.join(' → ')
}

const without = (allowed: (file: string) => boolean) => (list: Import[]) =>
  list.filter((one) => !allowed(one.to)).map((one) => `${one.from} → ${one.to}`)

/** The nouns from the ground up, as `modules.ts` says: one may import those before it, never one after. A cycle has no place in a line. */
const nouns = ['platform', ...modules.map((module) => module.name)]

/** What serves a person at a terminal, a test or a demonstration: they may import any noun, and no noun needs them. */
const tools = ['backup', 'cli', 'demo', 'testing']

const folderOf = (file: string) => /^src\/([\w-]+)\//.exec(file)?.[1] ?? ''

/** Where a file's noun stands in the order; -1 for what is none. */
const placeOf = (file: string) => nouns.indexOf(folderOf(file))

/** What tests are made of, of a noun too. */
const ofTests = (file: string) => /^src\/testing\/|^src\/[\w-]+\/samples\.ts$/.test(file)

/** Routes, pages and sections are leaves: they may import any noun, and no noun's domain imports them. */
const isPage = (file: string) => /^src\/(?!platform).*(\.tsx|\/(page|module)\.ts)$/.test(file)

describe('the arrows of the source', () => {
  it('finds the imports that it judges', () => assert.ok(imports.length > 300))

  it('let the domain know no page: a file that ends in .ts imports no component', () => {
    const fromDomain = imports.filter(
      (one) => one.from.startsWith('src/') && one.from.endsWith('.ts') && !/module\.ts$|testing\/|cli\//.test(one.from),
    )
    const components = fromDomain.filter((one) => one.to.endsWith('.tsx') && one.to.startsWith('views/'))
    // The type of what a page shows is the finder's result: it may be named.
    assert.deepEqual(
      components.filter((one) => !one.isType),
      [],
    )
  })

  it('let a view see what was found, and no query: it imports types, and values of files without one', () => {
    assert.ok(wayToQuery('src/accounts/routes.tsx'), 'a query is not recognised')
    const views = sources.filter((file) => file.startsWith('views/'))
    assert.deepEqual(
      views.map(wayToQuery).filter((way) => way !== undefined),
      [],
    )
  })

  it('go round in no circle', () => {
    const reached = new Map(sources.map((file) => [file, reachedFrom(file)]))
    const inCircle = sources.filter((file) => reached.get(file)!.has(file))
    const circles = Map.groupBy(inCircle, (file) =>
      inCircle.filter((other) => reached.get(file)!.has(other) && reached.get(other)!.has(file)).join(' ⇄ '),
    )
    assert.deepEqual([...circles.keys()], [])
  })

  it('let nobody but pages import a page', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        from.startsWith('src/') &&
        isPage(to) &&
        !isPage(from) &&
        !/^src\/(modules|start)\.ts|^src\/(cli|testing)\//.test(from),
    )
    assert.deepEqual(
      wrong.map((one) => `${one.from} → ${one.to}`),
      [],
    )
  })

  it('let the platform know no noun', () => {
    const fromPlatform = imports.filter((one) => one.from.startsWith('src/platform/'))
    assert.deepEqual(without((to) => /^(src\/platform|views\/ui|migrations\/migration)/.test(to))(fromPlatform), [])
  })

  it('let nothing that ships know the tests, nor what they are made of', () => {
    const shipped = imports.filter(({ from }) => !ofTests(from))
    assert.deepEqual(without((to) => !ofTests(to))(shipped), [])
  })

  it('load what is large when it is first needed, so that the start is quick', () => {
    const large = /^import (?!type )[^']*? from '(?:sharp|stdnum|nodemailer)'$/m
    const atOnce = new Set(imports.filter((one) => !one.isType).map(({ to }) => to))
    const early = [...atOnce].filter((file) => !ofTests(file) && large.test(texts.get(file) ?? ''))
    assert.deepEqual(early, [])
  })

  it('let migrations import nothing from src', () => {
    const files = readdirSync(join(root, 'migrations'))
    for (const file of files) assert.doesNotMatch(textOf(join('migrations', file)), /#src|\.\.\/src/, file)
  })

  it('go from a noun to those before it alone, but for its pages', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [placeOf(from), placeOf(to)]
      return !isPage(from) && a >= 0 && b > a
    })
    assert.deepEqual(
      wrong.map((one) => `${one.from} → ${one.to}`),
      [],
    )
  })

  it('go from no noun to a tool, but from the page that makes the demo firm', () => {
    const shipped = imports.filter(({ from }) => placeOf(from) >= 0 && !ofTests(from))
    const toTools = shipped.filter(({ to }) => tools.includes(folderOf(to)))
    assert.deepEqual(
      toTools.map((one) => `${one.from} → ${one.to}`),
      ['src/setup/routes.tsx → src/demo/demo.ts'],
    )
  })

  it('lead SQL too to a noun’s own tables and to those of nouns before it alone', () => {
    const owners = new Map<string, string>()
    for (const [file, text] of texts)
      for (const [, tables = ''] of text.matchAll(/tables\.ts' \{\s*interface Tables \{(.*?)\n {2}\}\n\}/gs))
        for (const [, table = ''] of tables.matchAll(/^ {4}(\w+): /gm)) owners.set(table, folderOf(file))
    assert.ok(owners.size > 70)
    const wrong = [...texts].flatMap(([file, text]) =>
      isPage(file)
        ? []
        : [...tablesIn(text)]
            .filter((table) => {
              const [a, b] = [placeOf(file), nouns.indexOf(owners.get(table) ?? '')]
              return a >= 0 && b > a
            })
            .map((table) => `${file}: ${table}`),
    )
    assert.deepEqual(wrong, [])
  })

  it('name every folder: each is the platform, a tool, or a noun that brings a module of its name', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    assert.deepEqual([...nouns, ...tools].toSorted(), folders.toSorted())
  })
})

describe('the app', () => {
  it('does not start with a route that says nothing of who may use it', async () => {
    const app = await emptyApp('sqlite')
    const open = { name: 'open', routes: [new Hono().get('/open', (c) => c.text('oh'))] }
    assert.throws(() => makeWeb({ ...app, modules: [open] }), /GET \/open/)
  })

  it('does not start with a form’s route that says no more than that one is signed in', async () => {
    const app = await emptyApp('sqlite')
    const withLine = (line: MiddlewareHandler) => [
      { name: 'one', routes: [new Hono().post('/change', line, (c) => c.text('oh'))] },
    ]
    assert.throws(() => makeWeb({ ...app, modules: withLine(may('signed in')) }), /POST \/change/)
    makeWeb({ ...app, modules: withLine(may('signed in', 'one’s own page')) })
    makeWeb({ ...app, modules: withLine(may('manage tags')) })
  })
})
