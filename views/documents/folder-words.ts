import type { Level } from '#src/documents/folders/rules.ts'
import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    new: 'New folder',
    create: 'Make the folder',
    edit: 'Rename or move folder',
    rights: 'Who may do what',
    name: 'Name',
    parent: 'In',
    made: (name: string) => `The folder “${name}” was made.`,
    saved: (name: string) => `The folder “${name}” was saved.`,
    trash: 'Put the folder into the trash',
    trashText: 'All that is in it goes with it. It can be restored for 120 days.',
    cannotTrash: 'It cannot be put into the trash: there are folders in it that you may not change.',
    trashed: (name: string) =>
      `The folder “${name}” is in the trash with all that was in it. It can be restored for 120 days.`,
    rightsOf: (folder: string) => `Who may do what in “${folder}”`,
    rightsText:
      'What is set here holds in the folders within too, where nothing else is set on them. Who sees the client at all is decided by the client’s team.',
    person: 'Person',
    here: 'In this folder',
    levelOf: (name: string) => `What ${name} may do`,
    levels: {
      none: 'None: does not see it',
      view: 'View and download',
      edit: 'Edit: add, change, move, trash',
    } satisfies Record<Level, string>,
    asAbove: (level: string) => `As above: ${level}`,
    short: { none: 'none', view: 'view', edit: 'edit' } satisfies Record<Level, string>,
    always: 'Owner and admins may edit everywhere.',
    rightsSaved: (name: string) => `Who may do what in “${name}” was saved.`,
  },
  pt: {
    new: 'Nova pasta',
    create: 'Criar a pasta',
    edit: 'Mudar o nome ou mover a pasta',
    rights: 'Quem pode o quê',
    name: 'Nome',
    parent: 'Em',
    made: (name: string) => `A pasta “${name}” foi criada.`,
    saved: (name: string) => `A pasta “${name}” foi guardada.`,
    trash: 'Pôr a pasta no lixo',
    trashText: 'Tudo o que está nela vai com ela. Pode ser recuperada durante 120 dias.',
    cannotTrash: 'Não pode ir para o lixo: há nela pastas que não pode alterar.',
    trashed: (name: string) =>
      `A pasta “${name}” está no lixo com tudo o que tinha. Pode ser recuperada durante 120 dias.`,
    rightsOf: (folder: string) => `Quem pode o quê em “${folder}”`,
    rightsText:
      'O que se define aqui vale também nas pastas dentro dela, onde nelas nada mais esteja definido. Quem chega a ver o cliente decide-se na equipa do cliente.',
    person: 'Pessoa',
    here: 'Nesta pasta',
    levelOf: (name: string) => `O que ${name} pode`,
    levels: {
      none: 'Nada: não a vê',
      view: 'Ver e transferir',
      edit: 'Editar: juntar, alterar, mover, pôr no lixo',
    },
    asAbove: (level: string) => `Como acima: ${level}`,
    short: { none: 'nada', view: 'ver', edit: 'editar' },
    always: 'Proprietário e administradores podem editar em todo o lado.',
    rightsSaved: (name: string) => `Ficou guardado quem pode o quê em “${name}”.`,
  },
})
