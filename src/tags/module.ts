import type { Module } from '#src/platform/module.ts'
import { words } from '#views/tags/words.ts'
import { tagRoutes } from './routes.tsx'

export const tagsModule: Module = {
  name: 'tags',
  routes: [tagRoutes],
  settings: [
    {
      place: 30,
      href: '/settings/tags',
      permission: 'manage tags',
      title: ({ language }) => words[language].tags,
      text: ({ language }) => words[language].text,
    },
  ],
}
