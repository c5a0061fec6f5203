import type { NotStored } from '#src/platform/files/upload.ts'
import { catalogue } from '#src/platform/language/language.ts'

type Refused = Record<NotStored, string>

const refusedEn: Refused = {
  'file too large': 'too large, not sent',
  'file empty': 'empty, not sent',
  'disk full': 'not sent: there is no room for it right now. Tell your accountant and try again later.',
}
const refusedPt: Refused = {
  'file too large': 'demasiado grande, não foi enviado',
  'file empty': 'vazio, não foi enviado',
  'disk full': 'não foi enviado: de momento não há espaço. Avise o seu gabinete e tente mais tarde.',
}

export const words = catalogue({
  en: {
    documents: 'Documents',
    waits: (count: number, shown: string) => (count === 1 ? '1 new document' : `${shown} new documents`),
    shared: 'Shared with you',
    none: 'Nothing has been shared with you yet. Documents from your accountant will appear here.',
    isNew: 'New',
    download: 'Download',
    downloadOf: (name: string) => `Download ${name}`,
    byYou: 'from you',
    by: (name: string) => `from ${name}`,
    send: 'Send documents',
    files: 'Files',
    help: (firm: string, size: string) => `Only ${firm} sees what you send. Several at a time, up to ${size} each.`,
    sendAction: 'Send',
    noFile: 'Choose at least one file.',
    sent: (count: number, shown: string) => (count === 1 ? '1 document was sent.' : `${shown} documents were sent.`),
    outcome: 'Your files',
    outcomes: { sent: 'sent', there: 'already here' },
    refused: refusedEn,
    as: (name: string) => `sent as ${name}`,
  },
  pt: {
    documents: 'Documentos',
    waits: (count: number, shown: string) => (count === 1 ? '1 documento novo' : `${shown} documentos novos`),
    shared: 'Partilhados consigo',
    none: 'Ainda não há documentos partilhados consigo. Os do seu gabinete aparecem aqui.',
    isNew: 'Novo',
    download: 'Transferir',
    downloadOf: (name: string) => `Transferir ${name}`,
    byYou: 'enviado por si',
    by: (name: string) => `de ${name}`,
    send: 'Carregar documentos',
    files: 'Ficheiros',
    help: (firm: string, size: string) => `Só ${firm} vê o que enviar. Vários de uma vez, até ${size} cada um.`,
    sendAction: 'Carregar',
    noFile: 'Escolha pelo menos um ficheiro.',
    sent: (count: number, shown: string) =>
      count === 1 ? 'Foi enviado 1 documento.' : `Foram enviados ${shown} documentos.`,
    outcome: 'Os seus ficheiros',
    outcomes: { sent: 'enviado', there: 'já existia' },
    refused: refusedPt,
    as: (name: string) => `enviado como ${name}`,
  },
})
