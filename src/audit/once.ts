import type { Act } from './audit.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    sent_form: {
      /** The hash of a form's token and of all that it said. */
      token: string
      at: string
      /** What its verbs gave, as JSON. */
      result: string | null
    }
  }
}

const hoursKept = 24

/**
 * The same verbs for a form that adds something: sent again as it was, by a double click or after Back, they do nothing, and give what
 * they gave the first time. Two that come at once wait for each other. `key` tells the form from all others, as `onceKey` makes it; ''
 * where it adds nothing. What the verbs give must bear being written as JSON.
 */
export const once =
  <T>(key: string, verbs: (act: Act) => Promise<T>) =>
  async (act: Act): Promise<T> => {
    if (key === '') return verbs(act)
    if (!(await isFirst(act, key))) return givenBefore<T>(act, key)
    const result = await verbs(act)
    await act.trx
      .updateTable('sent_form')
      .set({ result: JSON.stringify(result) ?? null })
      .where('token', '=', key)
      .execute()
    return result
  }

async function isFirst({ trx, at }: Act, token: string): Promise<boolean> {
  const yesterday = new Date(Date.parse(at) - hoursKept * 3_600_000).toISOString()
  await trx.deleteFrom('sent_form').where('at', '<', yesterday).execute()
  const first = await trx
    .insertInto('sent_form')
    .values({ token, at })
    .onConflict((conflict) => conflict.column('token').doNothing())
    .returning('token')
    .executeTakeFirst()
  return first !== undefined
}

async function givenBefore<T>({ trx }: Act, token: string): Promise<T> {
  const { result } = await trx
    .selectFrom('sent_form')
    .select('result')
    .where('token', '=', token)
    .executeTakeFirstOrThrow()
  return (result === null ? undefined : JSON.parse(result)) as T
}
