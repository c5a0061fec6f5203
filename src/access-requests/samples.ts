import { parameters, sent } from '#src/testing/sample-world.ts'
import { askForAccess } from './access-request.ts'

export const samples = parameters({
  // For an account that is called just so: whoever sees that one may answer.
  '/access-requests/:id': (world) =>
    world.perform(async (act) => {
      await askForAccess(act, world.people.nina, 'Seen Family', '')
      const requests = act.trx.selectFrom('access_request').select('id').orderBy('id', 'desc')
      return (await requests.executeTakeFirstOrThrow()).id
    }),
})

export const forms = sent({
  '/access-requests': () => ({ wanted: 'Hidden Holdings' }),
  '/access-requests/:id/grant': (world) => ({ account: world.accounts.seen }),
  '/access-requests/:id/refusal': () => ({}),
})
