import { changeContact, createContact, fieldsOf, findContact } from '#src/contacts/contact.ts'
import { linkContact } from '#src/links/link.ts'
import { mergeContacts } from '#src/merges/merge.ts'
import { begunSetup, withApp } from '#src/second-factor/samples.ts'
import { makeField, setValue } from './custom-fields.ts'
import { contactNamed, type World } from './world.ts'

export const ibans = { first: 'PT50000201231234567890154', second: 'DE89370400440532013000' }

/** The numbers of what `fillWithSecrets` made. */
export interface Secrets {
  ofAccounts: number
  ofContacts: number
  /** Two contacts with a tax ID, an IBAN and a value each, all of them changed once. */
  ana: number
  rui: number
  /** Two that a merge has made one, of whom the loser's secrets stay; and the merge. */
  winner: number
  loser: number
  merge: number
}

/** Seals something in every place that holds sealed texts, by the verbs that do. */
export async function fillWithSecrets(world: World): Promise<Secrets> {
  const { app, accounts, perform } = world
  const ofAccounts = await makeField(world, 'account', 'text', { name: 'Secret', is_encrypted: 1 })
  const ofContacts = await makeField(world, 'contact', 'text', { name: 'Secret', is_encrypted: 1 })
  for (const value of ['first', 'second'])
    for (const id of [accounts.seen, accounts.hidden])
      await setValue(world, { subject: 'account', id }, ofAccounts, `${value} of ${id}`)
  const person = async (name: string, tax_id: string) => {
    const id = await perform(async (act) => {
      const made = await createContact(act, { ...contactNamed(name, 'Sealed'), secrets: { tax_id, iban: ibans.first } })
      await linkContact(act, accounts.seen, { contactId: made })
      return made
    })
    await setValue(world, { subject: 'contact', id }, ofContacts, `first of ${name}`)
    await setValue(world, { subject: 'contact', id }, ofContacts, `second of ${name}`)
    const contact = await findContact(app.db.read, await world.staff(world.people.owner), id)
    await perform((act) =>
      changeContact(act, id, contact.version, {
        fields: fieldsOf(contact),
        secrets: { tax_id: `${tax_id}0`, iban: ibans.second },
        emails: [],
        phones: [],
      }),
    )
    return id
  }
  const [ana, rui] = [await person('Ana', '111111111'), await person('Rui', '222222222')]
  const [winner, loser] = [await person('Wanda', '333333333'), await person('Lena', '444444444')]
  const version = async (id: number) =>
    (await app.db.read.selectFrom('contact').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version
  const [ours, theirs] = [await version(winner), await version(loser)]
  const merge = await perform((act) =>
    mergeContacts(act, {
      winner: { id: winner, version: ours },
      loser: { id: loser, version: theirs },
      choices: new Map([
        ['tax', 'loser'],
        [`value ${ofContacts}`, 'loser'],
      ]),
    }),
  )
  for (const id of [world.people.eva, world.people.nina]) {
    await withApp(world, id)
    await begunSetup(world, id)
  }
  return { ofAccounts, ofContacts, ana, rui, winner, loser, merge }
}
