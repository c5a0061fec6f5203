import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import { mostCounted } from '#src/platform/counted.ts'

/** How many rows a query gives, one above `mostCounted` where there are more: `formatsIn(language).some` says it. */
export const countSome = (eb: ExpressionBuilder<any, any>, rows: SelectQueryBuilder<any, any, object>) =>
  eb
    .selectFrom(rows.limit(mostCounted + 1).as('some'))
    .select((some) => some.fn.countAll<number>().as('n'))
    .$asScalar()
    .$notNull()
