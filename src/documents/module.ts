import { accountLeaving } from '#src/accounts/account.ts'
import { documentsInPortal } from '#src/documents/portal/portal.ts'
import { portalDocumentRoutes } from '#src/documents/portal/routes.tsx'
import { removeUnreferencedFiles } from '#src/platform/files/removal.ts'
import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { documentsOfDay } from './day.tsx'
import { wrongDocuments } from './doctor.ts'
import { documentEditRoutes } from './edit-routes.tsx'
import { documentsExport } from './export.ts'
import { documentFigures } from './figures.ts'
import { wrongFiles } from './file-doctor.ts'
import { documentFilesAmong, removeDocuments } from './files.ts'
import { folderRightsRoutes } from './folders/rights-routes.tsx'
import { folderRoutes } from './folders/routes.tsx'
import { documentListRoutes } from './list-routes.tsx'
import { documentsSection } from './overview.tsx'
import { documentPageRoutes } from './page-routes.tsx'
import { personOfDocuments } from './person.ts'
import { selectionRoutes } from './selection-routes.tsx'
import { emptyTrash } from './trash/expiry.ts'
import { trashRoutes } from './trash/routes.tsx'
import { documentVersionRoutes } from './versions-routes.tsx'
import { visibleDocumentEvents } from './visible-events.ts'
import { documentZipRoutes } from './zip-routes.tsx'

export const documentsModule: Module = {
  name: 'documents',
  person: personOfDocuments,
  figures: documentFigures,
  // A document's own page last: the others' addresses would be taken for one of a document.
  routes: [
    trashRoutes,
    folderRoutes,
    folderRightsRoutes,
    documentListRoutes,
    selectionRoutes,
    documentEditRoutes,
    documentZipRoutes,
    documentVersionRoutes,
    documentPageRoutes,
    portalDocumentRoutes,
  ],
  overview: documentsSection,
  day: documentsOfDay,
  portal: documentsInPortal,
  queue: { 'remove files': { run: removeUnreferencedFiles } },
  hears: [on(accountLeaving, removeDocuments)],
  hourly: emptyTrash,
  narrows: visibleDocumentEvents,
  holdsFiles: documentFilesAmong,
  accountExport: documentsExport,
  doctor: async (app, readFiles = false) => [
    ...(await wrongDocuments(app.db.read)),
    ...(await wrongFiles(app, readFiles)),
  ],
}
