/** How often a statement is asked before it gets a name: what is asked once, a list of so many numbers for one, needs none. */
const often = 5
/** A connection keeps each named statement with its plan for as long as it lives. */
const mostNames = 400
const mostCounted = 5000

/** Names for the statements that are asked often, the same on every connection: PostgreSQL reads and plans such a one once for each. */
export function statementNames() {
  let generation = 0
  let names = new Map<string, string>()
  let counts = new Map<string, number>()
  return {
    /** The name of a statement; null where it has none yet, or nothing varies in it (`commit`). */
    of(text: string, values: readonly unknown[]): string | null {
      if (values.length === 0) return null
      const known = names.get(text)
      if (known) return known
      const count = (counts.get(text) ?? 0) + 1
      if (count < often || names.size >= mostNames) {
        if (counts.size >= mostCounted) counts = new Map()
        counts.set(text, count)
        return null
      }
      counts.delete(text)
      const name = `s${generation}_${names.size}`
      names.set(text, name)
      return name
    },
    /** Gives every statement another name from now on: what connections have prepared is of no use any more. */
    forget(): void {
      generation++
      names = new Map()
      counts = new Map()
    },
  }
}
