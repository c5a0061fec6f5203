import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    trash: 'Trash',
    text: 'What is put here stays for 120 days. Then it is deleted for good.',
    folders: 'Folders',
    documents: 'Documents',
    none: 'The trash is empty.',
    name: 'Name',
    by: 'Put here',
    byName: (name: string) => `by ${name}`,
    until: 'Can be restored until',
    with: (n: number) => (n === 1 ? 'with 1 document' : `with ${n} documents`),
    gone: 'A folder that is gone: it comes back at the top',
    restore: 'Restore',
    restored: (name: string) => `“${name}” is here again.`,
  },
  pt: {
    trash: 'Lixo',
    text: 'O que aqui se põe fica 120 dias. Depois é eliminado de vez.',
    folders: 'Pastas',
    documents: 'Documentos',
    none: 'O lixo está vazio.',
    name: 'Nome',
    by: 'Posto aqui',
    byName: (name: string) => `por ${name}`,
    until: 'Pode ser recuperado até',
    with: (n: number) => (n === 1 ? 'com 1 documento' : `com ${n} documentos`),
    gone: 'Uma pasta que já não há: volta ao topo',
    restore: 'Recuperar',
    restored: (name: string) => `“${name}” está aqui outra vez.`,
  },
})
