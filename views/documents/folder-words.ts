import type { Level } from '#src/documents/folders/rules.ts'
import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    new: 'New folder',
    create: 'Create folder',
    edit: 'Rename or move folder',
    rights: 'Permissions',
    name: 'Name',
    parent: 'Inside',
    made: (name: string) => `The folder “${name}” was created.`,
    saved: (name: string) => `The folder “${name}” was saved.`,
    trash: 'Move folder to trash',
    trashText: 'Everything in it goes with it. It can be restored for 120 days.',
    cannotTrash: 'It cannot be moved to the trash: it has folders in it that you may not change.',
    trashed: (name: string) =>
      `The folder “${name}” is in the trash, with everything in it. It can be restored for 120 days.`,
    rightsOf: (folder: string) => `Permissions for “${folder}”`,
    rightsText:
      'These permissions also apply to the folders inside, unless set there. The client’s team decides who sees the client at all.',
    person: 'Person',
    here: 'In this folder',
    levelOf: (name: string) => `Permission of ${name}`,
    levels: {
      none: 'None: can’t see it',
      view: 'View and download',
      edit: 'Edit: add, change, move, delete',
    } satisfies Record<Level, string>,
    asAbove: (level: string) => `Inherited: ${level}`,
    short: { none: 'none', view: 'view', edit: 'edit' } satisfies Record<Level, string>,
    always: 'The owner and the admins can always edit.',
    rightsSaved: (name: string) => `Permissions for “${name}” saved.`,
  },
  pt: {
    new: 'Nova pasta',
    create: 'Criar pasta',
    edit: 'Mudar o nome ou mover a pasta',
    rights: 'Permissões',
    name: 'Nome',
    parent: 'Dentro de',
    made: (name: string) => `A pasta “${name}” foi criada.`,
    saved: (name: string) => `A pasta “${name}” foi guardada.`,
    trash: 'Mover a pasta para o lixo',
    trashText: 'Tudo o que contém vai com ela. Pode ser restaurada durante 120 dias.',
    cannotTrash: 'Não pode ser movida para o lixo: contém pastas que não pode alterar.',
    trashed: (name: string) =>
      `A pasta “${name}” está no lixo, com tudo o que continha. Pode ser restaurada durante 120 dias.`,
    rightsOf: (folder: string) => `Permissões de “${folder}”`,
    rightsText:
      'Estas permissões aplicam-se também às pastas contidas nesta, salvo indicação em contrário. A equipa do cliente decide quem vê o cliente.',
    person: 'Pessoa',
    here: 'Nesta pasta',
    levelOf: (name: string) => `Permissão de ${name}`,
    levels: {
      none: 'Nenhuma: não a vê',
      view: 'Ver e transferir',
      edit: 'Editar: adicionar, alterar, mover, eliminar',
    },
    asAbove: (level: string) => `Herdada: ${level}`,
    short: { none: 'nenhuma', view: 'ver', edit: 'editar' },
    always: 'O proprietário e os administradores podem sempre editar.',
    rightsSaved: (name: string) => `As permissões de “${name}” foram guardadas.`,
  },
})
