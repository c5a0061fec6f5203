import { type Act, type Actor, systemInNameOf } from '#src/audit/audit.ts'
import { addDocument, addVersion, type Stored } from '#src/documents/add.ts'
import { createFolder } from '#src/documents/folders/folder.ts'
import { setFolderRights } from '#src/documents/folders/rights.ts'
import { markSeen, markSeenByClient } from '#src/documents/seen.ts'
import { trashDocument } from '#src/documents/trash/trash.ts'
import type { Language } from '#src/platform/language/language.ts'
import { shownAccount } from './accounts.ts'
import type { Dice } from './dice.ts'
import type { Papers } from './document-papers.ts'
import { daysAgo, inTheDay } from './moments.ts'
import { type Colleague, whoSee } from './staff.ts'

const folders: Record<Language, { taxes: string; contracts: string; payroll: string }> = {
  en: { taxes: 'Tax returns', contracts: 'Contracts', payroll: 'Payroll' },
  pt: { taxes: 'Impostos', contracts: 'Contratos', payroll: 'Processamento salarial' },
}

/** One of them, by the number of the account: not every drawer holds the same. */
const of = (files: readonly Stored[], accountId: number): Stored => files[accountId % files.length]!

/** Somebody of an account who comes to the portal. */
interface Sender {
  contactId: number
  name: string
}

interface Drawer {
  id: number
  name: string
  client: Sender | null
}

interface Step {
  at: string
  by: Actor
  take(then: Act): Promise<unknown>
}

/** What is to be done with one drawer: each step that many days ago, by somebody of the firm where nobody else is named. */
interface Making {
  papers: Papers
  names: (typeof folders)[Language]
  drawer: Drawer
  step(days: number, take: Step['take'], by?: Actor): void
}

/**
 * What lies in the firm's drawers: on a third of the accounts and on those whose clients come to the portal, in folders. Clients have brought some of it lately: what nobody has opened is new, what a colleague has opened is new to the others.
 */
export async function fileDocuments(
  act: Act,
  dice: Dice,
  colleagues: readonly Colleague[],
  papers: Papers,
  language: Language,
): Promise<void> {
  const steps: Step[] = []
  for (const drawer of await drawersOf(act, dice)) {
    const team = await whoSee(act, colleagues, drawer.id)
    const step: Making['step'] = (days, take, by = dice.pick(team)) =>
      steps.push({ at: inTheDay(dice, daysAgo(act, days).at), by, take })
    const making = { papers, names: folders[language], drawer, step }
    fileOwn(making, dice)
    if (drawer.client) bring(making, drawer.client, team)
    if (drawer.id === shownAccount) fileMore(making, colleagues)
  }
  for (const { at, by, take } of steps.toSorted((a, b) => (a.at < b.at ? -1 : 1))) await take({ ...act, at, by })
}

/** What the firm has filed itself. */
function fileOwn({ papers, names, drawer, step }: Making, dice: Dice): void {
  const isShared = drawer.client !== null
  let taxes = 0
  let year = 0
  let filed = 0
  const put = (then: Act, folderId: number | null, file: Stored, isShared: boolean) =>
    addDocument(then, { accountId: drawer.id, folderId, isShared, sameName: 'keep both' }, file)
  const often = () => drawer.id === shownAccount || dice.chance(0.5)
  step(200, async (then) => {
    taxes = await createFolder(then, drawer.id, null, names.taxes)
    year = await createFolder(then, drawer.id, taxes, String(Number(then.at.slice(0, 4)) - 1))
  })
  step(120, async (then) => {
    filed = (await put(then, year, papers.draft, isShared)).id
  })
  step(110, (then) => addVersion(then, drawer.id, filed, papers.return))
  if (often()) step(60, (then) => put(then, year, papers.assessment, isShared))
  if (often()) step(30, (then) => put(then, taxes, papers.vat, isShared))
  if (often()) step(20, (then) => put(then, null, papers.ledger, false))
  const spare = of(papers.spare, drawer.id)
  let double = 0
  step(50, async (then) => {
    double = (await put(then, null, spare, false)).id
  })
  // A scan that was there twice.
  if (drawer.id % 3 === 0 || drawer.id === shownAccount) step(4, (then) => trashDocument(then, drawer.id, double))
  const { client } = drawer
  if (!client) return
  step(15, (then) => markSeenByClient(then.trx, filed, 2, client.contactId, then.at))
  step(5, (then) => put(then, null, papers.letter, true))
}

/** What a client has brought: seen by all, seen by a colleague alone, seen by nobody yet. */
function bring({ papers, drawer, step }: Making, client: Sender, colleagues: readonly Colleague[]): void {
  const by = systemInNameOf(client.name, '192.0.2.30')
  const place = { accountId: drawer.id, folderId: null, isShared: true, sameName: 'keep both' } as const
  const put = (days: number, file: Stored, seenBy: readonly Colleague[]) => {
    let id = 0
    const take = async (then: Act) => {
      id = (await addDocument(then, place, file, client.contactId)).id
    }
    step(days, take, by)
    for (const { staffId } of seenBy)
      step(days - 1, (then) => markSeen(then.trx, { id, number: 1 }, 1, staffId, then.at))
  }
  put(20, of([papers.mileage, ...papers.brought], drawer.id), colleagues)
  put(6, of(papers.statements, drawer.id), colleagues.slice(2))
  // Every other one has been looked at.
  const isNew = drawer.id % 2 === 0
  put((isNew ? 1 : 3) + (drawer.id % 5), of(papers.receipts, drawer.id), isNew ? [] : colleagues)
}

/** A folder that not everybody may look into, on the account that the documentation shows. */
function fileMore({ papers, names, drawer, step }: Making, colleagues: readonly Colleague[]): void {
  const [owner, , employee] = colleagues
  const closed = new Map([[employee!.staffId, 'none' as const]])
  let contracts = 0
  let payroll = 0
  const put = (then: Act, folderId: number, file: Stored) =>
    addDocument(then, { accountId: drawer.id, folderId, isShared: false, sameName: 'keep both' }, file)
  step(
    140,
    async (then) => {
      contracts = await createFolder(then, drawer.id, null, names.contracts)
      payroll = await createFolder(then, drawer.id, null, names.payroll)
      const folder = {
        id: payroll,
        account_id: drawer.id,
        parent_id: null,
        name: names.payroll,
        accountName: drawer.name,
      }
      await setFolderRights(then, folder, closed, new Map([[employee!.staffId, employee!.name]]))
    },
    owner,
  )
  step(130, (then) => put(then, contracts, papers.contract))
  step(25, (then) => put(then, payroll, papers.payroll), owner)
}

/** A third of the accounts that are not new, those whose clients come to the portal, and the one that the documentation shows. */
async function drawersOf(act: Act, dice: Dice): Promise<Drawer[]> {
  const { trx } = act
  const rows = await trx
    .selectFrom('account')
    .innerJoin('link', 'link.account_id', 'account.id')
    .innerJoin('contact', 'contact.id', 'link.contact_id')
    .select(['account.id', 'account.name'])
    .where('account.archived_at', 'is', null)
    .where('account.created_at', '<', daysAgo(act, 250).at)
    .orderBy('account.id')
    .orderBy('contact.id')
    .execute()
  const clients = await trx
    .selectFrom('portal_access')
    .innerJoin('portal_login', 'portal_login.id', 'portal_access.login_id')
    .innerJoin('contact', 'contact.id', 'portal_login.contact_id')
    .select(['portal_access.account_id', 'contact.id as contactId', 'contact.first_name', 'contact.last_name'])
    .orderBy('contact.id')
    .execute()
  const drawers: Drawer[] = []
  for (const [id, [first]] of Map.groupBy(rows, (row) => row.id)) {
    const { name = '' } = first ?? {}
    const client = clients.find((one) => one.account_id === id)
    if (!dice.chance(0.33) && !client && id !== shownAccount) continue
    const sender = client && { contactId: client.contactId, name: `${client.first_name} ${client.last_name}` }
    drawers.push({ id, name, client: sender ?? null })
  }
  return drawers
}
