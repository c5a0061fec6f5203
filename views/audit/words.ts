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
    refused: { en: 'tried what they may not do', pt: 'tentou o que não pode fazer' },
    restored: { en: 'took a change back', pt: 'repôs o que foi alterado' },
  },
  fields: {
    name: { en: 'Name', pt: 'Nome' },
    type: { en: 'Type', pt: 'Tipo' },
    tax_id: { en: 'Tax ID', pt: 'Número fiscal', seenBy: 'nobody' },
    left: { en: 'Left as they were', pt: 'Ficou como estava' },
    language: { en: 'Language', pt: 'Língua' },
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
    details: { en: 'Details', pt: 'Pormenores' },
    due: { en: 'Due', pt: 'Prazo' },
    assignees: { en: 'Assigned to', pt: 'Atribuída a' },
    job: { en: 'Job', pt: 'Trabalho' },
  },
} satisfies EventWords

export const words = catalogue({
  en: {
    activity: 'Activity',
    none: 'Nothing yet.',
    who: 'Person',
    what: 'What',
    everybody: 'Everybody',
    everything: 'Everything',
    show: 'Show',
    nothing: 'nothing',
    when: 'When',
    changed: 'Changed',
    restore: 'Restore',
    restoredBy: (who: string, at: string) => `Restored by ${who} on ${at}.`,
    restored: 'Restored.',
    restoredPartly: (fields: string) => `Restored, but for what is no longer as it was left: ${fields}.`,
    cantRestore: {
      'restored already': 'This was restored already.',
      'changed since': 'Nothing was restored: it has been changed again since.',
      'contact gone': 'Nothing was restored: the contact is no longer there, or was merged into another.',
      'linked again': 'Nothing was restored: the contact has been linked again since.',
      'time entry gone': 'Nothing was restored: the time entry has been deleted since.',
      'not yours to open':
        'Nothing was restored: it would open clients that you have no access to. Ask somebody who has.',
      'not linked': 'Nothing was restored: the contact is no longer linked to this account.',
      'note gone': 'Nothing was restored: the note was deleted too long ago.',
    } satisfies Record<RestoreProblem, string>,
  },
  pt: {
    activity: 'Atividade',
    none: 'Ainda nada.',
    who: 'Pessoa',
    what: 'O quê',
    everybody: 'Todos',
    everything: 'Tudo',
    show: 'Mostrar',
    nothing: 'nada',
    when: 'Quando',
    changed: 'Alterado',
    restore: 'Repor',
    restoredBy: (who: string, at: string) => `Reposto por ${who} em ${at}.`,
    restored: 'Reposto.',
    restoredPartly: (fields: string) => `Reposto, exceto o que já não está como foi deixado: ${fields}.`,
    cantRestore: {
      'restored already': 'Isto já foi reposto.',
      'changed since': 'Nada foi reposto: foi alterado de novo entretanto.',
      'contact gone': 'Nada foi reposto: o contacto já não existe, ou foi unido a outro.',
      'linked again': 'Nada foi reposto: o contacto foi ligado de novo entretanto.',
      'time entry gone': 'Nada foi reposto: o registo de tempo foi eliminado entretanto.',
      'not yours to open': 'Nada foi reposto: abriria clientes a que não tem acesso. Peça a quem o tenha.',
      'not linked': 'Nada foi reposto: o contacto já não está ligado a este cliente.',
      'note gone': 'Nada foi reposto: a nota foi eliminada há demasiado tempo.',
    },
  },
})

export const yesOrNo = catalogue({ en: { yes: 'yes', no: 'no' }, pt: { yes: 'sim', no: 'não' } })
