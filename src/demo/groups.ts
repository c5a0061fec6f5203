import type { Act } from '#src/audit/audit.ts'
import { addToGroup, createGroup } from '#src/groups/group.ts'
import type { Language } from '#src/platform/language/language.ts'
import { day } from './moments.ts'

const groupCount = 5
const notes = {
  en: [
    'One meeting a year for all of them, in October.',
    'Invoices go to the company, whoever the work was for.',
    '',
    'Ask before you mention one to the other.',
    '',
  ],
  pt: [
    'Uma reunião por ano para todos, em outubro.',
    'As faturas vão para a empresa, seja o trabalho de quem for.',
    '',
    'Perguntar antes de falar de um ao outro.',
    '',
  ],
}

/** Groups of what belongs together already: the accounts that most share a contact, named after that person's family. */
export async function makeGroups(act: Act, language: Language): Promise<void> {
  const people = await act.trx
    .selectFrom('link')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .select((eb) => ['contact.id', 'contact.last_name', eb.fn.countAll<number>().as('accounts')])
    .groupBy(['contact.id', 'contact.last_name'])
    .orderBy('accounts', 'desc')
    .orderBy('contact.id')
    .limit(groupCount * 3)
    .execute()
  const families = [...new Map(people.map((person) => [person.last_name, person])).values()].slice(0, groupCount)
  for (const [i, family] of families.entries()) {
    const accounts = await act.trx
      .selectFrom('link')
      .innerJoin('account', 'account.id', 'link.account_id')
      .select(['account_id', 'account.created_at'])
      .where('contact_id', '=', family.id)
      .orderBy('account_id')
      .execute()
    const name = language === 'pt' ? `Família ${family.last_name}` : `${family.last_name} family`
    // The day after the last of them became a client.
    const newest = Math.max(...accounts.map((row) => Date.parse(row.created_at)))
    const then = { ...act, at: new Date(newest + day).toISOString() }
    const group = await createGroup(then, { name, notes: notes[language][i] ?? '' })
    await addToGroup(
      then,
      group,
      accounts.map((row) => row.account_id),
    )
  }
}
