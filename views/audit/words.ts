import type { AuditKind } from '#src/audit/kinds.ts'
import { catalogue, type Language } from '#src/platform/language/language.ts'
import type { RestoreProblem } from '#src/restorations/restoration.ts'
import type { Permission } from '#src/staff/rights.ts'

/** One field as an event's changes tell of it. */
export interface FieldWords extends Record<Language, string> {
  /** What its values are called, where they are words of ours. */
  values?: Record<Language, Readonly<Record<string, string>>>
  /** Whoever lacks it is told that the field changed, and not from what to what. Nobody has the right of `nobody`. */
  seenBy?: Permission | 'nobody'
}

/** How the events of one noun are told: what was done, to stand after a person's name, and the names of what changed. */
export interface EventWords {
  kinds?: { [Kind in AuditKind]?: Record<Language, string> }
  fields?: Readonly<Record<string, FieldWords>>
}

/** What no noun tells alone. */
export const sharedEvents = {
  kinds: {
    refused: { en: 'tried something they are not allowed to do', pt: 'tentou fazer algo sem permissão' },
    restored: { en: 'restored a change', pt: 'repôs o que tinha sido alterado' },
  },
  fields: {
    name: { en: 'Name', pt: 'Nome' },
    type: { en: 'Type', pt: 'Tipo' },
    tax_id: { en: 'Tax ID', pt: 'NIF', seenBy: 'nobody' },
    left: { en: 'Left unchanged', pt: 'Ficou como estava' },
    language: { en: 'Language', pt: 'Idioma' },
    country: { en: 'Country', pt: 'País' },
    notes: { en: 'Notes', pt: 'Notas' },
    email: { en: 'E-mail', pt: 'E-mail' },
    contact: { en: 'Contact', pt: 'Contacto' },
    tags: { en: 'Tags', pt: 'Etiquetas' },
    team: { en: 'Team', pt: 'Equipa' },
    colour: { en: 'Colour', pt: 'Cor' },
    accounts: { en: 'Clients', pt: 'Clientes' },
    filters: { en: 'Filters', pt: 'Filtros' },
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

export const yesOrNo = catalogue({ en: { yes: 'yes', no: 'no' }, pt: { yes: 'sim', no: 'não' } })
