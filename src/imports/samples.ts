import { Readable } from 'node:stream'
import { perform } from '#src/audit/audit.ts'
import { parameters } from '#src/testing/sample-world.ts'
import { addImport, readImport } from './import.ts'

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
