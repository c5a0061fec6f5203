import { type CompiledQuery, type Expression, ValueNode } from 'kysely'
import type { Db, Trx } from './database.ts'

/** How a value is taken from what is given when a query is asked. */
type Taking = (given: readonly any[]) => unknown

/** A value that comes when the query is asked. Nothing can be read of it, so nothing of it can get into the query's text. */
export class Placeholder<Value> implements Expression<Value> {
  readonly #take: Taking
  constructor(take: Taking) {
    this.#take = take
  }

  static takingOf = (value: unknown): Taking | null => (value instanceof Placeholder ? value.#take : null)

  get expressionType(): Value | undefined {
    return undefined
  }

  toOperationNode(): ValueNode {
    return ValueNode.create(this)
  }

  /** A text made with it would hold no value, and would be the same for everybody. */
  [Symbol.toPrimitive](): never {
    throw new Error('A placeholder has no value yet.')
  }
}

/** A value that is there, or comes when a prepared query is asked: what finders take that are parts of such a query. */
export type Asked<Value> = Value | Placeholder<Value>

/** Somebody who asks: who they are comes when the query is asked, what they may is a part of its shape. */
interface Asking {
  id: Asked<number>
  role: string
  rights: ReadonlySet<string>
}

/** What a prepared query may know: what comes when it is asked, and what is a part of its shape. No number and no text. */
type Known = Placeholder<any> | readonly Placeholder<any>[] | Asking | boolean | null | readonly object[]
type Given<One> =
  One extends Placeholder<infer Value>
    ? Value
    : One extends readonly Placeholder<infer Value>[]
      ? readonly Value[]
      : One extends { id: number }
        ? never
        : One extends Asking
          ? Omit<One, 'id'> & { id: number }
          : One
type AllGiven<All extends readonly Known[]> = { [Place in keyof All]: Given<All[Place]> }

/** A query that is compiled, with how each of its parameters is taken from what is given; null for one that is its own. */
interface Kept {
  query: CompiledQuery
  takings: (Taking | null)[]
}

const mostShapes = 200
let isChecked = false

/** From here on each query that is asked is held against the same one as it is without being prepared: for tests. */
export const checkPrepared = (): void => {
  isChecked = true
}

/**
 * A query that is built and compiled once for each shape, and from then on only asked: gives its rows. It stands at the top level of its
 * file, where no request is, and says of what it needs how that comes. A `Placeholder` is a value. All else that it knows makes its shape,
 * and each shape is a query of its own: a boolean, null, how long a list is, what somebody may, which parts nouns bring.
 */
export function prepared<const All extends readonly Known[], Row>(
  build: (db: Db | Trx, ...all: All) => { compile(): CompiledQuery<Row> },
): (db: Db | Trx, ...given: AllGiven<All>) => Promise<Row[]> {
  // Engines write their queries differently: an adapter is one database's.
  const shapes = new WeakMap<object, Map<string, Kept>>()

  function compiled(db: Db | Trx, given: readonly unknown[]): Kept {
    const query = build(db, ...(given.map(placed) as unknown as All)).compile()
    return { query, takings: query.parameters.map(Placeholder.takingOf) }
  }

  function keptFor(db: Db | Trx, given: readonly unknown[]): Kept {
    const { adapter } = db.getExecutor()
    let known = shapes.get(adapter)
    if (!known) {
      known = new Map()
      shapes.set(adapter, known)
    }
    const shape = given.map(shapeOf).join(';')
    let kept = known.get(shape)
    if (!kept) {
      kept = compiled(db, given)
      if (known.size >= mostShapes) known.delete(known.keys().next().value as string)
      known.set(shape, kept)
    }
    return kept
  }

  return async (db, ...given) => {
    const query = filled(keptFor(db, given), given)
    if (isChecked) {
      const plain = build(db, ...(given as unknown as All)).compile()
      for (const now of [filled(compiled(db, given), given), plain])
        if (written(now) !== written(query))
          throw new Error(`A prepared query asks otherwise than it should:\n${written(query)}\n${written(now)}`)
    }
    return (await db.executeQuery(query)).rows as Row[]
  }
}

const isPart = (one: object | string | number): one is object => typeof one === 'object' || typeof one === 'function'

/** What a query sees, as it is built, of what is given. */
function placed(value: unknown, place: number): Known {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value !== 'object') return new Placeholder((given) => given[place])
  if (Array.isArray(value))
    return value.map((one, i) => (isPart(one) ? one : new Placeholder((given) => given[place][i])))
  const { role, rights } = value as Asking
  return { id: new Placeholder((given) => given[place].id), role, rights: new Set(rights) }
}

const numbers = new WeakMap<object, number>()
let lastNumber = 0
function numberOf(part: object): number {
  const number = numbers.get(part) ?? ++lastNumber
  numbers.set(part, number)
  return number
}

/** All that `placed` lets through, as a text: what is given in one shape makes one query. */
function shapeOf(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object') return ''
  if (Array.isArray(value)) return `${value.length} ${value.map((one) => (isPart(one) ? numberOf(one) : '')).join()}`
  const { role, rights } = value as Asking
  return rights.size === 0 ? role : `${role} ${[...rights].sort().join()}`
}

const filled = ({ query, takings }: Kept, given: readonly unknown[]): CompiledQuery => ({
  ...query,
  parameters: query.parameters.map((own, i) => {
    const take = takings[i]
    return take ? take(given) : own
  }),
})

/** A query with its values written into its text, to be compared. */
function written({ sql, parameters }: CompiledQuery): string {
  let next = 0
  return sql.replace(/\+?\?|\$(\d+)/g, (_, number?: string) =>
    String(parameters[number === undefined ? next++ : Number(number) - 1]),
  )
}
