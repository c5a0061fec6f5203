import { fold } from '#src/platform/language/fold.ts'
import {
  type AccountField,
  accountField,
  type ContactField,
  type ContactNumber,
  contactField,
  type FieldKey,
} from './fields.ts'

/** A heading without case, accents and punctuation: "E-mail Address" → "email address", "ContactKey" → "contact key". */
export const bareHeading = (heading: string): string =>
  fold(heading.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\be mail/g, 'email')
    .replace(/\bn o\b/g, 'no')
    .replace(/\btax payer\b/g, 'taxpayer')
    .trim()

const accountWords: Record<AccountField, string> = {
  id: 'account id|client id|customer id|account number|account no|account code|client number|client no|client code|id|codigo|codigo de cliente|codigo cliente|codigo do cliente|numero de cliente|no de cliente|no cliente|n cliente|num cliente',
  name: 'account name|account|client|client name|customer|customer name|display name|name|nome|cliente|nome do cliente|nome de cliente|conta|nome da conta|designacao|denominacao',
  type: 'account type|client type|contact type|entity type|type|tipo|tipo de cliente|tipo de conta|tipo de entidade',
  company_name:
    'company name|company|business name|business|legal name|organization|organisation|organization name|organisation name|firm name|empresa|nome da empresa|sociedade|denominacao social|razao social|firma',
  company_street:
    'company address|company street|business address|registered office|sede|morada fiscal|morada da empresa',
  company_city: '',
  company_postcode: '',
  company_region: '',
  company_country: '',
  tax_id:
    'tax id|tax id number|tax number|tax no|tax identification number|tin|ein|ssn|ssn ein|ein ssn|itin|vat|vat number|vat no|vat id|nif|nipc|nif nipc|contribuinte|no contribuinte|no de contribuinte|n contribuinte|numero de contribuinte|numero fiscal|numero de identificacao fiscal|identificacao fiscal',
  tax_country: 'tax country|tax id country|country of tax id|pais do nif|pais do numero fiscal|pais fiscal',
  tags: 'tag|tags|label|labels|category|categories|group|groups|group membership|etiqueta|etiquetas|categoria|categorias|grupo|grupos',
  team: 'team|team member|team members|staff|assigned to|assignee|assignees|account manager|client manager|client owner|responsible|equipa|membros da equipa|membro da equipa|responsavel|gestor|gestor de conta|gestor de cliente|colaborador',
  preparer: 'preparer|tax preparer|responsavel pelo cliente|preparador|contabilista|tecnico',
  reviewer: 'reviewer|supervisor|revisor',
}

const contactWords: Record<ContactField, string> = {
  first_name: 'first name|first names|first|given name|given names|forename|primeiro nome|nome proprio|nomes proprios',
  middle_name: 'middle name|middle names|middle initial|middle|additional name|nome do meio|nomes do meio|segundo nome',
  last_name: 'last name|last names|last|surname|family name|apelido|apelidos|ultimo nome|sobrenome|nome de familia',
  suffix: 'suffix|name suffix|sufixo',
  full_name:
    'full name|contact|contact name|contact person|contact full name|primary contact|main contact|taxpayer|spouse|conjuge|nome completo|nome do contacto|nome de contacto|pessoa de contacto|contacto principal',
  company: 'employer|entidade patronal',
  email:
    'email|emails|email address|email addresses|email 1|mail|login email|work email|home email|personal email|business email|correio eletronico|correio electronico|endereco de email|endereco eletronico|endereco de correio eletronico|endereco de correio electronico|email principal|primary email|preferred email',
  email_2:
    'email 2|email address 2|second email|secondary email|other email|alternate email|alternative email|segundo email|outro email|email secundario|email alternativo|email address 2|endereco de correio eletronico 2|endereco de correio electronico 2',
  phone:
    'phone|phones|phone number|phone numbers|phone 1|telephone|telephone number|tel|mobile|mobile phone|mobile number|cell|cell phone|cellphone|home phone|work phone|business phone|office phone|main phone|day phone|daytime phone|evening phone|telefone|telefones|telefone 1|telemovel|telef|tlm|tlf|no de telefone|no telefone|numero de telefone|contacto telefonico|telefone fixo',
  phone_2:
    'phone 2|phone number 2|second phone|secondary phone|other phone|alternate phone|alt phone|mobile 2|telefone 2|telemovel 2|segundo telefone|outro telefone|telefone alternativo',
  phone_3: 'phone 3|third phone|telefone 3|terceiro telefone',
  street:
    'street|street 1|street address|street address 1|address|addresses|address 1|address line 1|line 1|bill address|morada|morada 1|endereco|endereco postal|rua',
  street_2: 'street 2|street address 2|address 2|address line 2|line 2|apt|suite|morada 2|complemento|andar',
  city: 'city|town|city town|suburb|cidade|localidade',
  postcode: 'postcode|post code|postal code|zip|zip code|zipcode|zip postal code|codigo postal|cod postal|cp',
  region: 'region|state|province|county|state province|state region|distrito|regiao|estado|provincia|concelho',
  country: 'country|country region|pais|pais regiao',
  language: 'language|preferred language|idioma|lingua',
  birth_date:
    'birth date|born|birthdate|birthday|date of birth|dob|data de nascimento|data nascimento|dt nascimento|nascimento|aniversario',
  notes: 'note|notes|comment|comments|remarks|memo|nota|notas|observacao|observacoes|obs|comentario|comentarios',
  description: 'description|job title|title|role|position|relationship|cargo|funcao|descricao|relacao',
}

const index = <T extends string>(words: Record<T, string>): Map<string, T> =>
  new Map(
    (Object.entries(words) as [T, string][]).flatMap(([name, list]) =>
      list
        .split('|')
        .filter(Boolean)
        .map((word) => [word, name] as const),
    ),
  )

const accountByWord = index(accountWords)
const contactByWord = index(contactWords)

// Where the first choice is taken: a second phone column is the second phone.
const next: Partial<Record<ContactField, readonly ContactField[]>> = {
  email: ['email', 'email_2'],
  phone: ['phone', 'phone_2', 'phone_3'],
  phone_2: ['phone_2', 'phone_3'],
  street: ['street', 'street_2'],
}

const companyPlace: Partial<Record<ContactField, AccountField>> = {
  street: 'company_street',
  city: 'company_city',
  postcode: 'company_postcode',
  region: 'company_region',
  country: 'company_country',
}

const contactChoices = (number: ContactNumber, name: ContactField): FieldKey[] =>
  (next[name] ?? [name]).map((choice) => contactField(number, choice))

const nameFields: ReadonlySet<ContactField> = new Set(['first_name', 'middle_name', 'last_name', 'full_name'])

const people =
  'taxpayer|tp|sp|spouse|conjuge|contact|contacto|person|pessoa|client|sujeito passivo|primary contact|main contact|primary|secondary contact|second contact|secondary|contacto principal|contribuinte'
const personFirst = new RegExp(`^(${people})(?: s)?(?: ([1-4ab]))? (.+)$`)
const personLast =
  /^(.+?)(?: of)?(?: the)?(?: d[oae])? (spouse|conjuge|taxpayer|contribuinte|contacto|contact|sujeito passivo)(?: ([1-4ab]))?$/
const second = /^(sp$|spouse|conjuge|second)/

function numberOf(person: string, ordinal: string | undefined): ContactNumber {
  if (ordinal) return (ordinal === 'a' ? 1 : ordinal === 'b' ? 2 : Number(ordinal)) as ContactNumber
  return second.test(person) ? 2 : 1
}

/** A heading that names a person: "Spouse first name", "E-mail do cônjuge", "Contact 3 phone", "Last name 2". */
function choicesOfPerson(heading: string): FieldKey[] {
  const first = personFirst.exec(heading)
  const last = personLast.exec(heading)
  const found = first
    ? { person: first[1]!, ordinal: first[2], rest: first[3]! }
    : last && { person: last[2]!, ordinal: last[3], rest: last[1]! }
  if (found) {
    const number = numberOf(found.person, found.ordinal)
    if (found.rest === 'name' || found.rest === 'nome') return [contactField(number, 'full_name')]
    if (number === 1 && accountByWord.get(found.rest) === 'tax_id') return [accountField('tax_id')]
    if (accountByWord.get(found.rest) === 'company_name') return [contactField(number, 'company')]
    const name = contactByWord.get(found.rest)
    if (name) return contactChoices(number, name)
  }
  const numbered = /^(.+) ([2-4])$/.exec(heading)
  const base =
    numbered && (/^(name|nome|contact|contacto)$/.test(numbered[1]!) ? 'full_name' : contactByWord.get(numbered[1]!))
  return numbered && base && nameFields.has(base) ? [contactField(Number(numbered[2]) as ContactNumber, base)] : []
}

/** Whether it is of somebody at home or at work, which address books say before a heading or behind it, in brackets or not. */
const whereFirst =
  /^(?:billing|bill|mailing|home|work|business|postal|residential|primary|address|personal|private|other)(?: address)? (.+)$/
const whereLast =
  /^(.+?)(?: d[aoe])? (?:home|work|business|office|private|casa|emprego|trabalho|escritorio|residencia|domicilio|pessoal|particular|profissional|principal|comercial)$/

/** "Business City", "Morada da empresa" are the company's address, "Billing City", "Home Street", "Morada (casa)" the person's. */
function choicesOfPlace(heading: string): FieldKey[] {
  const company =
    /^(?:company|business|office|registered)(?: address)? (.+)$/.exec(heading)?.[1] ??
    /^(.+) (?:da empresa|da sociedade|da sede|fiscal)$/.exec(heading)?.[1]
  const ofCompany = company && companyPlace[contactByWord.get(company) ?? 'notes']
  if (ofCompany) return [accountField(ofCompany)]
  for (const pattern of [whereFirst, whereLast]) {
    const name = contactByWord.get(pattern.exec(heading)?.[1] ?? '')
    // A person has one address: the street at home is no second line of the one at work.
    if (name) return companyPlace[name] ? [contactField(1, name)] : contactChoices(1, name)
  }
  return /^(?:billing|mailing|home|work|postal|residential|primary) address$/.test(heading)
    ? [contactField(1, 'street')]
    : []
}

/** The fields that a bare heading may mean, the likeliest first; none for one that nobody knows. English and Portuguese. */
export function choicesOf(heading: string): FieldKey[] {
  const account = accountByWord.get(heading)
  if (account === 'name')
    return [accountField('name'), ...(/^(name|nome)$/.test(heading) ? [contactField(1, 'full_name')] : [])]
  if (account === 'company_name') return [accountField('company_name'), contactField(1, 'company')]
  if (account) return [accountField(account)]
  if (heading === 'spouse' || heading === 'conjuge') return [contactField(2, 'full_name')]
  const contact = contactByWord.get(heading)
  if (contact) return contactChoices(1, contact)
  const person = choicesOfPerson(heading)
  return person.length > 0 ? person : choicesOfPlace(heading)
}
