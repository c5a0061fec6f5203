import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    trash: 'Trash',
    text: 'Items stay here for 120 days, then they are deleted for good.',
    folders: 'Folders',
    documents: 'Documents',
    none: 'The trash is empty.',
    name: 'Name',
    by: 'Moved here',
    byName: (name: string) => `by ${name}`,
    until: 'Can be restored until',
    with: (n: number) => (n === 1 ? 'with 1 document' : `with ${n} documents`),
    gone: 'Its folder no longer exists: it will be restored to the top level',
    restore: 'Restore',
    restored: (name: string) => `“${name}” was restored.`,
  },
  pt: {
    trash: 'Lixo',
    text: 'Os itens ficam aqui 120 dias e depois são eliminados definitivamente.',
    folders: 'Pastas',
    documents: 'Documentos',
    none: 'O lixo está vazio.',
    name: 'Nome',
    by: 'Movido',
    byName: (name: string) => `por ${name}`,
    until: 'Pode ser recuperado até',
    with: (n: number) => (n === 1 ? 'com 1 documento' : `com ${n} documentos`),
    gone: 'A pasta já não existe: será restaurado no nível superior',
    restore: 'Restaurar',
    restored: (name: string) => `“${name}” foi restaurado.`,
  },
})
