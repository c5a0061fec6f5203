import type { NotStored } from '#src/platform/files/upload.ts'
import { catalogue } from '#src/platform/language/language.ts'

type Refused = Record<NotStored, string>

const refusedEn: Refused = {
  'file too large': 'too large, not sent',
  'file empty': 'empty, not sent',
  'disk full': 'not sent: there is no room for it at the moment. Tell the firm, and try again later.',
}
const refusedPt: Refused = {
  'file too large': 'demasiado grande, não foi enviado',
  'file empty': 'vazio, não foi enviado',
  'disk full': 'não foi enviado: de momento não há espaço. Avise a firma e tente mais tarde.',
}

export const words = catalogue({
  en: {
    documents: 'Documents',
    waits: (count: number, shown: string) => (count === 1 ? '1 new document' : `${shown} new documents`),
    shared: 'Shared with you',
    none: 'Nothing has been shared with you yet.',
    isNew: 'New',
    download: 'Download',
    downloadOf: (name: string) => `Download ${name}`,
    byYou: 'from you',
    by: (name: string) => `from ${name}`,
    send: 'Send documents',
    files: 'Files',
    help: (firm: string, size: string) => `${firm} sees what you send. Several at a time, up to ${size} each.`,
    sendAction: 'Send',
    noFile: 'Choose at least one file.',
    sent: (count: number, shown: string) => (count === 1 ? '1 document was sent.' : `${shown} documents were sent.`),
    outcome: 'What became of your files',
    outcomes: { sent: 'sent', there: 'is here already' },
    refused: refusedEn,
    as: (name: string) => `sent as ${name}`,
  },
  pt: {
    documents: 'Documentos',
    waits: (count: number, shown: string) => (count === 1 ? '1 documento novo' : `${shown} documentos novos`),
    shared: 'Partilhados consigo',
    none: 'Ainda não foi partilhado nada consigo.',
    isNew: 'Novo',
    download: 'Transferir',
    downloadOf: (name: string) => `Transferir ${name}`,
    byYou: 'enviado por si',
    by: (name: string) => `de ${name}`,
    send: 'Enviar documentos',
    files: 'Ficheiros',
    help: (firm: string, size: string) => `O que enviar é visto por ${firm}. Vários de uma vez, até ${size} cada um.`,
    sendAction: 'Enviar',
    noFile: 'Escolha pelo menos um ficheiro.',
    sent: (count: number, shown: string) =>
      count === 1 ? 'Foi enviado 1 documento.' : `Foram enviados ${shown} documentos.`,
    outcome: 'O que aconteceu aos seus ficheiros',
    outcomes: { sent: 'enviado', there: 'já cá está' },
    refused: refusedPt,
    as: (name: string) => `enviado como ${name}`,
  },
})
