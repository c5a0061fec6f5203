import type { Act } from './audit.ts'

declare module '#src/platform/db/tables.ts' {
  interface Tables {
    sent_form: { token: string; at: string }
  }
}

const hoursKept = 24

/**
 * The same verbs, which do nothing and give undefined where a form with that token has been sent already. Two that come at once wait
 * for each other.
 */
export const once =
  <T>(token: string, verbs: (act: Act) => Promise<T>) =>
  async (act: Act): Promise<T | undefined> =>
    token === '' || (await isFirst(act, token)) ? verbs(act) : undefined

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
