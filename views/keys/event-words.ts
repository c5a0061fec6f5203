import type { EventWords } from '../audit/words.ts'

export const keyEvents = {
  kinds: {
    'key rotated': { en: 'sealed everything with a new key', pt: 'cifrou tudo com uma chave nova' },
    'key given up': { en: 'gave up a key that was lost', pt: 'desistiu de uma chave perdida' },
  },
  fields: {
    sealed: { en: 'Sealed anew', pt: 'Cifrados de novo' },
    key: { en: 'Key', pt: 'Chave' },
  },
} satisfies EventWords
