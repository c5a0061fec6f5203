import type { EventWords } from '../audit/words.ts'

export const keyEvents = {
  kinds: {
    'key rotated': { en: 'encrypted everything with a new key', pt: 'cifrou tudo com uma chave nova' },
    'key given up': { en: 'gave up a lost key', pt: 'desistiu de uma chave perdida' },
  },
  fields: {
    sealed: { en: 'Encrypted again', pt: 'Cifrados de novo' },
    key: { en: 'Key', pt: 'Chave' },
  },
} satisfies EventWords
