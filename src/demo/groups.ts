import type { Act } from '#src/audit/audit.ts'
import { addToGroup, createGroup } from '#src/groups/group.ts'

const groupCount = 5
const notes = [
  'One meeting a year for all of them, in October.',
  'Invoices go to the company, whoever the work was for.',
  '',
  'Ask before you mention one to the other.',
  '',
]

/** Groups of what belongs together already: the accounts that most share a contact, named after that person's family. */
export async function makeGroups(act: Act): Promise<void> {
  const people = await act.trx
    .selectFrom('link')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .select((eb) => ['contact.id', 'contact.last_name', 'contact.language', eb.fn.countAll<number>().as('accounts')])
    .groupBy(['contact.id', 'contact.last_name', 'contact.language'])
    .orderBy('accounts', 'desc')
    .orderBy('contact.id')
    .limit(groupCount * 3)
    .execute()
  const families = [...new Map(people.map((person) => [person.last_name, person])).values()].slice(0, groupCount)
  for (const [i, family] of families.entries()) {
    const accounts = await act.trx
      .selectFrom('link')
      .select('account_id')
      .where('contact_id', '=', family.id)
      .orderBy('account_id')
      .execute()
    const name = family.language === 'pt' ? `Família ${family.last_name}` : `${family.last_name} family`
    const group = await createGroup(act, { name, notes: notes[i] ?? '' })
    await addToGroup(
      act,
      group,
      accounts.map((row) => row.account_id),
    )
  }
}
