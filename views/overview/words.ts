import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    overview: 'Overview',
    arrange: 'Arrange this page',
    arrangeHelp: 'For all accounts, and for you alone. A folded section shows its name only.',
    save: 'Save',
    back: 'Back',
    folded: 'Folded',
    unfold: 'Unfold',
    saved: 'The page is arranged.',
    usual: 'As it usually is',
  },
  pt: {
    overview: 'Resumo',
    arrange: 'Arrumar esta página',
    arrangeHelp: 'Para todos os clientes, e só para si. De uma secção recolhida mostra-se só o nome.',
    save: 'Guardar',
    back: 'Voltar',
    folded: 'Recolhida',
    unfold: 'Abrir',
    saved: 'A página está arrumada.',
    usual: 'Como é habitual',
  },
})
