import type { Db, Trx } from '#src/platform/db/database.ts'
import type { Module } from '#src/platform/module.ts'
import { sectionNames } from './section.ts'

/** How somebody wants the overview of every account: in which order, and which sections as their headings alone. */
export interface OverviewChoice {
  order: string[]
  folded: string[]
}

/**
 * What was stored, whole again: sections that came after it was chosen stand where they usually do, at the end of those before them,
 * and those that are no more are forgotten. `usual` names all that there are, in the usual order.
 */
export function readChoice(usual: readonly string[], stored: string | null): OverviewChoice {
  const { order, folded } = stored ? (JSON.parse(stored) as { order?: unknown; folded?: unknown }) : {}
  const chosen = Array.isArray(order) ? order.filter((name) => usual.includes(name)) : []
  const all = [...chosen]
  for (const [i, name] of usual.entries()) {
    if (all.includes(name)) continue
    const before = usual[i - 1]
    all.splice(before === undefined ? 0 : all.indexOf(before) + 1, 0, name)
  }
  return { order: all, folded: Array.isArray(folded) ? usual.filter((name) => folded.includes(name)) : [] }
}

export async function overviewChoice(db: Db, modules: readonly Module[], staffId: number): Promise<OverviewChoice> {
  const row = await db.selectFrom('staff').select('overview').where('id', '=', staffId).executeTakeFirst()
  return readChoice(sectionNames(modules), row?.overview ?? null)
}

/** Keeps how somebody wants their overview. One's own, so it leaves no audit event. */
export const chooseOverview = (trx: Trx, staffId: number, choice: OverviewChoice) =>
  trx
    .updateTable('staff')
    .set({ overview: JSON.stringify(choice) })
    .where('id', '=', staffId)
    .execute()
