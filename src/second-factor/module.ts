import type { Module } from '#src/platform/module.ts'
import { words } from '#views/second-factor/words.ts'
import { factorMails } from './mails.ts'
import { recordRefusedCode } from './refused.ts'
import { secondFactorRoutes } from './routes.tsx'
import { secondStepRoutes } from './sign-in-routes.tsx'

export const secondFactorModule: Module = {
  name: 'second-factor',
  routes: [secondStepRoutes, secondFactorRoutes],
  settings: [
    {
      place: 25,
      href: '/settings/second-factor',
      permission: 'admin',
      title: ({ language }) => words[language].demandTitle,
      text: ({ language }) => words[language].demandText,
    },
  ],
  mails: factorMails,
  queue: { 'refused code': { run: recordRefusedCode } },
}
