import type { FieldKey } from './fields.ts'

/** The programs whose exports are recognised by their headings. */
export const products = [
  'Google Contacts',
  'Outlook',
  'QuickBooks Online',
  'Karbon',
  'TaxDome',
  'Xero',
  'Thunderbird',
] as const
export type Product = (typeof products)[number]

interface Export {
  product: Product
  /** Whether these bare headings are this product's. */
  recognises: (headings: ReadonlySet<string>) => boolean
  /** By bare heading; null for what is not imported. What is not listed is guessed like any other heading. */
  fields: Record<string, FieldKey | null>
}

const anyOf = (headings: ReadonlySet<string>, ...wanted: string[]) => wanted.some((heading) => headings.has(heading))
const allOf = (headings: ReadonlySet<string>, ...wanted: string[]) => wanted.every((heading) => headings.has(heading))

// "First Name,Middle Name,Last Name,…,Organization Name,Organization Title,…,Labels,E-mail 1 - Label,E-mail 1 - Value,…" since 2024;
// before, "Name,Given Name,Additional Name,Family Name,…,Group Membership,E-mail 1 - Type,E-mail 1 - Value,…,Organization 1 - Name".
// https://timelinize.com/docs/data-sources/contact-list names it; the headings are those of exports in public repositories.
const google: Export = {
  product: 'Google Contacts',
  recognises: (headings) =>
    anyOf(headings, 'email 1 value', 'phone 1 value') ||
    allOf(headings, 'given name', 'family name', 'group membership') ||
    allOf(headings, 'phonetic first name', 'file as', 'labels'),
  fields: {
    name: 'contact1.full_name',
    'given name': 'contact1.first_name',
    'additional name': 'contact1.middle_name',
    'family name': 'contact1.last_name',
    'organization name': 'contact1.company',
    'organization 1 name': 'contact1.company',
    'organization title': 'contact1.description',
    'organization 1 title': 'contact1.description',
    'email 1 value': 'contact1.email',
    'email 2 value': 'contact1.email_2',
    'phone 1 value': 'contact1.phone',
    'phone 2 value': 'contact1.phone_2',
    'phone 3 value': 'contact1.phone_3',
    'address 1 street': 'contact1.street',
    'address 1 extended address': 'contact1.street_2',
    'address 1 city': 'contact1.city',
    'address 1 region': 'contact1.region',
    'address 1 postal code': 'contact1.postcode',
    'address 1 country': 'contact1.country',
    labels: 'account.tags',
    'group membership': 'account.tags',
    'address 1 formatted': null,
    location: null,
    occupation: null,
    subject: null,
    priority: null,
  },
}

// "First Name,Middle Name,Last Name,Title,Suffix,…,E-mail Address,…,Business Phone,…,Business Street,…,Categories", in classic
// Outlook and Outlook.com alike: the headings are those of exports in public repositories, as Microsoft's pages list only some.
const outlook: Export = {
  product: 'Outlook',
  recognises: (headings) =>
    (allOf(headings, 'first name', 'last name') &&
      anyOf(headings, 'email address', 'email 2 address') &&
      anyOf(headings, 'business phone', 'business street', 'company main phone', 'home street')) ||
    allOf(headings, 'nome proprio', 'apelido', 'endereco de correio eletronico', 'rua emprego'),
  fields: {
    title: null,
    company: 'contact1.company',
    'job title': 'contact1.description',
    'email address': 'contact1.email',
    'email 2 address': 'contact1.email_2',
    'mobile phone': 'contact1.phone',
    'business phone': 'contact1.phone_2',
    'home phone': 'contact1.phone_3',
    'primary phone': null,
    'other phone': null,
    'car phone': null,
    'business street': 'contact1.street',
    'business street 2': 'contact1.street_2',
    'business city': 'contact1.city',
    'business state': 'contact1.region',
    'business postal code': 'contact1.postcode',
    'business country': 'contact1.country',
    'business country region': 'contact1.country',
    'business address': null,
    'business fax': null,
    'home address': null,
    'home street': null,
    'home street 2': null,
    'home city': null,
    'home state': null,
    'home postal code': null,
    'home country': null,
    'home country region': null,
    account: null,
    location: null,
    spouse: null,
    categories: 'account.tags',
    // The same in Portuguese.
    titulo: null,
    empresa: 'contact1.company',
    cargo: 'contact1.description',
    'telefone emprego': 'contact1.phone_2',
    'telefone casa': 'contact1.phone_3',
    telemovel: 'contact1.phone',
    'rua emprego': 'contact1.street',
    'localidade emprego': 'contact1.city',
    'codigo postal emprego': 'contact1.postcode',
    'pais regiao emprego': 'contact1.country',
    'rua casa': null,
    'localidade casa': null,
    'codigo postal casa': null,
    'pais regiao casa': null,
    conjuge: null,
    categorias: 'account.tags',
  },
}

// The customer list ("Name, Company name, Street Address, City, State, Country, Zip, Phone, Email, Attachments, Open Balance") and the
// report Customer Contact List ("Customer full name,Phone numbers,Email,Full name,Bill address,Ship address").
// https://community.intuit.com/articles/1583081-which-contact-fields-are-imported
const quickBooks: Export = {
  product: 'QuickBooks Online',
  recognises: (headings) =>
    anyOf(headings, 'open balance', 'bill address', 'billing address', 'attachments') &&
    anyOf(headings, 'name', 'customer', 'customer full name', 'display name', 'customer name'),
  fields: {
    name: 'account.name',
    customer: 'account.name',
    'customer full name': 'account.name',
    'full name': 'contact1.full_name',
    'company name': 'account.company_name',
    'street address': 'contact1.street',
    'bill address': 'contact1.street',
    'billing address': 'contact1.street',
    'customer type': null,
    currency: null,
    attachments: null,
    'open balance': null,
  },
}

// "ContactKey,Contact Type,Full Name,First Name,Last Name,Organization,Email Address,Phone Number,…,Client Owner,Client Manager,Tags,…":
// one row for each contact card, a client being a person or an organization.
// https://support.liscio.me/portal/en/kb/articles/karbon-export, https://help.karbonhq.com/en/articles/5708609-overview-of-contacts
const karbon: Export = {
  product: 'Karbon',
  recognises: (headings) =>
    anyOf(headings, 'contact key', 'karbon url', 'organization key') ||
    allOf(headings, 'client owner', 'client manager'),
  fields: {
    'contact key': null,
    'organization key': null,
    'user defined identifier': 'account.id',
    'client reference': 'account.id',
    'full name': 'account.name',
    'contact name': 'account.name',
    organization: 'contact1.company',
    organisation: 'contact1.company',
    'organization name': 'account.company_name',
    'organisation name': 'account.company_name',
    'custom field entity type': null,
    'entity type': null,
    'contact type': 'account.type',
    'client owner': 'account.team',
    'client manager': null,
  },
}

// Accounts and contacts share a row; a contact is "First name, Last name, Email, Phone", the spouse's columns say so.
// https://help.taxdome.com/article/1842-prepare-your-csv-file-for-import,
// https://help.taxdome.com/article/582-how-to-import-taxpayer-spouse-same-row
const taxDome: Export = {
  product: 'TaxDome',
  recognises: (headings) =>
    headings.has('account name') &&
    anyOf(headings, 'account type', 'account id', 'team members', 'login', 'notify', 'email sync', 'linked contacts'),
  fields: {
    id: 'account.id',
    name: 'contact1.full_name',
    'contact id': null,
    'company name': 'account.company_name',
    login: null,
    notify: null,
    'email sync': null,
    'linked contacts': null,
    'linked accounts': null,
    'portal access': null,
  },
}

// "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAttentionTo,POAddressLine1,…,POCountry,…,TaxNumber,…": the contact is the
// client, and the names beside it are its first person's.
const xero: Export = {
  product: 'Xero',
  recognises: (headings) =>
    allOf(headings, 'contact name', 'email address', 'first name', 'last name') && !headings.has('account name'),
  fields: {
    'contact name': 'account.name',
    'poattention to': null,
    'poaddress line1': 'contact1.street',
    'poaddress line2': 'contact1.street_2',
    pocity: 'contact1.city',
    poregion: 'contact1.region',
    'popostal code': 'contact1.postcode',
    pocountry: 'contact1.country',
    'phone number': 'contact1.phone',
    'mobile number': 'contact1.phone_2',
    ddinumber: 'contact1.phone_3',
  },
}

// "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,…,Organization,…": an address book of
// people, whose organization is where they work.
const thunderbird: Export = {
  product: 'Thunderbird',
  recognises: (headings) =>
    allOf(headings, 'first name', 'last name', 'display name') && anyOf(headings, 'screen name', 'secondary email'),
  fields: {
    'display name': 'contact1.full_name',
    organization: 'contact1.company',
    'job title': 'contact1.description',
    'mobile number': 'contact1.phone',
    'work phone': 'contact1.phone_2',
    'home phone': 'contact1.phone_3',
    'work address': 'contact1.street',
    'work address 2': 'contact1.street_2',
    'work city': 'contact1.city',
    'work state': 'contact1.region',
    'work zip code': 'contact1.postcode',
    'work country': 'contact1.country',
    'home address': null,
    'home address 2': null,
    'home city': null,
    'home state': null,
    'home zip code': null,
    'home country': null,
  },
}

/** In the order in which they are tried: the most telling headings first. */
export const productExports: readonly Export[] = [google, karbon, taxDome, quickBooks, thunderbird, outlook, xero]
