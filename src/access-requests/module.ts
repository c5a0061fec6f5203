import type { Module } from '#src/platform/module.ts'
import { words } from '#views/access-requests/words.ts'
import { offerToAsk } from './not-found.tsx'
import { accessRequestRoutes } from './routes.tsx'

export const accessRequestsModule: Module = {
  name: 'access-requests',
  routes: [accessRequestRoutes],
  notFound: offerToAsk,
  menu: [
    {
      place: 80,
      href: '/access-requests',
      icon: 'key',
      permission: 'signed in',
      title: ({ language }) => words[language].title,
    },
  ],
}
