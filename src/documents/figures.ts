import type { Figure } from '#src/platform/metrics/figures.ts'

export const documentFigures: readonly Figure[] = [
  {
    name: 'documents_ever',
    help: 'Documents that there have ever been, by the number of the newest',
    async count({ db }) {
      const { newest } = await db.read
        .selectFrom('document')
        .select((eb) => eb.fn.max('id').as('newest'))
        .executeTakeFirstOrThrow()
      return newest ?? 0
    },
  },
]
