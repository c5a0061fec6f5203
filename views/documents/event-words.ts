import { type EventWords, yesOrNo } from '../audit/words.ts'

export const documentEvents = {
  kinds: {
    'document added': { en: 'added a document', pt: 'adicionou um documento' },
    'document version added': { en: 'added a version of a document', pt: 'adicionou uma versão de um documento' },
    'document version brought back': {
      en: 'made an old version of a document the current one',
      pt: 'tornou atual uma versão antiga de um documento',
    },
    'documents downloaded': { en: 'downloaded documents together', pt: 'transferiu documentos em conjunto' },
    'document changed': { en: 'changed a document', pt: 'alterou um documento' },
    'document shared': { en: 'shared a document with the client', pt: 'partilhou um documento com o cliente' },
    'document made private': { en: 'made a document private', pt: 'tornou um documento privado' },
    'document trashed': { en: 'put a document into the trash', pt: 'pôs um documento no lixo' },
    'document restored': { en: 'took a document out of the trash', pt: 'tirou um documento do lixo' },
    'document deleted': { en: 'deleted a document for good', pt: 'eliminou um documento de vez' },
    'folder created': { en: 'made a folder', pt: 'criou uma pasta' },
    'folder changed': { en: 'changed a folder', pt: 'alterou uma pasta' },
    'folder rights changed': { en: 'changed who may do what in a folder', pt: 'alterou quem pode o quê numa pasta' },
    'folder trashed': { en: 'put a folder into the trash', pt: 'pôs uma pasta no lixo' },
    'folder restored': { en: 'took a folder out of the trash', pt: 'tirou uma pasta do lixo' },
    'folder deleted': { en: 'deleted a folder for good', pt: 'eliminou uma pasta de vez' },
  },
  fields: {
    document: { en: 'Document', pt: 'Documento' },
    folder: { en: 'Folder', pt: 'Pasta' },
    place: { en: 'Place', pt: 'Lugar' },
    shared: { en: 'Shared with the client', pt: 'Partilhado com o cliente', values: yesOrNo },
    number: { en: 'Version', pt: 'Versão' },
    content_of: { en: 'Content of version', pt: 'Conteúdo da versão' },
    files: { en: 'Files', pt: 'Ficheiros' },
  },
} satisfies EventWords
