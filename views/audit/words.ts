import type { AuditKind } from '#src/audit/kinds.ts'
import { countryName } from '#src/platform/language/countries.ts'
import { catalogue, type Language } from '#src/platform/language/language.ts'
import type { RestoreProblem } from '#src/restorations/restoration.ts'
import type { Permission } from '#src/staff/rights.ts'
import { words as listWords } from '../account-list/words.ts'
import { words as accountWords } from '../accounts/words.ts'
import { words as contactWords } from '../contacts/words.ts'
import { words as customFields } from '../fields/words.ts'
import { words as tagWords } from '../tags/words.ts'
import { words as timeWords } from '../time/words.ts'

/** What stored values are called, where they are words of ours: by each of them, or worked out from it. */
export type ValueWords = Record<Language, Readonly<Record<string, string>> | ((value: string) => string)>

/** One field as an event's changes tell of it. */
export interface FieldWords extends Record<Language, string> {
  /** A date, a moment and an amount are read as such in any field. */
  values?: ValueWords
  /** It holds several values, with commas between them. */
  isList?: true
  /** Whoever lacks it is told that the field changed, and not from what to what. Nobody has the right of `nobody`. */
  seenBy?: Permission | 'nobody'
}

/** What was done, to stand after a person's name. */
export interface KindWords extends Record<Language, string> {
  /** What values are called in fields that have no words of ours: people’s names, those of custom fields. */
  values?: ValueWords
}

/** How the events of one noun are told: what was done, and the names of what changed. */
export interface EventWords {
  kinds?: { [Kind in AuditKind]?: KindWords }
  fields?: Readonly<Record<string, FieldWords>>
}

/** As it is stored of a switch, of a question and of a column. */
export const yesOrNo = catalogue({
  en: { yes: 'yes', no: 'no', 1: 'yes', 0: 'no' },
  pt: { yes: 'sim', no: 'não', 1: 'sim', 0: 'não' },
})

const inEach = (valuesIn: (language: Language) => ValueWords[Language]): ValueWords => ({
  en: valuesIn('en'),
  pt: valuesIn('pt'),
})

export const countryWords = inEach((language) => (code) => countryName(language, code))

/** By what a list was filtered: its query names numbers, so the names of the filters alone. */
const filterWords = inEach((language) => {
  const [list, account, time] = [listWords[language], accountWords[language], timeWords[language]]
  const names: Record<string, string> = {
    show: list.show,
    name: list.name,
    type: list.type,
    tag: list.withTag,
    without: list.withoutTag,
    member: list.member,
    portal: list.columns.portal,
    field: list.field,
    ...account.roles,
    person: time.person,
    state: time.state,
    from: time.from,
    to: time.to,
    job: time.job,
  }
  return (query) => {
    const used = [...new Set(new URLSearchParams(query).keys())].filter((key) => Object.hasOwn(names, key))
    return used.map((key) => names[key]).join(', ') || '—'
  }
})

/** What no noun tells alone. */
export const sharedEvents = {
  kinds: {
    refused: { en: 'tried something they are not allowed to do', pt: 'tentou fazer algo sem permissão' },
    restored: { en: 'restored a change', pt: 'repôs o que tinha sido alterado', values: yesOrNo },
  },
  fields: {
    name: { en: 'Name', pt: 'Nome' },
    type: {
      en: 'Type',
      pt: 'Tipo',
      values: inEach((language) => ({ ...customFields[language].types, ...accountWords[language].types })),
    },
    tax_id: { en: 'Tax ID', pt: 'NIF', seenBy: 'nobody' },
    left: { en: 'Left unchanged', pt: 'Ficou como estava' },
    language: { en: 'Language', pt: 'Idioma', values: inEach((language) => contactWords[language].languages) },
    country: { en: 'Country', pt: 'País', values: countryWords },
    notes: { en: 'Notes', pt: 'Notas' },
    email: { en: 'E-mail', pt: 'E-mail' },
    contact: { en: 'Contact', pt: 'Contacto' },
    tags: { en: 'Tags', pt: 'Etiquetas' },
    team: { en: 'Team', pt: 'Equipa' },
    colour: { en: 'Colour', pt: 'Cor', values: inEach((language) => tagWords[language].colours) },
    accounts: { en: 'Clients', pt: 'Clientes' },
    filters: { en: 'Filters', pt: 'Filtros', values: filterWords },
    address: { en: 'Address', pt: 'Endereço' },
    message: { en: 'Message', pt: 'Mensagem' },
    order: { en: 'Order', pt: 'Ordem' },
    details: { en: 'Details', pt: 'Detalhes' },
    due: { en: 'Due', pt: 'Prazo' },
    assignees: { en: 'Assigned to', pt: 'Atribuído a' },
    job: { en: 'Job', pt: 'Trabalho' },
  },
} satisfies EventWords

export const words = catalogue({
  en: {
    activity: 'Activity',
    none: 'No activity yet.',
    who: 'Person',
    what: 'Action',
    everybody: 'Everybody',
    everything: 'All actions',
    show: 'Apply',
    nothing: 'nothing',
    when: 'When',
    changed: 'Changed',
    restore: 'Restore',
    restoredBy: (who: string, at: string) => `Restored by ${who} on ${at}.`,
    restored: 'Restored.',
    restoredPartly: (fields: string) => `Restored, except for what has changed since: ${fields}.`,
    cantRestore: {
      'restored already': 'This has already been restored.',
      'changed since': 'Nothing was restored: it has been changed again since.',
      'contact gone': 'Nothing was restored: the contact no longer exists, or was merged into another.',
      'linked again': 'Nothing was restored: the contact has been linked again since.',
      'time entry gone': 'Nothing was restored: the time entry has been deleted since.',
      'not yours to open':
        'Nothing was restored: it would open clients that you have no access to. Ask someone who has.',
      'not linked': 'Nothing was restored: the contact is no longer linked to this client.',
      'note gone': 'Nothing was restored: the note was deleted too long ago.',
    } satisfies Record<RestoreProblem, string>,
  },
  pt: {
    activity: 'Atividade',
    none: 'Ainda sem atividade.',
    who: 'Pessoa',
    what: 'Ação',
    everybody: 'Todos',
    everything: 'Todas as ações',
    show: 'Aplicar',
    nothing: 'nada',
    when: 'Quando',
    changed: 'Alterado',
    restore: 'Repor',
    restoredBy: (who: string, at: string) => `Reposto por ${who} em ${at}.`,
    restored: 'Reposto.',
    restoredPartly: (fields: string) => `Reposto, exceto o que entretanto mudou: ${fields}.`,
    cantRestore: {
      'restored already': 'Isto já foi reposto.',
      'changed since': 'Nada foi reposto: foi alterado de novo entretanto.',
      'contact gone': 'Nada foi reposto: o contacto já não existe, ou foi unido a outro.',
      'linked again': 'Nada foi reposto: o contacto foi associado de novo entretanto.',
      'time entry gone': 'Nada foi reposto: o registo de tempo foi eliminado entretanto.',
      'not yours to open': 'Nada foi reposto: abriria clientes a que não tem acesso. Peça a quem o tenha.',
      'not linked': 'Nada foi reposto: o contacto já não está associado a este cliente.',
      'note gone': 'Nada foi reposto: a nota foi eliminada há demasiado tempo.',
    },
  },
})
