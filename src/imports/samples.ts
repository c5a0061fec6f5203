import { Readable } from 'node:stream'
import { perform } from '#src/audit/audit.ts'
import { parameters, type SampleWorld, sent } from '#src/testing/sample-world.ts'
import { addImport, type Import, readImport } from './import.ts'

export const samples = parameters({
  // The owner's, which waits for its columns to be mapped.
  '/imports/:id': async (world) => {
    const { hash } = await world.app.files.put(Readable.from(['Name;E-mail\nRui Sample;rui@sample.test\n']), 100)
    const read = await readImport(world.app, { name: 'clients.csv', hash })
    if (read.problem) throw new Error(read.problem)
    const by = { staffId: world.people.owner, name: 'Olga Owner', address: null, userAgent: null }
    return perform(world.app, by, (act) => addImport(act, read))
  },
})

/** Makes an import that person's. */
const taken = async (world: SampleWorld, { id }: Record<string, number>, me: number, change: Partial<Import> = {}) => {
  await world.app.db.write((trx) =>
    trx
      .updateTable('import')
      .set({ staff_id: me, ...change })
      .where('id', '=', id!)
      .execute(),
  )
  return {}
}

export const forms = sent({
  '/imports': () => ({ file: new File([`First name,Last name\nAna,${crypto.randomUUID()}\n`], 'sent.csv') }),
  '/imports/:id/mapping': async (world, chosen, me) => {
    await taken(world, chosen, me)
    return { column: ['account.name', ''], order: 'mdy', existing: 'fill', next: '' }
  },
  '/imports/:id/cancellation': (world, chosen, me) => taken(world, chosen, me),
  '/imports/:id/retry': (world, chosen, me) => taken(world, chosen, me, { status: 'failed', error: 'unexpected' }),
  '/imports/:id/repetition': (world, chosen, me) => taken(world, chosen, me),
})
