import type { Module } from '#src/platform/module.ts'
import { words } from '#views/day/words.ts'
import { dayRoutes } from './routes.tsx'

export const dayModule: Module = {
  name: 'day',
  routes: [dayRoutes],
  menu: [
    {
      place: 10,
      href: '/',
      icon: 'home',
      permission: 'signed in',
      title: ({ language }) => words[language].day,
    },
  ],
}
