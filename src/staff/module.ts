import { Hono } from 'hono'
import type { Module } from '#src/platform/module.ts'
import { dropExpiredSessions } from './sessions.ts'
import { signInRoutes } from './sign-in.tsx'

export const staffModule: Module = {
  name: 'staff',
  routes: (app) => new Hono().route('/', signInRoutes(app)),
  hourly: dropExpiredSessions,
}
