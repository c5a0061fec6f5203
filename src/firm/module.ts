import type { Module } from '#src/platform/module.ts'
import { words } from '#views/firm/words.ts'
import { firmRoutes } from './routes.tsx'

export const firmModule: Module = {
  name: 'firm',
  routes: [firmRoutes],
  settings: [
    {
      place: 70,
      href: '/settings/firm',
      permission: 'admin',
      title: ({ language }) => words[language].firm,
      text: ({ language }) => words[language].text,
    },
  ],
}
