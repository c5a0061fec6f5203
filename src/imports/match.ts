import { isShortId } from '#src/accounts/short-id.ts'
import { asWords } from '#src/platform/language/fold.ts'
import { type Known, type KnownAccount, type KnownContact, nameOf, saidContacts, taxKeysOf } from './known.ts'
import type { MeetingProblem } from './problems.ts'
import type { Candidate } from './row.ts'
import type { Decision, Doubtful, DoubtReason } from './rules.ts'

/** Rejects a row for what it says when it meets the firm's data. */
export class Rejected extends Error {
  readonly code: MeetingProblem
  readonly value: string
  constructor(code: MeetingProblem, value = '') {
    super(code)
    this.code = code
    this.value = value
  }
}

/** Whom a row is about, of those who are known: an account and each of its contacts, null for what is to be made. */
interface Match {
  account: KnownAccount | null
  contacts: (KnownContact | null)[]
}

/** That a row may be about one of these. */
export interface Doubt {
  reason: DoubtReason
  accounts: KnownAccount[]
  contacts: KnownContact[]
}

/** The most accounts that one is asked to choose from. */
const mostToChoose = 20

const shares = (some: readonly string[], others: readonly string[]): boolean => some.some((one) => others.includes(one))

/** Husband and wife may share an address: who has another name is somebody else. */
const mayBeSame = (known: KnownContact, said: KnownContact): boolean =>
  known.nameKey === '' || said.nameKey === '' || known.nameKey === said.nameKey

const bornApart = (known: KnownContact, said: KnownContact): boolean =>
  known.birthDate !== null && said.birthDate !== null && known.birthDate !== said.birthDate

type Verdict = 'same' | 'other' | DoubtReason

/** Whether an account of a row's name is the row's. A name alone never makes two people one; what they have besides tells. */
function compared(candidate: Candidate, said: readonly KnownContact[], known: KnownAccount, country: string): Verdict {
  const { account } = candidate
  const taxKeys = taxKeysOf(account.tax_id, account.tax_country || country)
  const otherTaxId = taxKeys.length > 0 && known.taxKeys.length > 0 && !shares(taxKeys, known.taxKeys)
  const isCompany = account.type === 'company' && known.type === 'company'
  const pairs = known.contacts.flatMap((theirs) =>
    said
      .filter((ours) => ours.nameKey !== '' && ours.nameKey === theirs.nameKey)
      .map((ours) => [theirs, ours] as const),
  )
  const otherBirth = pairs.length > 0 && pairs.every(([theirs, ours]) => bornApart(theirs, ours))
  const of = (field: 'emails' | 'phones', contacts: readonly KnownContact[]) => contacts.flatMap((one) => one[field])
  const [emails, theirEmails] = [of('emails', said), of('emails', known.contacts)]
  const [phones, theirPhones] = [of('phones', said), of('phones', known.contacts)]
  if (shares(emails, theirEmails)) {
    if (otherTaxId) return isCompany ? 'other' : 'another tax ID'
    return otherBirth && !isCompany ? 'another birth date' : 'same'
  }
  if (otherTaxId) return 'other'
  // Few companies share a name: one without its tax ID is asked about, wherever it has moved its mail and its phone since.
  if (isCompany) return taxKeys.length === 0 && known.taxKeys.length === 0 ? 'same' : 'name alone'
  if (otherBirth) return 'other'
  if (shares(phones, theirPhones)) return 'same phone'
  const bothHave = (ours: readonly string[], theirs: readonly string[]) => ours.length > 0 && theirs.length > 0
  return bothHave(phones, theirPhones) || bothHave(emails, theirEmails) ? 'other' : 'name alone'
}

interface Found {
  sure: KnownAccount | null
  /** By its name and what goes with it, and not by a number: what somebody decides about the row counts for more. */
  isByName?: boolean
  doubt: { reason: DoubtReason; accounts: KnownAccount[] } | null
}

function accountFor(candidate: Candidate, said: readonly KnownContact[], known: Known): Found {
  const { account } = candidate
  const sure = (found: KnownAccount | null): Found => ({ sure: found, doubt: null })
  const id = account.id.toUpperCase()
  if (id) {
    const found = known.withId(id)
    if (found) return sure(found)
    if (!isShortId(id)) throw new Rejected('ID not usable', account.id)
    if (known.takenIds.has(id)) throw new Rejected('ID taken', account.id)
  }
  const byTaxId = known.withTaxId(account.tax_id, account.tax_country)
  if (byTaxId.length === 1) return sure(byTaxId[0]!)
  if (byTaxId.length > 1) return { sure: null, doubt: { reason: 'several match', accounts: byTaxId } }
  const verdicts = named(candidate, known).map((one) => ({ one, is: compared(candidate, said, one, known.country) }))
  const same = verdicts.filter(({ is }) => is === 'same').map(({ one }) => one)
  if (same.length === 1) return { sure: same[0]!, isByName: true, doubt: null }
  if (same.length > 1) return { sure: null, doubt: { reason: 'several match', accounts: same } }
  const doubtful = verdicts.filter(({ is }) => is !== 'other')
  const [first] = doubtful
  return first
    ? { sure: null, doubt: { reason: first.is as DoubtReason, accounts: doubtful.map(({ one }) => one) } }
    : sure(null)
}

const named = (candidate: Candidate, known: Known): KnownAccount[] => {
  const name = nameOf(candidate)
  return asWords(name) === '' ? [] : known.named(name)
}

/** A contact by one of its addresses and its name; within an account that is sure, by its name where nothing else tells them apart. */
function contactFor(said: KnownContact, known: Known, account: KnownAccount | null, isDecided: boolean) {
  const byAddress = known.withAddress(said.emails).filter((one) => mayBeSame(one, said))
  byAddress.sort((a, b) => Number(b.nameKey === said.nameKey) - Number(a.nameKey === said.nameKey))
  const sure = byAddress.find((one) => !bornApart(one, said))
  if (sure) return { same: sure, doubtful: [] }
  const own = account?.contacts.find(
    (one) => one.plainKey !== '' && one.plainKey === said.plainKey && (isDecided || !tellsApart(one, said)),
  )
  return { same: own ?? null, doubtful: own ? [] : byAddress }
}

const tellsApart = (known: KnownContact, said: KnownContact): boolean =>
  bornApart(known, said) ||
  (known.emails.length > 0 && said.emails.length > 0) ||
  (known.phones.length > 0 && said.phones.length > 0 && !shares(known.phones, said.phones))

/**
 * Whom a row is about, of those who are known; and where that is doubtful and not decided, whom it may be about. Accounts are matched by
 * their ID, then their tax ID, then by name and an address in common (companies that both have no tax ID by their name alone), contacts
 * by address and name. Throws Rejected.
 */
export function matchOf(
  candidate: Candidate,
  row: number,
  known: Known,
  decision?: Decision,
  undecided: Doubtful = 'ask',
): Match & { doubt: Doubt | null } {
  const match = matchedBy(candidate, row, known, decision)
  return match.doubt && undecided === 'new' ? matchedBy(candidate, row, known, 'new') : match
}

function matchedBy(
  candidate: Candidate,
  row: number,
  known: Known,
  decision: Decision | undefined,
): Match & { doubt: Doubt | null } {
  const said = saidContacts(candidate, row)
  const found = accountFor(candidate, said, known)
  const mayChoose = found.sure === null || found.isByName === true
  const chosen = mayChoose ? chosenAccount(candidate, known, decision) : null
  const isNew = decision === 'new'
  const account = chosen ?? (isNew && mayChoose ? null : found.sure)
  const matched = said.map((one) => contactFor(one, known, account, chosen !== null))
  // Somebody new is none of those of whom it was asked whether they are the same.
  const others = new Set(
    isNew && mayChoose
      ? [...(found.doubt?.accounts ?? []), ...(found.sure ? [found.sure] : [])].flatMap((one) =>
          one.contacts.map(({ ref }) => ref),
        )
      : [],
  )
  const contacts = matched.map(
    ({ same, doubtful }) =>
      (same && !others.has(same.ref) ? same : null) ?? doubtful.find(({ ref }) => ref === decision) ?? null,
  )
  const doubtful = matched.flatMap((one) => one.doubtful)
  const isDecided = chosen !== null || isNew || doubtful.some(({ ref }) => ref === decision)
  if (isDecided || (found.doubt === null && doubtful.length === 0)) return { account, contacts, doubt: null }
  return {
    account,
    contacts,
    doubt: {
      reason: found.doubt?.reason ?? 'another birth date',
      accounts: (found.doubt?.accounts ?? []).slice(0, mostToChoose),
      // One that a row before makes can't be chosen by itself: its account can.
      contacts: doubtful.filter(({ ref }) => ref.startsWith('contact:')).slice(0, mostToChoose),
    },
  }
}

/** The account that a row was decided to join, where it is still one of its name or tax ID. */
function chosenAccount(candidate: Candidate, known: Known, decision: Decision | undefined): KnownAccount | null {
  const { account } = candidate
  return (
    [...known.withTaxId(account.tax_id, account.tax_country), ...named(candidate, known)].find(
      ({ ref }) => ref === decision,
    ) ?? null
  )
}
