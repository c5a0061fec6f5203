import type { EventWords } from '../audit/words.ts'

export const contactEvents = {
  kinds: {
    'contact created': { en: 'created the contact', pt: 'criou o contacto' },
    'contact changed': { en: 'changed the contact', pt: 'alterou o contacto' },
    'secret read': { en: 'read a secret', pt: 'leu um dado secreto' },
    'contacts told apart': {
      en: 'said that two contacts are not one person',
      pt: 'disse que dois contactos não são a mesma pessoa',
    },
    'contact tags changed': { en: 'changed tags of a contact', pt: 'alterou etiquetas de um contacto' },
  },
  fields: {
    iban: { en: 'IBAN', pt: 'IBAN', seenBy: 'nobody' },
    first_name: { en: 'First name', pt: 'Nome próprio' },
    last_name: { en: 'Last name', pt: 'Apelido' },
    company: { en: 'Company', pt: 'Empresa' },
    birth_date: { en: 'Birth date', pt: 'Data de nascimento' },
    street: { en: 'Street', pt: 'Rua' },
    street_2: { en: 'Street, line 2', pt: 'Rua, linha 2' },
    city: { en: 'City', pt: 'Localidade' },
    postcode: { en: 'Postcode', pt: 'Código postal' },
    region: { en: 'Region', pt: 'Região' },
    emails: { en: 'E-mail addresses', pt: 'Endereços de e-mail' },
    phones: { en: 'Phones', pt: 'Telefones' },
  },
} satisfies EventWords
