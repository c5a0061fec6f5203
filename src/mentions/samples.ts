import { type SampleWorld, sent } from '#src/testing/sample-world.ts'

/** Something that mentions that person and that they have not read. */
async function unread(world: SampleWorld, me: number, account: number) {
  await world.app.db.write((trx) =>
    trx
      .insertInto('mention')
      .values({
        account_id: account,
        staff_id: me,
        by_id: null,
        created_at: world.app.now.toISOString(),
        seen_at: null,
      })
      .execute(),
  )
  return {}
}

export const forms = sent({
  '/mentions/reading': (world, _, me) => unread(world, me, world.accounts.seen),
  '/mentions/:mentionId/opening': async (world, { mentionId }, me) => {
    await world.app.db.write((trx) =>
      trx.updateTable('mention').set({ staff_id: me }).where('id', '=', mentionId!).execute(),
    )
    return {}
  },
})
