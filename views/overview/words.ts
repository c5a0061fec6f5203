import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    overview: 'Overview',
    arrange: 'Customise',
    arrangeHelp: 'For all clients, and only for you. A collapsed section shows only its name.',
    save: 'Save',
    back: 'Back',
    folded: 'Collapsed',
    unfold: 'Expand',
    saved: 'The page was customised.',
    usual: 'Reset to default',
  },
  pt: {
    overview: 'Resumo',
    arrange: 'Personalizar',
    arrangeHelp: 'Para todos os clientes, e só para si. Uma secção fechada mostra só o nome.',
    save: 'Guardar',
    back: 'Voltar',
    folded: 'Fechada',
    unfold: 'Abrir',
    saved: 'A página foi personalizada.',
    usual: 'Repor predefinição',
  },
})
