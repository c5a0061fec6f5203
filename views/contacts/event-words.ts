import type { EventWords } from '../audit/words.ts'

export const contactEvents = {
  kinds: {
    'contact created': { en: 'created the contact', pt: 'criou o contacto' },
    'contact changed': { en: 'changed the contact', pt: 'alterou o contacto' },
    'secret read': { en: 'looked at a protected value', pt: 'consultou um dado protegido' },
    'contacts told apart': {
      en: 'marked as different people',
      pt: 'indicou que são pessoas diferentes',
    },
    'contact tags changed': { en: 'changed tags of a contact', pt: 'alterou etiquetas de um contacto' },
  },
  fields: {
    iban: { en: 'IBAN', pt: 'IBAN', seenBy: 'nobody' },
    first_name: { en: 'First name', pt: 'Nome próprio' },
    last_name: { en: 'Last name', pt: 'Apelido' },
    company: { en: 'Company', pt: 'Empresa' },
    birth_date: { en: 'Birth date', pt: 'Data de nascimento' },
    street: { en: 'Street', pt: 'Morada' },
    street_2: { en: 'Address line 2', pt: 'Morada (linha 2)' },
    city: { en: 'City', pt: 'Localidade' },
    postcode: { en: 'Postcode', pt: 'Código postal' },
    region: { en: 'Region', pt: 'Região' },
    emails: { en: 'E-mail addresses', pt: 'Endereços de e-mail' },
    phones: { en: 'Phones', pt: 'Telefones' },
  },
} satisfies EventWords
