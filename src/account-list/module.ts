import type { Module } from '#src/platform/module.ts'
import { words } from '#views/account-list/words.ts'
import { accountListRoutes } from './routes.tsx'

export const accountListModule: Module = {
  name: 'account-list',
  routes: [accountListRoutes],
  menu: [
    {
      place: 20,
      href: '/accounts',
      also: '/groups',
      icon: 'clients',
      permission: 'signed in',
      title: ({ language }) => words[language].clients,
    },
  ],
}
