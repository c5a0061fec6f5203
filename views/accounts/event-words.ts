import { countryWords, type EventWords } from '../audit/words.ts'

export const accountEvents = {
  kinds: {
    'accounts handed over': { en: 'handed over clients', pt: 'passou clientes a outra pessoa' },
    'account created': { en: 'created the client', pt: 'criou o cliente' },
    'account changed': { en: 'changed the client', pt: 'alterou o cliente' },
    'account archived': { en: 'archived the client', pt: 'arquivou o cliente' },
    'account reactivated': { en: 'reactivated the client', pt: 'reativou o cliente' },
    'account deleted': { en: 'deleted the client', pt: 'eliminou o cliente' },
    'team changed': { en: 'changed the team', pt: 'alterou a equipa' },
    'account roles changed': { en: 'changed client roles', pt: 'alterou funções no cliente' },
    'follower added': { en: 'added a follower', pt: 'adicionou um seguidor' },
    'follower removed': { en: 'removed a follower', pt: 'removeu um seguidor' },
    'account tags changed': { en: 'changed tags', pt: 'alterou etiquetas' },
    'accounts exported': { en: 'exported clients', pt: 'exportou clientes' },
    'account exported': { en: 'exported everything about the client', pt: 'exportou todos os dados do cliente' },
  },
  fields: {
    company_name: { en: 'Company name', pt: 'Nome da empresa' },
    company_street: { en: 'Street', pt: 'Morada' },
    company_city: { en: 'City', pt: 'Localidade' },
    company_postcode: { en: 'Postcode', pt: 'Código postal' },
    company_region: { en: 'Region', pt: 'Região' },
    company_country: { en: 'Country', pt: 'País', values: countryWords },
    tax_country: { en: 'Tax ID country', pt: 'País do NIF', values: countryWords },
    short_id: { en: 'ID', pt: 'ID' },
    preparer: { en: 'Preparer', pt: 'Responsável' },
    reviewer: { en: 'Reviewer', pt: 'Supervisor' },
    follower: { en: 'Follower', pt: 'Seguidor' },
  },
} satisfies EventWords
