import type { Engine } from '#src/platform/db/database.ts'
import { type Right, rights } from '#src/staff/rights.ts'
import type { Browser } from './browser-like.ts'
import { addClient, type Guest } from './clients.ts'
import { makeWorld, type World } from './world.ts'

/** A world in which every route can be asked for as anybody. */
export interface SampleWorld extends World {
  /** An employee with every right, on the team of each sampled account. */
  trusted: number
  /** An employee on no such team, with every right that doesn't show what teams keep. */
  outsider: number
  /** Who is on the team of each sampled account: Eva, who has no rights, and whoever has all. */
  team: number[]
  /** Whose portal the samples are in. */
  client: Guest & { loginId: number }
}

export async function makeSampleWorld(engine: Engine): Promise<SampleWorld> {
  const world = await makeWorld(engine)
  const shows: readonly Right[] = ['view all accounts', 'view all contacts']
  const employee = (name: string, some: readonly Right[]) =>
    world.addPerson({ email: `${name.toLowerCase()}@firm.test`, name, role: 'employee', rights: some })
  const trusted = await employee('Trusted', rights)
  const outsider = await employee(
    'Outsider',
    rights.filter((right) => !shows.includes(right)),
  )
  const team = [trusted, world.people.eva]
  return { ...world, trusted, outsider, team, client: await addClient(world, 'Sampled') }
}

/** The names of a place's parameters before its last. */
type Earlier<Place extends string> = Place extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | Earlier<`/${Rest}`>
  : never

/**
 * Makes a real value for the last parameter of a place, fresh each time. `chosen` holds the numbers of those before it; `route` is what
 * it is for, where that asks for something in particular.
 */
export type Sample<Place extends string> = (
  world: SampleWorld,
  chosen: Record<Earlier<Place>, number>,
  route: string,
) => number | string | Promise<number | string>

/** How a real value is made for each parameter of a noun's routes, by its place: the path up to it. */
export const parameters = <Place extends string>(samples: { [P in Place]: Sample<P> }) => samples

/** What is sent with a form. */
export type Sent = Record<string, string | number | readonly (string | number)[] | File>

/**
 * Says what is sent with a form so that it changes something, and makes first what that takes. `chosen` holds the numbers in its path, `me`
 * is whoever sends it, and `browser` the one that they send it from.
 */
export type FormSample = (
  world: SampleWorld,
  chosen: Record<string, number>,
  me: number,
  browser: Browser,
) => Sent | Promise<Sent>

/** What is sent with each of a noun's forms, by the route that takes it. */
export const sent = (forms: Record<string, FormSample>): Record<string, FormSample> => forms
