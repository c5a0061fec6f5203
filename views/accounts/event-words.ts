import type { EventWords } from '../audit/words.ts'

export const accountEvents = {
  kinds: {
    'accounts handed over': { en: 'handed accounts over', pt: 'entregou clientes' },
    'account created': { en: 'created the account', pt: 'criou o cliente' },
    'account changed': { en: 'changed the account', pt: 'alterou o cliente' },
    'account archived': { en: 'archived the account', pt: 'arquivou o cliente' },
    'account reactivated': { en: 'reactivated the account', pt: 'reativou o cliente' },
    'account deleted': { en: 'deleted the account', pt: 'eliminou o cliente' },
    'team changed': { en: 'changed the team', pt: 'alterou a equipa' },
    'account roles changed': { en: 'changed account roles', pt: 'alterou funções no cliente' },
    'follower added': { en: 'added a follower', pt: 'acrescentou um seguidor' },
    'follower removed': { en: 'removed a follower', pt: 'retirou um seguidor' },
    'account tags changed': { en: 'changed tags', pt: 'alterou etiquetas' },
    'accounts exported': { en: 'exported accounts', pt: 'exportou clientes' },
    'account exported': { en: 'exported the account whole', pt: 'exportou o cliente inteiro' },
  },
  fields: {
    company_name: { en: 'Company name', pt: 'Nome da empresa' },
    company_street: { en: 'Street', pt: 'Rua' },
    company_city: { en: 'City', pt: 'Localidade' },
    company_postcode: { en: 'Postcode', pt: 'Código postal' },
    company_region: { en: 'Region', pt: 'Região' },
    company_country: { en: 'Country', pt: 'País' },
    tax_country: { en: 'Country of the tax ID', pt: 'País do número fiscal' },
    short_id: { en: 'ID', pt: 'ID' },
    preparer: { en: 'Preparer', pt: 'Preparador' },
    reviewer: { en: 'Reviewer', pt: 'Revisor' },
    follower: { en: 'Follower', pt: 'Seguidor' },
  },
} satisfies EventWords
