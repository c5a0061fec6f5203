import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fieldKeys, isFieldKey, toMapping } from './fields.ts'
import { guessMapping, sourceOf } from './headings.ts'

/** What is mapped, by heading. */
function guessed(line: string) {
  const headings = line.split(',')
  const mapping = guessMapping(headings)
  return Object.fromEntries(headings.map((heading, i) => [heading, mapping[i]]).filter(([, key]) => key))
}

const googleOld =
  'Name,Given Name,Additional Name,Family Name,Nickname,Birthday,Location,Occupation,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Organization 1 - Name,Organization 1 - Title'
const googleNew =
  'First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address'
const outlook =
  'First Name,Middle Name,Last Name,Title,Suffix,Web Page,Birthday,Location,Language,Notes,E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Mobile Phone,Home Address,Home Street,Home City,Spouse,Business Phone,Business Fax,Company,Job Title,Account,Business Address,Business Street,Business Street 2,Business City,Business State,Business Postal Code,Business Country/Region,Categories'
const quickBooks = 'Name,Company name,Street Address,City,State,Country,Zip,Phone,Email,Attachments,Open Balance'
const karbon =
  'ContactKey,Contact Type,Full Name,First Name,Last Name,Organization,Email Address,Phone Number,Address,City,State,Zip,Country,Client Owner,Client Manager,Tags,User Defined Identifier'
const taxDome =
  'Account name,Account type,Account ID,Tags,Team members,Contact name,First name,Last name,Email,Phone,Login,Notify,Spouse first name,Spouse last name,Spouse email,Spouse phone'

describe('the guess from headings', () => {
  it('knows the exports of each product', () => {
    const named = (line: string) => sourceOf(line.split(','))
    assert.equal(named(googleOld), 'Google Contacts')
    assert.equal(named(googleNew), 'Google Contacts')
    assert.equal(named(outlook), 'Outlook')
    assert.equal(named(quickBooks), 'QuickBooks Online')
    assert.equal(
      named('Customer full name,Phone numbers,Email,Full name,Bill address,Ship address'),
      'QuickBooks Online',
    )
    assert.equal(named(karbon), 'Karbon')
    assert.equal(named(taxDome), 'TaxDome')
    assert.equal(named('Nome,NIF,Email'), null)
  })

  it('maps the old export of Google Contacts', () => {
    assert.deepEqual(guessed(googleOld), {
      Name: 'contact1.full_name',
      'Given Name': 'contact1.first_name',
      'Additional Name': 'contact1.middle_name',
      'Family Name': 'contact1.last_name',
      Birthday: 'contact1.birth_date',
      Notes: 'contact1.notes',
      'Group Membership': 'account.tags',
      'E-mail 1 - Value': 'contact1.email',
      'E-mail 2 - Value': 'contact1.email_2',
      'Phone 1 - Value': 'contact1.phone',
      'Address 1 - Street': 'contact1.street',
      'Address 1 - City': 'contact1.city',
      'Address 1 - Region': 'contact1.region',
      'Address 1 - Postal Code': 'contact1.postcode',
      'Address 1 - Country': 'contact1.country',
      'Organization 1 - Name': 'contact1.company',
      'Organization 1 - Title': 'contact1.description',
    })
  })

  it('maps the export of Google Contacts since 2024', () => {
    assert.deepEqual(guessed(googleNew), {
      'First Name': 'contact1.first_name',
      'Middle Name': 'contact1.middle_name',
      'Last Name': 'contact1.last_name',
      'Name Suffix': 'contact1.suffix',
      'Organization Name': 'contact1.company',
      'Organization Title': 'contact1.description',
      Birthday: 'contact1.birth_date',
      Notes: 'contact1.notes',
      Labels: 'account.tags',
      'E-mail 1 - Value': 'contact1.email',
      'Phone 1 - Value': 'contact1.phone',
      'Phone 2 - Value': 'contact1.phone_2',
      'Address 1 - Street': 'contact1.street',
      'Address 1 - City': 'contact1.city',
      'Address 1 - Region': 'contact1.region',
      'Address 1 - Postal Code': 'contact1.postcode',
      'Address 1 - Country': 'contact1.country',
      'Address 1 - Extended Address': 'contact1.street_2',
    })
  })

  it('maps the export of Outlook, work address and three phones of its many', () => {
    assert.deepEqual(guessed(outlook), {
      'First Name': 'contact1.first_name',
      'Middle Name': 'contact1.middle_name',
      'Last Name': 'contact1.last_name',
      Suffix: 'contact1.suffix',
      Birthday: 'contact1.birth_date',
      Language: 'contact1.language',
      Notes: 'contact1.notes',
      'E-mail Address': 'contact1.email',
      'E-mail 2 Address': 'contact1.email_2',
      'Home Phone': 'contact1.phone_3',
      'Mobile Phone': 'contact1.phone',
      'Business Phone': 'contact1.phone_2',
      Company: 'contact1.company',
      'Job Title': 'contact1.description',
      'Business Street': 'contact1.street',
      'Business Street 2': 'contact1.street_2',
      'Business City': 'contact1.city',
      'Business State': 'contact1.region',
      'Business Postal Code': 'contact1.postcode',
      'Business Country/Region': 'contact1.country',
      Categories: 'account.tags',
    })
  })

  it('maps both lists of QuickBooks Online', () => {
    assert.deepEqual(guessed(quickBooks), {
      Name: 'account.name',
      'Company name': 'account.company_name',
      'Street Address': 'contact1.street',
      City: 'contact1.city',
      State: 'contact1.region',
      Country: 'contact1.country',
      Zip: 'contact1.postcode',
      Phone: 'contact1.phone',
      Email: 'contact1.email',
    })
    assert.deepEqual(guessed('Customer full name,Phone numbers,Email,Full name,Bill address,Ship address'), {
      'Customer full name': 'account.name',
      'Phone numbers': 'contact1.phone',
      Email: 'contact1.email',
      'Full name': 'contact1.full_name',
      'Bill address': 'contact1.street',
    })
  })

  it('maps the export of Karbon', () => {
    assert.deepEqual(guessed(karbon), {
      'Contact Type': 'account.type',
      'Full Name': 'account.name',
      'First Name': 'contact1.first_name',
      'Last Name': 'contact1.last_name',
      Organization: 'contact1.company',
      'Email Address': 'contact1.email',
      'Phone Number': 'contact1.phone',
      Address: 'contact1.street',
      City: 'contact1.city',
      State: 'contact1.region',
      Zip: 'contact1.postcode',
      Country: 'contact1.country',
      'Client Owner': 'account.team',
      Tags: 'account.tags',
      'User Defined Identifier': 'account.id',
    })
  })

  it('maps the export of TaxDome with the spouse on the row', () => {
    assert.deepEqual(guessed(taxDome), {
      'Account name': 'account.name',
      'Account type': 'account.type',
      'Account ID': 'account.id',
      Tags: 'account.tags',
      'Team members': 'account.team',
      'Contact name': 'contact1.full_name',
      'First name': 'contact1.first_name',
      'Last name': 'contact1.last_name',
      Email: 'contact1.email',
      Phone: 'contact1.phone',
      'Spouse first name': 'contact2.first_name',
      'Spouse last name': 'contact2.last_name',
      'Spouse email': 'contact2.email',
      'Spouse phone': 'contact2.phone',
    })
  })

  it('understands Portuguese, whatever the case, the accents and the punctuation', () => {
    assert.deepEqual(
      guessed(
        'N.º Cliente,NOME DO CLIENTE,Tipo,Nº Contribuinte,E-Mail,Telemóvel,Telefone,Morada,Código Postal,Localidade,País,Data de Nascimento,Observações,Nome do Cônjuge,E-mail do cônjuge,Responsável,Etiquetas,Cargo,Morada da empresa,Código postal da empresa',
      ),
      {
        'N.º Cliente': 'account.id',
        'NOME DO CLIENTE': 'account.name',
        Tipo: 'account.type',
        'Nº Contribuinte': 'account.tax_id',
        'E-Mail': 'contact1.email',
        Telemóvel: 'contact1.phone',
        Telefone: 'contact1.phone_2',
        Morada: 'contact1.street',
        'Código Postal': 'contact1.postcode',
        Localidade: 'contact1.city',
        País: 'contact1.country',
        'Data de Nascimento': 'contact1.birth_date',
        Observações: 'contact1.notes',
        'Nome do Cônjuge': 'contact2.full_name',
        'E-mail do cônjuge': 'contact2.email',
        Responsável: 'account.team',
        Etiquetas: 'account.tags',
        Cargo: 'contact1.description',
        'Morada da empresa': 'account.company_street',
        'Código postal da empresa': 'account.company_postcode',
      },
    )
  })

  it('understands several people on a row in other words', () => {
    assert.deepEqual(
      guessed(
        "Taxpayer First Name,Taxpayer SSN,Spouse's First Name,Contact 3 phone,Last name 4,Billing City,Business City",
      ),
      {
        'Taxpayer First Name': 'contact1.first_name',
        'Taxpayer SSN': 'account.tax_id',
        "Spouse's First Name": 'contact2.first_name',
        'Contact 3 phone': 'contact3.phone',
        'Last name 4': 'contact4.last_name',
        'Billing City': 'contact1.city',
        'Business City': 'account.company_city',
      },
    )
  })

  it('never gives one field to two columns', () => {
    for (const line of [
      googleOld,
      googleNew,
      outlook,
      quickBooks,
      karbon,
      taxDome,
      'Email,Email,E-mail,Mail,Name,Nome,Tag,Tags',
    ]) {
      const mapped = guessMapping(line.split(',')).filter((key) => key !== null)
      assert.equal(new Set(mapped).size, mapped.length)
      assert.ok(mapped.every(isFieldKey))
    }
  })

  it('leaves what it does not know alone, names of Object too', () => {
    assert.deepEqual(guessMapping(['constructor', 'Shoe size', '', '__proto__']), [null, null, null, null])
  })
})

describe('the keys of fields', () => {
  it('come back from a form, anything else as not imported', () => {
    assert.deepEqual(toMapping(['account.name', '', 'contact5.email', 'contact4.email']), [
      'account.name',
      null,
      null,
      'contact4.email',
    ])
    assert.equal(new Set(fieldKeys).size, fieldKeys.length)
  })
})
