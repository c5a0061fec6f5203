import { catalogue } from '#src/platform/language/language.ts'
import type { ProblemsOf } from '#src/platform/web/problems.ts'

const en: Record<ProblemsOf['pipelines'], string> = {
  'too many stages': 'A pipeline can have at most 30 stages.',
  'too many tasks': 'A stage can add at most 20 tasks.',
  'not the last stage': 'Only the last stage can complete jobs.',
}

const pt: Record<ProblemsOf['pipelines'], string> = {
  'too many stages': 'Um fluxo pode ter no máximo 30 etapas.',
  'too many tasks': 'Uma etapa pode adicionar no máximo 20 tarefas.',
  'not the last stage': 'Só a última etapa pode concluir trabalhos.',
}

export const pipelineProblems = catalogue({ en, pt })
