import type { AuditKind } from '#src/audit/kinds.ts'
import type { Language } from '#src/platform/language/language.ts'
import { accessRequestEvents } from '../access-requests/event-words.ts'
import { accountEvents } from '../accounts/event-words.ts'
import { addressEvents } from '../addresses/event-words.ts'
import { bulkEvents } from '../bulk/event-words.ts'
import { chatEvents } from '../chats/event-words.ts'
import { contactEvents } from '../contacts/event-words.ts'
import { documentEvents } from '../documents/event-words.ts'
import { fieldEvents } from '../fields/event-words.ts'
import { firmEvents } from '../firm/event-words.ts'
import { groupEvents } from '../groups/event-words.ts'
import { importEvents } from '../imports/event-words.ts'
import { jobEvents } from '../jobs/event-words.ts'
import { keyEvents } from '../keys/event-words.ts'
import { linkEvents } from '../links/event-words.ts'
import { mergeEvents } from '../merges/event-words.ts'
import { noteEvents } from '../notes/event-words.ts'
import { personalDataEvents } from '../personal-data/event-words.ts'
import { photoEvents } from '../photos/event-words.ts'
import { pipelineEvents } from '../pipelines/event-words.ts'
import { portalEvents } from '../portal/event-words.ts'
import { queueEvents } from '../queue/event-words.ts'
import { secondFactorEvents } from '../second-factor/event-words.ts'
import { staffEvents } from '../staff/event-words.ts'
import { tagEvents } from '../tags/event-words.ts'
import { taskEvents } from '../tasks/event-words.ts'
import { timeEvents } from '../time/event-words.ts'
import { type EventWords, type KindWords, sharedEvents, type ValueWords } from './words.ts'

const kinds = {
  ...firmEvents.kinds,
  ...staffEvents.kinds,
  ...secondFactorEvents.kinds,
  ...accountEvents.kinds,
  ...photoEvents.kinds,
  ...accessRequestEvents.kinds,
  ...contactEvents.kinds,
  ...linkEvents.kinds,
  ...mergeEvents.kinds,
  ...personalDataEvents.kinds,
  ...tagEvents.kinds,
  ...groupEvents.kinds,
  ...taskEvents.kinds,
  ...importEvents.kinds,
  ...bulkEvents.kinds,
  ...queueEvents.kinds,
  ...addressEvents.kinds,
  ...portalEvents.kinds,
  ...fieldEvents.kinds,
  ...keyEvents.kinds,
  ...noteEvents.kinds,
  ...timeEvents.kinds,
  ...documentEvents.kinds,
  ...chatEvents.kinds,
  ...pipelineEvents.kinds,
  ...jobEvents.kinds,
  ...sharedEvents.kinds,
} satisfies Record<AuditKind, KindWords>

export const auditKinds = Object.keys(kinds) as AuditKind[]

const group = (en: string, pt: string, ...nouns: readonly EventWords[]) => ({
  title: { en, pt },
  kinds: nouns.flatMap((noun) => Object.keys(noun.kinds ?? {}) as AuditKind[]),
})

/** The kinds by what they are about, as one looks for them. */
export const kindGroups = [
  group('Clients', 'Clientes', accountEvents, photoEvents, groupEvents, tagEvents, accessRequestEvents),
  group('Contacts', 'Contactos', contactEvents, linkEvents, mergeEvents, personalDataEvents),
  group('Portal', 'Portal', addressEvents, portalEvents),
  group('Documents', 'Documentos', documentEvents),
  group('Chats', 'Conversas', chatEvents),
  group('Tasks', 'Tarefas', taskEvents),
  group('Jobs', 'Trabalhos', jobEvents, pipelineEvents),
  group('Notes', 'Notas', noteEvents),
  group('Time', 'Tempo', timeEvents),
  group('Custom fields', 'Campos personalizados', fieldEvents),
  group('Imports and bulk actions', 'Importações e ações em massa', importEvents, bulkEvents),
  group('Team and sign-in', 'Equipa e sessões', staffEvents, secondFactorEvents),
  group('The firm', 'O gabinete', firmEvents, keyEvents, queueEvents),
  group('Other', 'Outros', sharedEvents),
].filter((one) => one.kinds.length > 0)

/** What happened, to stand after a person's name. One of a version that knew more says its own name. */
export const kindText = (language: Language, kind: AuditKind): string =>
  Object.hasOwn(kinds, kind) ? kinds[kind][language] : kind

/** What values are called in an event's fields that have no words of ours. */
export const valueWordsOf = (kind: AuditKind): ValueWords | undefined =>
  Object.hasOwn(kinds, kind) ? (kinds[kind] as KindWords).values : undefined

/** The fields that changes tell of. */
export const fieldWords = {
  ...firmEvents.fields,
  ...staffEvents.fields,
  ...secondFactorEvents.fields,
  ...accountEvents.fields,
  ...accessRequestEvents.fields,
  ...contactEvents.fields,
  ...linkEvents.fields,
  ...groupEvents.fields,
  ...taskEvents.fields,
  ...importEvents.fields,
  ...queueEvents.fields,
  ...addressEvents.fields,
  ...fieldEvents.fields,
  ...keyEvents.fields,
  ...noteEvents.fields,
  ...timeEvents.fields,
  ...documentEvents.fields,
  ...chatEvents.fields,
  ...pipelineEvents.fields,
  ...jobEvents.fields,
  ...sharedEvents.fields,
}
