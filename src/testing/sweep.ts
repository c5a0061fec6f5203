import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { isCreating } from '#src/platform/web/creates.ts'
import type { Browser } from './browser-like.ts'
import type { FormSample, Sample, SampleWorld, Sent } from './sample-world.ts'

// What sweeps fill the parameters of routes with, and what they send: each noun says in its samples.ts how a real one is made. They are
// found by that name: no list has to know a new noun, and what ships imports none of them.

/** Values that are there already, by the place of their parameter: the path up to it. */
export type Given = Record<string, number | string>

type Samples = Record<string, Sample<string>>

const src = join(import.meta.dirname, '..')
let found: Promise<Samples> | undefined
const allSamples = () => {
  found ??= findSamples()
  return found
}

const findSamples = (): Promise<Samples> => findAll('samples')

/** What every noun's samples.ts says by that name, each thing once. */
async function findAll<T>(name: 'samples' | 'forms'): Promise<Record<string, T>> {
  const all: Record<string, T> = {}
  for (const file of globSync('*/samples.ts', { cwd: src }).sort())
    for (const [place, sample] of Object.entries<T>((await import(join(src, file)))[name] ?? {})) {
      if (all[place]) throw new Error(`${file}: ${place} is among the ${name} of another too`)
      all[place] = sample
    }
  return all
}

/** The places of a route's parameters, from the left. */
export const placesIn = (route: string): string[] =>
  [...route.matchAll(/:\w+/g)].map(({ index, 0: name }) => route.slice(0, index + name.length))

/**
 * The path of a route with real things in it: those `given`, else new ones, each made with those before it. Throws where no noun says
 * how a real one is made.
 */
export async function sampleOf(world: SampleWorld, route: string, given: Given = {}): Promise<string> {
  const values = await valuesIn(world, route, given)
  return route.replace(/:(\w+)/g, (_, name: string) => String(values[name]))
}

/** A real thing for every parameter that any route has: what a sweep finds where it wants something of everything. */
export async function oneOfEach(world: SampleWorld, given: Given = {}): Promise<Given> {
  const all = { ...given }
  // Those that others hang on are shorter.
  for (const place of Object.keys(await allSamples()).sort((one, other) => one.length - other.length))
    all[place] ??= (await valuesIn(world, place, all))[nameOf(place)]!
  return all
}

const nameOf = (place: string) => place.split(':').at(-1)!

async function valuesIn(world: SampleWorld, route: string, given: Given): Promise<Given> {
  const samples = await allSamples()
  const values: Given = {}
  for (const place of placesIn(route)) {
    const sample = samples[place]
    if (!sample) throw new Error(`${route}: no samples.ts says how a real ${place} is made`)
    values[nameOf(place)] = given[place] ?? (await sample(world, values as Record<string, number>, route))
  }
  return values
}

/** What is sent with every form, by the route that takes it. */
export const allForms = (): Promise<Record<string, FormSample>> => findAll('forms')

/** Sends a form as the browser of whoever fills it in does: one with files in parts. */
export function sendForm(browser: Browser, path: string, sent: Sent, options: { htmx?: boolean } = {}) {
  const hasFiles = Object.values(sent).some((value) => value instanceof File)
  if (!hasFiles) return browser.post(path, sent as Record<string, string>, options)
  const body = new FormData()
  body.set('form_token', browser.formToken)
  for (const [name, value] of Object.entries(sent)) body.append(name, value as string)
  return browser.upload(path, body, options)
}

/** The routes whose lines say that their form adds something. */
export const creatingRoutes = (web: Hono): Set<string> =>
  new Set(web.routes.filter(({ handler }) => isCreating(handler)).map(({ path }) => path))

/** The numbers in a path of that route, by the names of its parameters. */
export function chosenIn(route: string, path: string): Record<string, number> {
  const values = path.split('/')
  const names = route.split('/').map((part, i): [string, number] => [part, Number(values[i])])
  return Object.fromEntries(
    names.filter(([part]) => part.startsWith(':')).map(([part, value]) => [part.slice(1), value]),
  )
}
