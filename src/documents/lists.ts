import { Hono } from 'hono'
import type { App } from '#src/platform/app.ts'
import { documentEditRoutes } from './edit-routes.tsx'
import { folderRoutes } from './folder-routes.tsx'
import { documentListRoutes } from './list-routes.tsx'
import { folderRightsRoutes } from './rights-routes.tsx'
import { selectionRoutes } from './selection-routes.tsx'
import { trashRoutes } from './trash-routes.tsx'

/** An account's documents as a list, and all that is done with them from there. Fixed addresses first: the others' would take them. */
export const documentsRoutes = (app: App): Hono =>
  new Hono()
    .route('/', trashRoutes(app))
    .route('/', folderRoutes(app))
    .route('/', folderRightsRoutes(app))
    .route('/', documentListRoutes(app))
    .route('/', selectionRoutes(app))
    .route('/', documentEditRoutes(app))
