import { type EventWords, yesOrNo } from '../audit/words.ts'
import { words as folderWords } from './folder-words.ts'

export const documentEvents = {
  kinds: {
    'document added': { en: 'added a document', pt: 'adicionou um documento' },
    'document version added': { en: 'added a version of a document', pt: 'adicionou uma versão de um documento' },
    'document version brought back': {
      en: 'made an earlier version of a document current',
      pt: 'tornou atual uma versão anterior de um documento',
    },
    'documents downloaded': { en: 'downloaded several documents', pt: 'transferiu vários documentos' },
    'document changed': { en: 'changed a document', pt: 'alterou um documento' },
    'document shared': { en: 'shared a document with the client', pt: 'partilhou um documento com o cliente' },
    'document made private': { en: 'made a document private', pt: 'tornou um documento privado' },
    'document trashed': { en: 'moved a document to the trash', pt: 'moveu um documento para o lixo' },
    'document restored': { en: 'restored a document from the trash', pt: 'restaurou um documento do lixo' },
    'document deleted': { en: 'deleted a document for good', pt: 'eliminou definitivamente um documento' },
    'folder created': { en: 'created a folder', pt: 'criou uma pasta' },
    'folder changed': { en: 'changed a folder', pt: 'alterou uma pasta' },
    'folder rights changed': {
      en: 'changed the permissions of a folder',
      pt: 'alterou as permissões de uma pasta',
      values: { en: folderWords.en.short, pt: folderWords.pt.short },
    },
    'folder trashed': { en: 'moved a folder to the trash', pt: 'moveu uma pasta para o lixo' },
    'folder restored': { en: 'restored a folder from the trash', pt: 'restaurou uma pasta do lixo' },
    'folder deleted': { en: 'deleted a folder for good', pt: 'eliminou definitivamente uma pasta' },
  },
  fields: {
    document: { en: 'Document', pt: 'Documento' },
    folder: { en: 'Folder', pt: 'Pasta' },
    place: { en: 'Location', pt: 'Localização' },
    shared: { en: 'Shared with the client', pt: 'Partilhado com o cliente', values: yesOrNo },
    number: { en: 'Version', pt: 'Versão' },
    content_of: { en: 'Content of version', pt: 'Conteúdo da versão' },
    files: { en: 'Files', pt: 'Ficheiros' },
  },
} satisfies EventWords
