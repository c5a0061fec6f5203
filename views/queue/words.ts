import { catalogue } from '#src/platform/language/language.ts'
import type { FailureReason } from '#src/platform/queue/failure.ts'
import type { QueueKind } from '#src/platform/queue/queue.ts'

const kindsEn: Record<QueueKind, string> = {
  'send mail': 'E-mail',
  'run import': 'Import',
  'bulk run': 'Bulk action',
  'write names': 'Updating contact names',
  'remove files': 'Deleting unused files',
  'custom field addresses': 'Updating addresses of a custom field',
  'custom field sealing': 'Encrypting or decrypting a custom field',
  'sealing anew': 'Encrypting stored values again',
  'refused sign-in': 'Recording a refused sign-in',
  'refused code': 'Recording a refused code',
  'forgotten password': 'Sending a password reset link',
  'refused client': 'Recording a refused portal sign-in',
  'forgotten client password': 'Sending a client a password reset link',
}
const kindsPt: Record<QueueKind, string> = {
  'send mail': 'E-mail',
  'run import': 'Importação',
  'bulk run': 'Ação em lote',
  'write names': 'Atualização dos nomes dos contactos',
  'remove files': 'Eliminação de ficheiros sem uso',
  'custom field addresses': 'Atualização dos endereços de um campo personalizado',
  'custom field sealing': 'Cifragem ou decifragem de um campo personalizado',
  'sealing anew': 'Nova cifragem dos valores guardados',
  'refused sign-in': 'Registo de um início de sessão recusado',
  'refused code': 'Registo de um código recusado',
  'forgotten password': 'Envio de uma ligação para repor a palavra-passe',
  'refused client': 'Registo de um acesso ao portal recusado',
  'forgotten client password': 'Envio a um cliente de uma ligação para repor a palavra-passe',
}
/** The kinds of work in words. One of a version that knew more has its own name alone. */
export const kindWords = catalogue({ en: kindsEn, pt: kindsPt })

const lostEn: Record<QueueKind, string> = {
  'send mail':
    'The e-mail will not be sent. It stays listed as failed under Outgoing mail, where it can be sent again.',
  'run import': 'The import stays as it is: imported rows are kept, the rest are not imported.',
  'bulk run': 'The bulk action stays as it is: changes already made are kept, the remaining clients are not changed.',
  'write names': 'Some contacts keep showing their names in the old format until they are next edited.',
  'remove files': 'Unused files stay on the disk.',
  'custom field addresses': 'Some contacts keep e-mail addresses that no longer match this custom field.',
  'custom field sealing': 'Some values of this field stay as they were, encrypted or not.',
  'sealing anew': 'Some values stay encrypted with the old key; ficha rotate-key encrypts them again.',
  'refused sign-in': 'A refused sign-in is missing from the activity.',
  'refused code': 'A refused code is missing from the activity.',
  'forgotten password': 'The person does not get the link and has to ask again.',
  'refused client': 'A refused sign-in to the portal is missing from the activity.',
  'forgotten client password': 'The client does not get the link and has to ask again.',
}
const lostPt: Record<QueueKind, string> = {
  'send mail': 'O e-mail não será enviado. Fica como falhado em E-mails enviados, onde pode ser enviado de novo.',
  'run import': 'A importação fica como está: o que foi importado mantém-se, as restantes linhas não são importadas.',
  'bulk run': 'A ação em lote fica como está: o que foi alterado mantém-se, os restantes clientes não são alterados.',
  'write names': 'Alguns contactos continuam a mostrar o nome no formato antigo até serem editados.',
  'remove files': 'Os ficheiros sem uso ficam no disco.',
  'custom field addresses':
    'Alguns contactos ficam com endereços de e-mail que já não correspondem a este campo personalizado.',
  'custom field sealing': 'Alguns valores deste campo ficam como estavam, cifrados ou não.',
  'sealing anew': 'Alguns valores ficam cifrados com a chave antiga; «ficha rotate-key» volta a cifrá-los.',
  'refused sign-in': 'Falta na atividade um início de sessão recusado.',
  'refused code': 'Falta na atividade um código recusado.',
  'forgotten password': 'A pessoa não recebe a ligação e tem de a pedir de novo.',
  'refused client': 'Falta na atividade um acesso ao portal recusado.',
  'forgotten client password': 'O cliente não recebe a ligação e tem de a pedir de novo.',
}

const reasonsEn: Record<FailureReason, string> = {
  unreachable: 'The server could not be reached.',
  refused: 'The server refused it.',
  'file missing': 'A stored file is missing; a backup may have it.',
  'process ended': 'Ficha stopped each time it tried.',
  unexpected: 'Something unexpected went wrong.',
}
const reasonsPt: Record<FailureReason, string> = {
  unreachable: 'Não foi possível contactar o servidor.',
  refused: 'O servidor recusou.',
  'file missing': 'Falta um ficheiro guardado; pode estar numa cópia de segurança.',
  'process ended': 'O Ficha parou em todas as tentativas.',
  unexpected: 'Ocorreu um erro inesperado.',
}
export const reasonWords = catalogue({ en: reasonsEn, pt: reasonsPt })

export const words = catalogue({
  en: {
    title: 'Background work',
    text: 'E-mails, imports and other work that Ficha does in the background, and what failed.',
    failed: 'Failed',
    failures: 'Failed',
    failedText: 'Ficha has stopped trying. Try again once the cause is fixed, or discard it.',
    noneFailed: 'Nothing has failed.',
    pending: 'Running and waiting',
    nonePending: 'Nothing is running or waiting.',
    more: 'There is more waiting.',
    older: 'Older',
    running: 'Running',
    waiting: 'Waiting',
    retrying: 'Trying again',
    unknown: 'Unknown',
    unknownText: 'This version of Ficha no longer does this work.',
    next: (time: string, again: boolean) => (again ? `next try ${time}` : `starts ${time}`),
    tries: (count: string, one: boolean) => (one ? '1 try' : `${count} tries`),
    tryAgain: 'Try again',
    discard: 'Discard',
    discardTitle: 'Discard this work?',
    lost: lostEn,
    unknownLost: 'It will not be done.',
    triedAgain: 'It is being tried again.',
    discarded: 'Discarded.',
  },
  pt: {
    title: 'Trabalho em segundo plano',
    text: 'E-mails, importações e outro trabalho que o Ficha faz em segundo plano, e o que falhou.',
    failed: 'Falhou',
    failures: 'Com falhas',
    failedText: 'O Ficha deixou de tentar. Tente de novo quando a causa estiver resolvida, ou descarte.',
    noneFailed: 'Nada falhou.',
    pending: 'Em curso e em espera',
    nonePending: 'Nada em curso nem em espera.',
    more: 'Há mais em espera.',
    older: 'Anteriores',
    running: 'Em curso',
    waiting: 'Em espera',
    retrying: 'A tentar de novo',
    unknown: 'Desconhecido',
    unknownText: 'Esta versão do Ficha já não faz este trabalho.',
    next: (time: string, again: boolean) => (again ? `próxima tentativa ${time}` : `começa ${time}`),
    tries: (count: string, one: boolean) => (one ? '1 tentativa' : `${count} tentativas`),
    tryAgain: 'Tentar de novo',
    discard: 'Descartar',
    discardTitle: 'Descartar este trabalho?',
    lost: lostPt,
    unknownLost: 'Não será feito.',
    triedAgain: 'Está a ser tentado de novo.',
    discarded: 'Descartado.',
  },
})
