import type { Act } from '#src/audit/audit.ts'
import { changeText, findNote, writeNote } from '#src/notes/note.ts'
import type { Language } from '#src/platform/language/language.ts'
import { shownAccount } from './accounts.ts'
import type { Dice } from './dice.ts'
import { day, daysAgo, hour, inTheDay, onWorkingDay } from './moments.ts'
import type { Colleague } from './staff.ts'

/** Whom {owner}, {admin} and {employee} stand for is known when the firm is made. */
const texts: Record<Language, readonly string[]> = {
  en: [
    'Called about the VAT return. They send the missing invoices by Friday.',
    '**Prefers the phone**, never before 10.\n\nBest number: the mobile. She does not read long mails.',
    'Bank confirmed the new mandate. Old account closes at the end of the month.',
    'To bring to the meeting:\n\n- last year’s assessment\n- the *lease* of the office\n- payroll of the last three months',
    '@{admin}, can you look at the depreciation of the van before I send the accounts?',
    'Agreed a payment plan: 6 × 150, on the 5th of each month. First one has arrived.',
    'Wants to incorporate next year. Sent the comparison, see [the rules](https://justica.gov.pt/Servicos/Empresa-na-hora).',
    'New bookkeeper starts in two weeks. She will export from the till as `CSV`, one file a month.',
    'Identity checked in person, passport valid until 2031.',
    'Son takes over the shop in spring. @{owner}, we should talk about the handover before they sign.',
    'Late again with receipts. I said that we can’t hold the date for them a third time.',
    '@{admin}: the tax office wants the contract for the loan from 2023. Do we have it on paper?',
    'Complained about the last invoice. @{owner}, please call him yourself, he asked for you.',
    'Moves house in March. New address as soon as it is signed; tell payroll too.',
    '1. File the change of activity\n2. Tell Social Security\n3. Close the old ledger',
  ],
  pt: [
    'Telefonou por causa do IVA. Envia as faturas em falta até sexta-feira.',
    '**Prefere telefone**, nunca antes das 10h.\n\nO melhor número é o telemóvel; não lê mensagens longas.',
    'O banco confirmou a nova autorização de débito. A conta antiga fecha no fim do mês.',
    'Trazer para a reunião:\n\n- a nota de liquidação do ano passado\n- o *contrato de arrendamento* da loja\n- recibos de vencimento dos últimos três meses',
    '@{admin}, podes ver a amortização da carrinha antes de eu enviar as contas?',
    'Acordado pagamento em prestações: 6 × 150 €, ao dia 5. A primeira já entrou.',
    'Quer passar a sociedade unipessoal no próximo ano. Enviei a comparação e a página das [Finanças](https://www.portaldasfinancas.gov.pt).',
    'Faltam as faturas de combustível no e-Fatura. Pedi-lhe que as valide até dia 25.',
    'Identidade verificada presencialmente, cartão de cidadão válido até 2031.',
    'O filho fica com a loja na primavera. @{owner}, convém falarmos da passagem antes de assinarem.',
    'Entregou outra vez os recibos fora de prazo. Avisei que a coima é por conta dele.',
    '@{admin}: as Finanças pedem o contrato do empréstimo de 2023. Temo-lo em papel?',
    'Reclamou da última fatura. @{owner}, liga-lhe tu, se faz favor; perguntou por ti.',
    'Muda de casa em março. Dá a morada nova assim que assinar; avisar também o processamento salarial.',
    '1. Entregar a declaração de alterações\n2. Avisar a Segurança Social\n3. Fechar o livro antigo',
  ],
}

const addition = { en: '\n\n**Done.**', pt: '\n\n**Feito.**' }

interface Account {
  id: number
  created_at: string
  archived_at: string | null
}

/**
 * What the firm has written down of its clients over the last months: on two accounts of five, some pinned, some edited, some that
 * mention a colleague. Whom they mention has been told long ago; the owner has not opened the last ones yet.
 */
export async function writeNotes(
  act: Act,
  dice: Dice,
  colleagues: readonly Colleague[],
  language: Language,
): Promise<void> {
  const [owner, admin] = colleagues.map((person) => person.name)
  for (const { account, at, text, isPinned } of await plannedNotes(act, dice, language)) {
    const by = dice.pick(colleagues)
    const then = { ...act, at, by }
    const said = text.replace('{owner}', owner!).replace('{admin}', admin!)
    const note = await writeNote(then, account.id, by.staffId, said)
    if (dice.chance(0.15)) await edited(then, account.id, note, said + addition[language])
    if (isPinned) await pinned(then, note)
  }
  await act.trx
    .updateTable('mention')
    .set((eb) => ({ seen_at: eb.ref('created_at') }))
    .where('created_at', '<', daysAgo(act, 20).at)
    .execute()
  await act.trx
    .updateTable('outgoing_mail')
    .set((eb) => ({ status: 'sent', sent_at: eb.ref('created_at') }))
    .where('template', '=', 'mention')
    .execute()
}

/** What is to be written, the oldest first. */
async function plannedNotes(act: Act, dice: Dice, language: Language) {
  const planned: { account: Account; at: string; text: string; isPinned: boolean }[] = []
  for (const account of await notedAccounts(act, dice)) {
    const known = texts[language]
    const first = dice.below(known.length)
    const count = account.id === shownAccount ? 7 : 1 + dice.below(3)
    for (let i = 0; i < count; i++) {
      // As long as they are a client, and not on a weekend.
      const end = Date.parse(account.archived_at ?? act.at)
      const then = Math.max(end - (1 + dice.below(120)) * day, Date.parse(account.created_at))
      const at = onWorkingDay(inTheDay(dice, then))
      const text = known[(first + i * 4) % known.length]!
      planned.push({ account, at, text, isPinned: account.id === shownAccount ? i === 1 : dice.chance(0.12) })
    }
  }
  return planned.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

async function edited(then: Act, accountId: number, noteId: number, text: string): Promise<void> {
  const later = { ...then, at: new Date(Date.parse(then.at) + 2 * hour).toISOString() }
  await changeText(later, await findNote(then.trx, accountId, noteId), then.by.staffId!, text)
}

const pinned = (then: Act, noteId: number) =>
  then.trx
    .updateTable('note')
    .set({ pinned_at: then.at, pinned_by: then.by.staffId })
    .where('id', '=', noteId)
    .execute()

/** Two accounts of five, and the one that the documentation shows. */
async function notedAccounts(act: Act, dice: Dice): Promise<Account[]> {
  const rows = await act.trx.selectFrom('account').select(['id', 'created_at', 'archived_at']).orderBy('id').execute()
  return rows.filter(({ id }) => dice.chance(0.4) || id === shownAccount)
}
