import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    profile: 'Profile',
    team: 'Team',
    portal: {
      activated: 'Portal activated',
      pending: 'Portal pending',
      'not activated': 'Portal not activated',
    },
    more: (count: string) => `+${count}`,
    info: 'Info',
    taxIdWrong: 'Saved. The tax ID doesn’t look right for its country: check the digits.',
    saved: 'Saved.',
    archive: 'Archive',
    reactivate: 'Reactivate',
    export: 'Export',
    delete: 'Delete',
  },
  pt: {
    profile: 'Perfil',
    team: 'Equipa',
    portal: {
      activated: 'Portal ativado',
      pending: 'Portal pendente',
      'not activated': 'Portal não ativado',
    },
    more: (count: string) => `+${count}`,
    info: 'Informação',
    taxIdWrong: 'Guardado. O NIF não parece certo para o país: verifique os algarismos.',
    saved: 'Guardado.',
    archive: 'Arquivar',
    reactivate: 'Reativar',
    export: 'Exportar',
    delete: 'Eliminar',
  },
})
