import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    recent: 'Latest changes',
  },
  pt: {
    recent: 'Últimas alterações',
  },
})
