import type { Db } from '#src/platform/db/database.ts'
import { type Counted, type FigureRequest, figureKinds, mostCounted, type OverviewFigure } from './rules.ts'

/** Those of the figures of which there are any, what is late first. One query, however many nouns bring some. */
export async function countFigures(
  db: Db,
  figures: readonly OverviewFigure[],
  asked: FigureRequest,
): Promise<Counted[]> {
  if (figures.length === 0) return []
  const counts = await db
    .selectNoFrom(
      figures.map((figure, i) =>
        db
          .selectFrom(
            figure
              .rows(db, asked)
              .limit(mostCounted + 1)
              .as('some'),
          )
          .select((eb) => eb.fn.countAll<number>().as('n'))
          .as(`figure_${i}`),
      ),
    )
    .executeTakeFirstOrThrow()
  return figures
    .map((figure, i) => ({ figure, count: Number((counts as Record<string, unknown>)[`figure_${i}`]) }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => figureKinds.indexOf(one.figure.kind) - figureKinds.indexOf(other.figure.kind))
}
