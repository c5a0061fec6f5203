import type { Db } from '#src/platform/db/database.ts'
import { type Placeholder, prepared } from '#src/platform/db/prepared.ts'
import type { Reader, Staff } from '#src/staff/staff.ts'
import { type Counted, figureKinds, mostCounted, type OverviewFigure } from './rules.ts'

const countsOf = prepared(
  (db, figures: readonly OverviewFigure[], staff: Reader, accountId: Placeholder<number>, today: Placeholder<string>) =>
    db.selectNoFrom(
      figures.map((figure, i) =>
        db
          .selectFrom(
            figure
              .rows(db, { staff, accountId, today })
              .limit(mostCounted + 1)
              .as('some'),
          )
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .as(`figure_${i}`),
      ),
    ),
)

/** Those of the figures of which there are any, what is late first. One query, however many nouns bring some. */
export async function countFigures(
  db: Db,
  figures: readonly OverviewFigure[],
  { staff, accountId, today }: { staff: Staff; accountId: number; today: string },
): Promise<Counted[]> {
  if (figures.length === 0) return []
  const [counts] = await countsOf(db, figures, staff, accountId, today)
  return figures
    .map((figure, i) => ({ figure, count: Number((counts as Record<string, unknown>)[`figure_${i}`]) }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => figureKinds.indexOf(one.figure.kind) - figureKinds.indexOf(other.figure.kind))
}
