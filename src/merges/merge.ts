import { lockedAccount } from '#src/accounts/account.ts'
import { type Act, type Changes, record } from '#src/audit/audit.ts'
import { type Contact, presentContact, settleContact } from '#src/contacts/contact.ts'
import { contactName } from '#src/contacts/name.ts'
import type { Trx } from '#src/platform/db/database.ts'
import { locked } from '#src/platform/db/locked.ts'
import { Conflict, changedMeanwhile, notFound } from '#src/platform/web/errors.ts'
import { settleLastLogin } from '#src/portal/last-login.ts'
import { dropFindable } from '#src/search/search.ts'
import { moveAddresses } from './addresses.ts'
import { moveChats } from './chats.ts'
import { moveDocuments } from './documents.ts'
import { type Choice, chosenFields, joined } from './fields.ts'
import { foldLogins, type LoginChoice, moveLogins } from './logins.ts'
import { findRows, type Mover, mover, type Row } from './move.ts'
import { openingNothingElse } from './opens.ts'
import { moveValues } from './values.ts'

declare module '#src/audit/kinds.ts' {
  interface AuditKinds {
    'contacts merged': true
  }
}

export interface Merging {
  winner: { id: number; version: number }
  loser: { id: number; version: number }
  /** By what is chosen: a group of fields, `primary`, `link ACCOUNT`, `value FIELD`. What is not named follows the winner, or whoever has something. */
  choices: ReadonlyMap<string, Choice>
  /** Where both have a login: which one stays. */
  login?: LoginChoice
}

/** Two contacts that are about to become one, and the way to do it. */
export interface Two {
  act: Act
  move: Mover
  winner: Contact
  loser: Contact
  choices: ReadonlyMap<string, Choice>
}

/** Both contacts, and every account that either is linked to, held until the transaction ends: accounts first, each in order. */
export async function hold(trx: Trx, contactIds: readonly number[]) {
  const accountsNow = async () =>
    (
      await trx
        .selectFrom('link')
        .select('account_id')
        .distinct()
        .where('contact_id', 'in', contactIds)
        .orderBy('account_id')
        .execute()
    ).map((link) => link.account_id)
  const accounts = await accountsNow()
  const held = []
  for (const id of accounts) held.push(await lockedAccount(trx, id))
  for (const id of contactIds.toSorted((a, b) => a - b)) await locked(trx, 'contact', id)
  // Somebody may have linked one of them before they were held.
  if (String(await accountsNow()) !== String(accounts)) throw changedMeanwhile()
  return held
}

/**
 * Makes two contacts one: everything that hangs on the loser goes to the winner, and each row that moves is written down. Gives the
 * number of the merge. Throws Conflict, with the one that was changed, when either was since its version, and NotYoursToOpen
 * where logins are to open what is not its author's to open.
 */
export async function mergeContacts(act: Act, { winner, loser, choices, login }: Merging): Promise<number> {
  const { trx } = act
  if (winner.id === loser.id) throw notFound()
  const accounts = await hold(trx, [winner.id, loser.id])
  const two: Two = {
    act,
    move: mover(trx, act.vault, { winner_id: winner.id, loser_id: loser.id }),
    winner: await presentContact(trx, winner.id),
    loser: await presentContact(trx, loser.id),
    choices,
  }
  if (two.winner.version !== winner.version) throw new Conflict(two.winner)
  if (two.loser.version !== loser.version) throw new Conflict(two.loser)
  await moveFields(two)
  const opened = await openingNothingElse(act, [winner.id, loser.id], async () => {
    await moveAddresses(two)
    await movePhones(two)
    await moveTags(two)
    await moveValues(two)
    const linked = await moveLinks(two)
    await moveLogins(two)
    if (login) await foldLogins(two, login)
    return linked
  })
  await moveDocuments(two)
  await moveApart(two)
  for (const mail of await findRows(trx, 'outgoing_mail', { contact_id: loser.id }))
    await two.move.change('outgoing_mail', ['id'], mail, { contact_id: winner.id })
  await moveChats(two)
  await settleLastLogin(
    trx,
    accounts.map((account) => account.id),
  )
  await dropFindable(trx, 'contact', loser.id)
  const name = await settleContact(trx, winner.id)
  const changes: Changes = { contact: [contactName(two.loser), name] }
  const eventId = await record(act, { kind: 'contacts merged', contactId: winner.id, subject: name, changes })
  for (const account of accounts.filter(({ id }) => opened.includes(id)))
    await record(act, {
      kind: 'contacts merged',
      accountId: account.id,
      contactId: winner.id,
      subject: account.name,
      changes,
    })
  const { id } = await trx
    .insertInto('contact_merge')
    .values({
      winner_id: winner.id,
      loser_id: loser.id,
      event_id: eventId,
      at: act.at,
      staff_id: act.by.staffId,
      moves: JSON.stringify(two.move.moves),
      winner_version: winner.version + 1,
      loser_version: loser.version + 1,
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The winner's own fields as chosen; the loser keeps its own, and is found nowhere. */
async function moveFields({ act, move, winner, loser, choices }: Two): Promise<void> {
  const fields = chosenFields(act.vault, winner, loser, choices)
  await move.change('contact', ['id'], winner as unknown as Row, fields as Row)
  await move.change('contact', ['id'], loser as unknown as Row, { merged_into_id: winner.id })
  for (const { id, version } of [winner, loser])
    await act.trx
      .updateTable('contact')
      .set({ version: version + 1 })
      .where('id', '=', id)
      .execute()
}

/** The phones of both, each number once. */
async function movePhones({ act, move, winner, loser }: Two): Promise<void> {
  const own = await findRows(act.trx, 'phone', { contact_id: winner.id })
  let position = Math.max(-1, ...own.map((phone) => Number(phone.position)))
  const digits = new Set(own.map((phone) => phone.digits))
  const others = await findRows(act.trx, 'phone', { contact_id: loser.id })
  for (const phone of others.toSorted((a, b) => Number(a.position) - Number(b.position)))
    if (!digits.has(phone.digits!))
      await move.change('phone', ['id'], phone, { contact_id: winner.id, position: ++position })
}

async function moveTags({ act, move, winner, loser }: Two): Promise<void> {
  const own = new Set((await findRows(act.trx, 'contact_tag', { contact_id: winner.id })).map((row) => row.tag_id))
  for (const row of await findRows(act.trx, 'contact_tag', { contact_id: loser.id }))
    if (!own.has(row.tag_id!))
      await move.add('contact_tag', ['contact_id', 'tag_id'], { contact_id: winner.id, tag_id: row.tag_id! })
}

const linkKey = ['account_id', 'contact_id']

/** The loser's links: to the winner, or folded into the winner's own of the same account. Gives their accounts. */
async function moveLinks({ act, move, winner, loser, choices }: Two): Promise<number[]> {
  const own = await findRows(act.trx, 'link', { contact_id: winner.id })
  const others = await findRows(act.trx, 'link', { contact_id: loser.id })
  for (const link of others) {
    const same = own.find((one) => one.account_id === link.account_id)
    if (!same) {
      await move.change('link', linkKey, link, { contact_id: winner.id })
      continue
    }
    await move.remove('link', linkKey, link)
    const description = described(
      choices.get(`link ${link.account_id}`),
      String(same.description),
      String(link.description),
    )
    await move.change('link', linkKey, same, {
      description,
      signer_position: same.signer_position ?? link.signer_position ?? null,
    })
  }
  return others.map((link) => Number(link.account_id))
}

function described(choice: Choice | undefined, winners: string, losers: string): string {
  if (choice === 'winner') return winners
  return choice === 'loser' ? losers : joined(winners, losers, '; ', 200)
}

/** Whoever is not the loser is not the winner either. */
async function moveApart({ act, move, winner, loser }: Two): Promise<void> {
  const rows = [
    ...(await findRows(act.trx, 'contact_distinct', { contact_id: loser.id })),
    ...(await findRows(act.trx, 'contact_distinct', { other_id: loser.id })),
  ]
  for (const row of rows) {
    const third = Number(row.contact_id === loser.id ? row.other_id : row.contact_id)
    if (third === winner.id) continue
    const pair = { contact_id: Math.min(third, winner.id), other_id: Math.max(third, winner.id) }
    if ((await findRows(act.trx, 'contact_distinct', pair)).length === 0)
      await move.add('contact_distinct', ['contact_id', 'other_id'], { ...pair, created_at: row.created_at! })
  }
}
