import type { Trx } from '#src/platform/db/database.ts'
import type { Module } from '#src/platform/module.ts'
import { type OverviewColumn, type OverviewSection, sectionNames } from './section.ts'

/** How somebody wants the overview of every account: in which order, which sections in the other column, and which as their headings alone. */
export interface OverviewChoice {
  /** All sections: those of a column stand in it in this order. */
  order: string[]
  moved: string[]
  folded: string[]
}

/**
 * What was stored, whole again: sections that came after it was chosen stand where they usually do, at the end of those before them,
 * and those that are no more are forgotten. `usual` names all that there are, in the usual order.
 */
export function readChoice(usual: readonly string[], stored: string | null): OverviewChoice {
  const { order, moved, folded } = stored ? (JSON.parse(stored) as Record<string, unknown>) : {}
  const chosen = Array.isArray(order) ? order.filter((name) => usual.includes(name)) : []
  const all = [...chosen]
  for (const [i, name] of usual.entries()) {
    if (all.includes(name)) continue
    const before = usual[i - 1]
    all.splice(before === undefined ? 0 : all.indexOf(before) + 1, 0, name)
  }
  const known = (names: unknown) => (Array.isArray(names) ? usual.filter((name) => names.includes(name)) : [])
  return { order: all, moved: known(moved), folded: known(folded) }
}

/** In which column a section stands for somebody. */
export const columnOf = ({ name, column }: OverviewSection, { moved }: OverviewChoice): OverviewColumn =>
  moved.includes(name) ? (column === 'left' ? 'right' : 'left') : column

/** Sections as somebody wants them, column by column. */
export const inColumns = <Section extends OverviewSection>(
  sections: readonly Section[],
  choice: OverviewChoice,
): [left: Section[], right: Section[]] => {
  const ordered = sections.toSorted((one, other) => choice.order.indexOf(one.name) - choice.order.indexOf(other.name))
  const of = (column: OverviewColumn) => ordered.filter((section) => columnOf(section, choice) === column)
  return [of('left'), of('right')]
}

/** The same of all sections that there are. What is stored was found with the session. */
export const overviewChoice = (modules: readonly Module[], stored: string | null): OverviewChoice =>
  readChoice(sectionNames(modules), stored)

/** Keeps how somebody wants their overview. One's own, so it leaves no audit event. */
export const chooseOverview = (trx: Trx, staffId: number, choice: OverviewChoice) =>
  trx
    .updateTable('staff')
    .set({ overview: JSON.stringify(choice) })
    .where('id', '=', staffId)
    .execute()
