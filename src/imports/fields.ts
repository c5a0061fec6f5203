/** How the text of a field is read: see row.ts. `lines` keeps its line breaks, `list` is split at ; , and |. */
export type FieldKind =
  | 'line'
  | 'lines'
  | 'list'
  | 'type'
  | 'full name'
  | 'e-mails'
  | 'phones'
  | 'country'
  | 'language'
  | 'date'

/** The longest text of each field, in UTF-16 code units; of a list, an address or a phone: of each one. */
export const mostCharacters = {
  name: 200,
  email: 254,
  phone: 40,
  place: 200,
  postcode: 30,
  region: 100,
  notes: 10_000,
  tag: 50,
  id: 20,
  taxId: 40,
} as const

interface Field {
  kind: FieldKind
  most: number
}

const field = (kind: FieldKind, most: number): Field => ({ kind, most })
const m = mostCharacters

export const accountFields = {
  id: field('line', m.id),
  name: field('line', m.name),
  type: field('type', m.name),
  company_name: field('line', m.name),
  company_street: field('line', m.place),
  company_city: field('line', m.place),
  company_postcode: field('line', m.postcode),
  company_region: field('line', m.region),
  company_country: field('country', m.place),
  tax_id: field('line', m.taxId),
  tax_country: field('country', m.place),
  tags: field('list', m.tag),
  team: field('list', m.email),
  preparer: field('line', m.email),
  reviewer: field('line', m.email),
} as const satisfies Record<string, Field>

export const contactFields = {
  first_name: field('line', m.name),
  /** Joined to the first name. */
  middle_name: field('line', m.name),
  last_name: field('line', m.name),
  /** Joined to the last name: "Jr.", "III". */
  suffix: field('line', m.name),
  full_name: field('full name', m.name),
  company: field('line', m.name),
  email: field('e-mails', m.email),
  email_2: field('e-mails', m.email),
  phone: field('phones', m.phone),
  phone_2: field('phones', m.phone),
  phone_3: field('phones', m.phone),
  street: field('line', m.place),
  street_2: field('line', m.place),
  city: field('line', m.place),
  postcode: field('line', m.postcode),
  region: field('line', m.region),
  country: field('country', m.place),
  language: field('language', m.name),
  birth_date: field('date', m.name),
  notes: field('lines', m.notes),
  /** Of the link between contact and account: "CEO". */
  description: field('line', m.name),
} as const satisfies Record<string, Field>

export type AccountField = keyof typeof accountFields
export type ContactField = keyof typeof contactFields

/** The people that one row may name: the taxpayer is the first, the spouse the second. */
export const contactNumbers = [1, 2, 3, 4] as const
export type ContactNumber = (typeof contactNumbers)[number]

/** A field that a column can be mapped to, as forms and stored mappings spell it: `account.name`, `contact1.email`. */
export type FieldKey = `account.${AccountField}` | `contact${ContactNumber}.${ContactField}`

/** What each column becomes, by position; null for one that is not imported. */
export type Mapping = readonly (FieldKey | null)[]

/** A row by field: what a mapped CSV row and a vCard are alike. */
export type Fields = Partial<Record<FieldKey, string>>

export const accountField = (name: AccountField): FieldKey => `account.${name}`
export const contactField = (number: ContactNumber, name: ContactField): FieldKey => `contact${number}.${name}`

const known = new Map<FieldKey, Field>()
for (const name of Object.keys(accountFields) as AccountField[]) known.set(accountField(name), accountFields[name])
for (const number of contactNumbers) {
  for (const name of Object.keys(contactFields) as ContactField[])
    known.set(contactField(number, name), contactFields[name])
}

/** All fields, the account's first, then each contact's: the order of the list to choose from. */
export const fieldKeys: readonly FieldKey[] = [...known.keys()]

export const isFieldKey = (text: unknown): text is FieldKey => known.has(text as FieldKey)

export const fieldOf = (key: FieldKey): Field => known.get(key)!

/** The parts of a key: whose field it is (0 for the account, else the contact's number) and its name, for showing it in words. */
export function partsOf(key: FieldKey): { contact: 0 | ContactNumber; name: AccountField | ContactField } {
  const [owner, name] = key.split('.') as [string, AccountField | ContactField]
  return { contact: owner === 'account' ? 0 : (Number(owner.at(-1)) as ContactNumber), name }
}

/** The mapping that a form sends, column by column: null for '' and for anything that is no field. */
export const toMapping = (values: readonly string[]): (FieldKey | null)[] =>
  values.map((value) => (isFieldKey(value) ? value : null))
