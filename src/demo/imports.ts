import { Readable } from 'node:stream'
import { perform, permitted } from '#src/audit/audit.ts'
import { addImport, readImport, startImport } from '#src/imports/import.ts'
import { runImport } from '#src/imports/run.ts'
import type { App } from '#src/platform/app.ts'
import type { Language } from '#src/platform/language/language.ts'
import { byHand, earlier } from './moments.ts'
import { demoPeople } from './staff.ts'

const rowCount = 6
const said = {
  en: { file: 'Clients with new phones.csv', headings: 'Company,Tax ID,Contact,E-mail,Phone' },
  pt: { file: 'Clientes com telefones novos.csv', headings: 'Empresa,NIF,Contacto,E-mail,Telefone' },
}

/** The owner has imported a list of companies that were clients already, two weeks ago; one row of it could not be read. */
export async function importClients(app: App, language: Language): Promise<void> {
  const then = earlier(app, 14)
  const owner = await app.db.read
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('email_key', '=', demoPeople[0]!.email)
    .executeTakeFirstOrThrow()
  const people = await app.db.read
    .selectFrom('account')
    .innerJoin('link', 'link.account_id', 'account.id')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .innerJoin('address', 'address.contact_id', 'contact.id')
    .select(['account.id', 'account.name', 'account.tax_id', 'contact.display_name', 'address.email'])
    .where('account.type', '=', 'company')
    .where('account.tax_country', '=', 'PT')
    .where('account.archived_at', 'is', null)
    .where('address.is_primary', '=', 1)
    .orderBy('account.id')
    .orderBy('contact.id')
    .execute()
  const companies = people.filter((one, i) => one.id !== people[i - 1]?.id).slice(0, rowCount)
  const { file, headings } = said[language]
  const rows = companies.map(
    ({ name, tax_id, display_name, email }, i) =>
      `"${name}",${tax_id},${display_name},${email},+351 21 099 00${10 + i}`,
  )
  const bytes = Buffer.from([headings, ...rows, ',,,office(at)example.com,'].join('\r\n'))
  const { hash } = await app.files.put(Readable.from([bytes]), bytes.length)
  const read = await readImport(then, { name: file, hash })
  if (read.problem) throw new Error(`The demo's import can't be read: ${read.problem}`)
  const by = { staffId: owner.id, name: owner.name, address: '127.0.0.1', userAgent: null }
  const id = await perform(then, by, async (begun) => {
    const act = permitted(begun)
    const made = await addImport(act, read)
    await startImport(act, made, read.total)
    await act.trx.deleteFrom('queue_item').where('kind', '=', 'run import').execute()
    return made
  })
  await runImport(then, { id }, byHand)
}
