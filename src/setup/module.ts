import { Hono } from 'hono'
import type { Module } from '#src/platform/module.ts'
import { firmRoutes } from './firm-routes.tsx'
import { setupRoutes } from './routes.tsx'

export const setupModule: Module = {
  name: 'setup',
  routes: (app) => new Hono().route('/', setupRoutes(app)).route('/', firmRoutes(app)),
}
